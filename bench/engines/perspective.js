// Perspective, as its documents advise: its modules fetched beside the page, a table with a schema, what is derived
// derived once by expressions and handed on as Arrow; a view for each table that is wanted. Views cannot be changed,
// so that a filter means new ones; the old ones are deleted once the new ones stand.

import perspective from "@finos/perspective";
import wasmClient from "@finos/perspective/dist/wasm/perspective-js.wasm";
import wasmServer from "@finos/perspective/dist/wasm/perspective-server.wasm";
import { HOT_UNTIL, STAGES, VIEWS, WARM_UNTIL, cellKey } from "../workload.js";
import { texts } from "./text.js";

/** @import { Cells, Engine } from "../types.d.ts" */
/** @import { Table, View } from "@finos/perspective" */

const DATES = ["created_at", "intended_on", ...STAGES.map(([, stamp]) => stamp), "lost_at"];
const SCHEMA = Object.fromEntries([
  ...["lead_id", "dealer_id", "region", "channel", "series", "prefers_brand"].map((name) => [name, "string"]),
  ...DATES.map((name) => [name, "date"]),
  ["amount", "float"],
]);

const date = (/** @type {string} */ day) => `date(${day.split("-").map(Number).join(", ")})`;
const EXPRESSIONS = {
  stage: `${STAGES.map(([stage, stamp]) => `if (is_not_null("${stamp}")) '${stage}'; else `).join("")} 'leads'`,
  temperature: `if (is_not_null("ordered_at") or is_not_null("delivered_at") or is_not_null("lost_at")) 'closed';
    else if ("prefers_brand" != '1' or is_null("intended_on")) 'unclassified';
    else if ("intended_on" <= ${date(HOT_UNTIL)}) 'hot';
    else if ("intended_on" <= ${date(WARM_UNTIL)}) 'warm';
    else 'cold'`,
  month: `bucket("created_at", 'M')`,
  dealer: `"dealer_id"`,
};

/** @returns {Promise<Engine>} */
export async function start() {
  perspective.init_client(fetch(wasmClient));
  perspective.init_server(fetch(wasmServer));
  const client = await perspective.worker();
  /** @type {Table} */
  let table;
  /** @type {View[]} */
  let views = [];
  /** @type {any[]} */
  let answers = [];
  return {
    async load({ leads }) {
      const raw = await client.table(SCHEMA);
      for (const text of texts(leads)) await raw.update(text, { format: "csv" });
      const columns = ["channel", "stage", "temperature", "month", "series", "region", "dealer", "amount"];
      const view = await raw.view({ expressions: EXPRESSIONS, columns });
      table = await client.table(await view.to_arrow());
      await view.delete();
      await raw.delete();
    },

    async filter(region) {
      const old = views;
      views = await Promise.all(
        VIEWS.map(({ rows, columns, amount }) =>
          table.view({
            group_by: columns ? [rows, columns] : [rows],
            columns: ["amount"],
            aggregates: { amount: amount ? "sum" : "count" },
            filter: [["region", "==", region]],
          }),
        ),
      );
      answers = await Promise.all(views.map((view) => view.to_columns()));
      await Promise.all(old.map((view) => view.delete()));
    },

    async read() {
      return VIEWS.map(({ rows, columns }, place) => {
        /** @type {Cells} */
        const found = {};
        const { __ROW_PATH__: paths, amount: values } = answers[place];
        paths.forEach((/** @type {any[]} */ path, /** @type {number} */ at) => {
          // The rows above the last level are totals.
          if (path.length !== (columns ? 2 : 1) || !values[at]) return;
          const [row, column] = path.map((word, level) => ((level ? columns : rows) === "month" ? month(word) : word));
          found[cellKey(row, columns && column)] = values[at];
        });
        return found;
      });
    },
  };
}

/** @param {number} time */
function month(time) {
  return new Date(time).toISOString().slice(0, 7);
}
