// Serves the pages, the modules and the data, and remembers which files each engine asked for. The page is isolated
// from others, because only then does its clock show single microseconds.

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

const bench = path.resolve(import.meta.dirname, "..");
/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
};

/** Each folder of data is a site's whole offer. */
const CATALOG = JSON.stringify({ snapshots: [{ name: "bench", title: "Benchmark", path: ".", as_of: "2026-06-30", hash: "" }] });

/**
 * A descriptor that lists the CSV files alone.
 * @param {string} file
 */
function withoutParquet(file) {
  return JSON.stringify(JSON.parse(readFileSync(file, "utf8")), (key, value) => (key === "columnar" ? undefined : value));
}

/**
 * @typedef {object} Served
 * @property {string} address
 * @property {(engine: string) => void} begin
 * @property {(engine: string) => string[]} files
 * @property {() => void} close
 */

/**
 * @param {{ site: string, data: string, modules: string }} folders
 * @returns {Promise<Served>}
 */
export async function serve({ site, data, modules }) {
  const roots = { "/page/": path.join(bench, "page"), "/engines/": modules, "/site/": site, "/data/": data };
  /** @type {Map<string, Set<string>>} */
  const asked = new Map();
  /** @type {Set<string>} */
  let current = new Set();
  const server = createServer((request, response) => {
    let url = decodeURIComponent((request.url ?? "").split("?")[0]);
    const json = (/** @type {string} */ text) => response.writeHead(200, { "Content-Type": TYPES[".json"] }).end(text);
    if (/^\/data\/\d+(\/packed|\/plain)?\/catalog\.json$/.test(url)) return json(CATALOG);
    // The packed folder once more, as if there were no Parquet in it.
    const plain = /^\/data\/(\d+)\/plain\/(.+)$/.exec(url);
    if (plain) url = `/data/${plain[1]}/packed/${plain[2]}`;
    if (plain?.[2] === "datapackage.json") return json(withoutParquet(path.join(data, plain[1], "packed/datapackage.json")));
    const [root, folder] = Object.entries(roots).find(([root]) => url.startsWith(root)) ?? [];
    const file = root && folder && path.join(folder, path.normalize(url.slice(root.length)));
    if (!file || !file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    if (root === "/engines/" || root === "/site/") current.add(file);
    response.writeHead(200, {
      "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream",
      "Content-Length": statSync(file).size,
      "Cache-Control": "no-store",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    begin(engine) {
      current = asked.get(engine) ?? new Set();
      asked.set(engine, current);
    },
    files: (engine) => [...(asked.get(engine) ?? [])],
    close: () => server.close(),
  };
}
