// The engines in the order in which they run.

import { readFileSync } from "node:fs";
import path from "node:path";

const bench = path.resolve(import.meta.dirname, "..");

/**
 * @typedef {{ id: string, name: string, version: () => string }} EngineEntry
 */

/** @type {EngineEntry[]} */
export const ENGINES = [
  { id: "dealerscope", name: "Dealerscope", version: ours },
  { id: "crossfilter2", name: "crossfilter2", version: () => installed("crossfilter2") },
  { id: "arquero", name: "Arquero", version: () => installed("arquero") },
  { id: "duckdb", name: "DuckDB-WASM", version: () => installed("@duckdb/duckdb-wasm") },
  { id: "perspective", name: "Perspective", version: () => installed("@finos/perspective") },
];

/** @param {string} name */
function installed(name) {
  return JSON.parse(readFileSync(path.join(bench, "node_modules", name, "package.json"), "utf8")).version;
}

function ours() {
  const manifest = readFileSync(path.join(bench, "../Cargo.toml"), "utf8");
  return /\[workspace\.package\]\s*version = "([^"]+)"/.exec(manifest)?.[1] ?? "";
}
