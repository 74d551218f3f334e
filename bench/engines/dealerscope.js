// Dealerscope's worker as the site ships it, spoken to as its page does: `web/src/protocol.rs` says what the
// messages hold. The snapshot comes in as dropped files do, by addresses of bytes that the page has in memory.

import { VIEWS, cellKey } from "../workload.js";
import { Reader, Writer, decoded } from "./bytes.js";

/** @import { Cells, Engine, Key, View } from "../types.d.ts" */

// Variants by their place in the enumerations.
const PROCESS_INPUT = 1;
const OPEN = 0;
const VIEW = 3;
const LOCAL = 1;
const PROGRESS = 1;
const OPENED = 2;
const VIEWED = 6;
const REGION = 0;
/** @type {Record<Key, number[]>} */
const BY = { month: [0], stage: [1], region: [2, 0], dealer: [2, 4], channel: [2, 5], series: [2, 6], temperature: [2, 9] };

/**
 * @typedef {{ rows: Uint8Array[], columns: Uint8Array[], cells: Float64Array }} Grid
 */

/** @returns {Promise<Engine>} */
export async function start() {
  const worker = new Worker("/site/worker_loader.js", { type: "module" });
  await next(worker);
  worker.postMessage(new Writer().u32(0).u64(0).done());
  let asked = 0;
  /** @type {Grid[]} */
  let grids = [];
  return {
    async load({ descriptor, dealers, leads }) {
      const files = { "datapackage.json": descriptor, "dealers.csv": dealers, "leads.csv": leads };
      const message = begin(OPEN).u64(1).u32(LOCAL).text("bench").u64(3);
      const addresses = Object.entries(files).map(([path, bytes]) => {
        const address = URL.createObjectURL(new Blob([bytes]));
        message.text(path).text(address).u64(bytes.length);
        return address;
      });
      worker.postMessage(message.done());
      await answer(worker, OPENED);
      addresses.forEach((address) => URL.revokeObjectURL(address));
    },

    async filter(region) {
      asked += 1;
      worker.postMessage(question(asked, region));
      const reader = await answer(worker, VIEWED);
      reader.u64();
      grids = Array.from({ length: reader.u64() }, () => ({
        rows: reader.spans(),
        columns: reader.spans(),
        cells: reader.numbers(),
      }));
    },

    async read() {
      return grids.map(cells);
    },
  };
}

/** @param {number} variant */
function begin(variant) {
  return new Writer().u32(PROCESS_INPUT).u64(0).u32(variant);
}

/**
 * A question for the views of one region's leads.
 * @param {number} id
 * @param {string} region
 */
function question(id, region) {
  const message = begin(VIEW).u64(id);
  // The query: page, no period, compared with nothing, cohorts; one filter; none of the rest.
  message.u32(0).u8(0).u32(2).u32(0).u64(1).u32(REGION).u64(1).text(region).u8(0).u8(0).u8(0).u8(0).u8(0);
  message.u64(VIEWS.length);
  for (const { rows, columns, amount } of VIEWS) {
    BY[rows].forEach((part) => message.u32(part));
    message.u8(columns ? 1 : 0);
    if (columns) BY[columns].forEach((part) => message.u32(part));
    message.u32(amount ? 1 : 0);
  }
  return message.done();
}

/**
 * The next message of the worker.
 * @param {Worker} worker
 * @returns {Promise<Reader>}
 */
function next(worker) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(new Reader(data));
    worker.onerror = (event) => reject(new Error(event.message || "the worker cannot be started"));
  });
}

/**
 * The next message but those of progress, which must be of this variant.
 * @param {Worker} worker
 * @param {number} expected
 */
async function answer(worker, expected) {
  for (;;) {
    const reader = await next(worker);
    reader.u32();
    reader.u64();
    const variant = reader.u32();
    if (variant === expected) return reader;
    if (variant !== PROGRESS) throw new Error(`the worker says: ${reader.rest().slice(0, 300)}`);
  }
}

/**
 * @param {Grid} grid
 * @returns {Cells}
 */
function cells({ rows, columns, cells }) {
  /** @type {Cells} */
  const found = {};
  cells.forEach((cell, place) => {
    if (!cell) return;
    const width = columns.length || 1;
    const row = decoded(rows[Math.floor(place / width)]);
    found[cellKey(row, columns.length ? decoded(columns[place % width]) : undefined)] = cell;
  });
  return found;
}
