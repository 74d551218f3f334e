// DuckDB-WASM, as its documents advise: the worker bundle that suits the browser, the file registered as a buffer and
// read once into a table whose words are enumerations; one prepared statement a view. Results stay in Arrow.

import * as duckdb from "@duckdb/duckdb-wasm";
import wasmEh from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm";
import wasmMvp from "@duckdb/duckdb-wasm/dist/duckdb-mvp.wasm";
import workerEh from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js";
import workerMvp from "@duckdb/duckdb-wasm/dist/duckdb-browser-mvp.worker.js";
import { HOT_UNTIL, STAGES, VIEWS, WARM_UNTIL, cellKey } from "../workload.js";

/** @import { Cells, Engine, Key } from "../types.d.ts" */

/** @type {Key[]} */
const KEYS = ["channel", "stage", "temperature", "month", "series", "region", "dealer"];
const DATES = ["created_at", "intended_on", ...STAGES.map(([, stamp]) => stamp), "lost_at"];
const TYPES = Object.fromEntries([
  ...["lead_id", "dealer_id", "region", "channel", "series", "prefers_brand"].map((name) => [name, "VARCHAR"]),
  ...DATES.map((name) => [name, "DATE"]),
  ["amount", "DOUBLE"],
]);
const ORDER =
  "lead_id dealer_id region created_at channel series prefers_brand intended_on contacted_at visited_at " +
  "test_drive_at quoted_at ordered_at delivered_at lost_at amount";
const CSV = `read_csv('leads.csv', header = true, auto_detect = false, columns = {${ORDER.split(" ")
  .map((name) => `'${name}': '${TYPES[name]}'`)
  .join(", ")}})`;

const STAGE = `CASE ${STAGES.map(([stage, stamp]) => `WHEN ${stamp} IS NOT NULL THEN '${stage}'`).join(" ")} ELSE 'leads' END`;
const TEMPERATURE = `CASE
  WHEN coalesce(ordered_at, delivered_at, lost_at) IS NOT NULL THEN 'closed'
  WHEN prefers_brand IS DISTINCT FROM '1' OR intended_on IS NULL THEN 'unclassified'
  WHEN intended_on <= DATE '${HOT_UNTIL}' THEN 'hot'
  WHEN intended_on <= DATE '${WARM_UNTIL}' THEN 'warm'
  ELSE 'cold' END`;

/** @returns {Promise<Engine>} */
export async function start() {
  const bundle = await duckdb.selectBundle({
    mvp: { mainModule: wasmMvp, mainWorker: workerMvp },
    eh: { mainModule: wasmEh, mainWorker: workerEh },
  });
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(bundle.mainWorker ?? ""));
  await database.instantiate(bundle.mainModule, bundle.pthreadWorker);
  const connection = await database.connect();
  /** @type {duckdb.AsyncPreparedStatement[]} */
  const statements = [];
  /** @type {any[]} */
  let answers = [];
  return {
    async load({ leads }) {
      await database.registerFileBuffer("leads.csv", leads);
      await connection.query(`CREATE TABLE raw AS
        SELECT channel, ${STAGE} AS stage, ${TEMPERATURE} AS temperature, strftime(created_at, '%Y-%m') AS month,
          series, region, dealer_id AS dealer, amount
        FROM ${CSV}`);
      for (const key of KEYS) {
        await connection.query(`CREATE TYPE ${key}_t AS ENUM (SELECT DISTINCT ${key} FROM raw WHERE ${key} IS NOT NULL)`);
      }
      const typed = KEYS.map((key) => `${key}::${key}_t AS ${key}`).join(", ");
      await connection.query(`CREATE TABLE leads AS SELECT ${typed}, amount FROM raw`);
      await connection.query("DROP TABLE raw");
      await database.dropFile("leads.csv");
      for (const { rows, columns, amount } of VIEWS) {
        const keys = columns ? `${rows}, ${columns}` : rows;
        const value = amount ? "sum(amount)" : "count(*)::INTEGER";
        statements.push(
          await connection.prepare(`SELECT ${keys}, ${value} AS value FROM leads WHERE region = ? GROUP BY ${keys}`),
        );
      }
    },

    async filter(region) {
      answers = await Promise.all(statements.map((statement) => statement.query(region)));
    },

    async read() {
      return VIEWS.map(({ rows, columns }, place) => {
        /** @type {Cells} */
        const found = {};
        for (const row of answers[place].toArray()) {
          if (row.value) found[cellKey(row[rows], columns && row[columns])] = row.value;
        }
        return found;
      });
    },
  };
}
