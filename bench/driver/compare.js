// Where an engine's numbers are not those of the independent count.

import { VIEWS, cellKey } from "../workload.js";

/** @import { Cells } from "../types.d.ts" */

/**
 * One line for each cell that differs.
 * @param {Record<string, Cells[]>} expected
 * @param {Record<string, Cells[]>} given
 */
export function differences(expected, given) {
  /** @type {string[]} */
  const lines = [];
  for (const [region, views] of Object.entries(expected)) {
    views.forEach((view, place) => {
      const other = given[region]?.[place] ?? {};
      for (const key of new Set([...Object.keys(view), ...Object.keys(other)])) {
        if (view[key] !== other[key]) {
          const { rows, columns, amount } = VIEWS[place];
          const name = `${amount ? "amount" : "leads"} by ${cellKey(rows, columns)}`;
          lines.push(`${region}, ${name}, ${key || "(empty)"}: ${other[key] ?? 0} instead of ${view[key] ?? 0}`);
        }
      }
    });
  }
  return lines;
}
