// Bundles each engine as a site would ship it: one minified module, with its WebAssembly and workers beside it.

import path from "node:path";
import { build } from "esbuild";

const bench = path.resolve(import.meta.dirname, "..");

/**
 * @param {string[]} engines
 * @param {string} folder
 */
export async function bundle(engines, folder) {
  await build({
    absWorkingDir: bench,
    entryPoints: [...engines.map((id) => `engines/${id}.js`), { in: "page/bench.js", out: "bench" }].map((entry) =>
      typeof entry === "string" ? { in: entry, out: path.basename(entry, ".js") } : entry,
    ),
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "warning",
    external: ["/engines/*"],
    assetNames: "[name]",
    publicPath: "/engines/",
    loader: { ".wasm": "file", ".worker.js": "file" },
  });
}
