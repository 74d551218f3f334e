// The engines in the order in which they run.

import { readFileSync } from "node:fs";
import path from "node:path";

const bench = path.resolve(import.meta.dirname, "..");

/**
 * @import { Form } from "./forms.js"
 * @typedef {{ id: string, name: string, version: () => string, reads: Form[] }} EngineEntry
 */

/** @type {EngineEntry[]} */
export const ENGINES = [
  { id: "dealerscope", name: "Dealerscope", version: ours, reads: ["CSV", "Parquet"] },
  { id: "crossfilter2", name: "crossfilter2", version: () => installed("crossfilter2"), reads: ["CSV"] },
  { id: "arquero", name: "Arquero", version: () => installed("arquero"), reads: ["CSV", "Arrow"] },
  { id: "duckdb", name: "DuckDB-WASM", version: () => installed("@duckdb/duckdb-wasm"), reads: ["CSV", "Arrow", "Parquet"] },
  { id: "perspective", name: "Perspective", version: () => installed("@finos/perspective"), reads: ["CSV", "Arrow"] },
];

/** @param {string} name */
function installed(name) {
  return JSON.parse(readFileSync(path.join(bench, "node_modules", name, "package.json"), "utf8")).version;
}

function ours() {
  const manifest = readFileSync(path.join(bench, "../Cargo.toml"), "utf8");
  return /\[workspace\.package\]\s*version = "([^"]+)"/.exec(manifest)?.[1] ?? "";
}
