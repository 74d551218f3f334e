// The views counted from the file in plain JavaScript, by no engine's code.

import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { REGIONS, VIEWS, cellKey, stageOf, temperatureOf } from "../workload.js";

/** @import { Cells } from "../types.d.ts" */

/**
 * The views of each region's leads.
 * @param {string} folder
 * @returns {Promise<Record<string, Cells[]>>}
 */
export async function counted(folder) {
  /** @type {Record<string, Cells[]>} */
  const views = Object.fromEntries(REGIONS.map((region) => [region, VIEWS.map(() => ({}))]));
  /** @type {string[] | undefined} */
  let header;
  for await (const line of createInterface({ input: createReadStream(path.join(folder, "leads.csv")) })) {
    const cells = line.split(",");
    if (!header) {
      header = cells;
      continue;
    }
    const row = Object.fromEntries(header.map((name, place) => [name, cells[place]]));
    const found = views[row.region];
    if (!found) continue;
    const keys = {
      channel: row.channel,
      stage: stageOf(row),
      temperature: temperatureOf(row),
      month: row.created_at.slice(0, 7),
      series: row.series,
      region: row.region,
      dealer: row.dealer_id,
    };
    VIEWS.forEach(({ rows, columns, amount }, place) => {
      const key = cellKey(keys[rows], columns && keys[columns]);
      const value = amount ? Number(row.amount) : 1;
      if (value) found[place][key] = (found[place][key] ?? 0) + value;
    });
  }
  return views;
}
