// Arquero, as its documents advise for large tables: types are told instead of guessed, what is derived is derived
// once, and the table is then backed by Arrow with dictionaries for its words, by whose numbers Arquero filters and
// groups. A filter is an expression with a parameter, and a view a rollup of groups.

import { fromArrow, fromCSV, op } from "arquero";
import { HOT_UNTIL, VIEWS, WARM_UNTIL, cellKey } from "../workload.js";
import { texts } from "./text.js";

/** @import { ColumnTable } from "arquero" */
/** @import { Cells, Engine } from "../types.d.ts" */

const COLUMNS = ["channel", "stage", "temperature", "month", "series", "region", "dealer", "amount"];

/** @returns {Promise<Engine>} */
export async function start() {
  /** @type {ColumnTable} */
  let table;
  /** @type {ColumnTable[]} */
  let answers = [];
  return {
    async load({ leads }) {
      const parse = { lead_id: () => null, amount: Number };
      const derive = (/** @type {string} */ text) =>
        fromCSV(text, { autoType: false, parse })
          .params({ hot: HOT_UNTIL, warm: WARM_UNTIL })
          .derive({
            stage: (/** @type {any} */ d) =>
              d.delivered_at ? "delivered"
              : d.ordered_at ? "ordered"
              : d.quoted_at ? "quoted"
              : d.test_drive_at ? "test_drive"
              : d.visited_at ? "visited"
              : d.contacted_at ? "contacted"
              : "leads",
            temperature: (/** @type {any} */ d, /** @type {any} */ $) =>
              d.ordered_at || d.delivered_at || d.lost_at ? "closed"
              : d.prefers_brand !== "1" || !d.intended_on ? "unclassified"
              : d.intended_on <= $.hot ? "hot"
              : d.intended_on <= $.warm ? "warm"
              : "cold",
            month: (/** @type {any} */ d) => op.substring(d.created_at, 0, 7),
          })
          .rename({ dealer_id: "dealer" })
          .select(COLUMNS);
      const [first, ...more] = Array.from(texts(leads), derive);
      table = fromArrow((more.length > 0 ? first.concat(more) : first).toArrow());
    },

    async filter(region) {
      const selected = table
        .params({ region })
        .filter((/** @type {any} */ d, /** @type {any} */ $) => d.region === $.region);
      answers = VIEWS.map(({ rows, columns, amount }) => {
        const groups = columns ? selected.groupby(rows, columns) : selected.groupby(rows);
        return amount ? groups.rollup({ value: op.sum("amount") }) : groups.count({ as: "value" });
      });
    },

    async read() {
      return VIEWS.map(({ rows, columns }, place) => {
        /** @type {Cells} */
        const found = {};
        for (const row of /** @type {any[]} */ (answers[place].objects())) {
          if (row.value) found[cellKey(row[rows], columns && row[columns])] = row.value;
        }
        return found;
      });
    },
  };
}
