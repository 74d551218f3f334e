// What every engine is asked: one region at a time, and for each the same twelve views.

/** @import { View } from "./types.d.ts" */

/** The regions, each of which is filtered by in turn. */
export const REGIONS = ["华东", "华南", "华北", "华中", "西南", "西北", "东北"];

/** @type {View[]} */
export const VIEWS = [
  { rows: "channel" },
  { rows: "stage" },
  { rows: "temperature" },
  { rows: "month" },
  { rows: "series" },
  { rows: "region" },
  { rows: "dealer" },
  { rows: "dealer", amount: true },
  { rows: "month", amount: true },
  { rows: "channel", columns: "stage" },
  { rows: "dealer", columns: "stage" },
  { rows: "month", columns: "stage" },
];

/** The stages from the furthest back, each with the column whose stamp says that it was reached. */
export const STAGES = /** @type {const} */ ([
  ["delivered", "delivered_at"],
  ["ordered", "ordered_at"],
  ["quoted", "quoted_at"],
  ["test_drive", "test_drive_at"],
  ["visited", "visited_at"],
  ["contacted", "contacted_at"],
]);

/** Open leads that prefer the brand are hot if they intend to buy up to this day: three months from 2026-06-30. */
export const HOT_UNTIL = "2026-09-30";

/** And warm up to this one: twelve months. */
export const WARM_UNTIL = "2027-06-30";

/**
 * The furthest stage that a lead reached.
 * @param {Record<string, string>} row
 */
export function stageOf(row) {
  return STAGES.find(([, stamp]) => row[stamp])?.[0] ?? "leads";
}

/**
 * How close a lead is to buying.
 * @param {Record<string, string>} row
 */
export function temperatureOf(row) {
  if (row.ordered_at || row.delivered_at || row.lost_at) return "closed";
  if (row.prefers_brand !== "1" || !row.intended_on) return "unclassified";
  if (row.intended_on <= HOT_UNTIL) return "hot";
  return row.intended_on <= WARM_UNTIL ? "warm" : "cold";
}

/**
 * Where a view keeps the cell of a row and, if it has columns, a column.
 * @param {string | null | undefined} row
 * @param {(string | null)=} column
 */
export function cellKey(row, column) {
  return column === undefined ? (row ?? "") : `${row ?? ""}|${column ?? ""}`;
}
