// Dealerscope's worker as the site ships it, spoken to as its page does: `web/src/protocol.rs` says what the
// messages hold. The snapshot comes in as dropped files do, as blobs that the page has in memory.

import { VIEWS, cellKey } from "../workload.js";
import { Reader, Writer, decoded } from "./bytes.js";

/** @import { Cells, Engine, Key, View } from "../types.d.ts" */

// Variants by their place in the enumerations.
const OPEN = 0;
const VIEW = 7;
const SITE = 0;
const LOCAL = 1;
const READY = 0;
const ALIVE = 1;
const PROGRESS = 2;
const CATALOG = 3;
const OPENED = 4;
const VIEWED = 12;
const REGION = 0;
/** @type {Record<Key, number[]>} */
const BY = { month: [0], stage: [1], region: [2, 0], dealer: [2, 4], channel: [2, 5], series: [2, 6], temperature: [2, 9] };

/** A browser without a disk for them keeps no larger blobs: such files are fetched, and the time says so. */
const MOST_BLOB = 256 * 1024 * 1024;

/**
 * @typedef {{ rows: Uint8Array[], columns: Uint8Array[], cells: Float64Array }} Grid
 */

/** @returns {Promise<Engine>} */
export async function start() {
  const worker = new Worker("/site/worker_loader.js", { type: "module" });
  // The page hands the module over, as it has looked at its bytes; here nobody doubts them.
  worker.postMessage(await WebAssembly.compileStreaming(fetch("/site/worker_bg.wasm")));
  await answer(worker, READY);
  let asked = 0;
  /** @type {{ path: string, blob: Blob }[]} */
  let held = [];
  /** @type {Grid[]} */
  let grids = [];
  /** @param {string} folder */
  async function open(folder) {
    worker.postMessage(new Writer().numbers(OPEN, 1).number(SITE).text(folder).number(0).done());
    await answer(worker, OPENED);
  }
  return {
    async hold({ descriptor, dealers, leads }) {
      if (leads.length > MOST_BLOB) return;
      held = Object.entries({ "datapackage.json": descriptor, "dealers.csv": dealers, "leads.csv": leads }).map(
        ([path, bytes]) => ({ path, blob: new Blob([bytes]) }),
      );
      // The first byte of one comes when all of it is there.
      for (const { blob } of held) await blob.slice(0, 1).arrayBuffer();
    },

    open,

    async load({ folder }) {
      if (held.length === 0) return open(folder);
      const message = new Writer().numbers(OPEN, 1);
      message.number(LOCAL).text("bench").number(held.length);
      for (const { path } of held) message.text(path);
      // No choice: the files have their descriptor. They come beside the word.
      worker.postMessage([message.number(0).done(), ...held.map(({ blob }) => blob)]);
      held = [];
      await answer(worker, OPENED);
    },

    async filter(region) {
      asked += 1;
      worker.postMessage(question(asked, region));
      const reader = await answer(worker, VIEWED);
      reader.number();
      grids = Array.from({ length: reader.number() }, () => ({
        rows: reader.spans(),
        columns: reader.spans(),
        cells: reader.fractions(),
      }));
    },

    async read() {
      return grids.map(cells);
    },
  };
}

/**
 * A question for the views of one region's leads.
 * @param {number} id
 * @param {string} region
 */
function question(id, region) {
  const message = new Writer().numbers(VIEW, id);
  // The query: page, no period, compared with nothing, cohorts; one filter; none of the rest.
  message.numbers(0, 0, 2, 0, 1, REGION, 1).text(region).numbers(0, 0, 0, 0, 0);
  message.number(VIEWS.length);
  for (const { rows, columns, amount } of VIEWS) {
    message.numbers(...BY[rows]).number(columns ? 1 : 0);
    if (columns) message.numbers(...BY[columns]);
    message.number(amount ? 1 : 0);
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
 * The next message but those of the catalogue, of progress and of being there, which must be of this variant.
 * @param {Worker} worker
 * @param {number} expected
 */
async function answer(worker, expected) {
  for (;;) {
    const reader = await next(worker);
    const variant = reader.number();
    if (variant === expected) return reader;
    if (![CATALOG, PROGRESS, ALIVE].includes(variant)) throw new Error(`the worker says: ${reader.rest().slice(0, 300)}`);
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
