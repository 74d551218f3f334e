// Runs every engine on every size in turn and again, holds what they say against an independent count, and writes
// what was measured.

import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { REGIONS } from "../workload.js";
import { version } from "./browser.js";
import { bundle } from "./bundle.js";
import { differences } from "./compare.js";
import { ENGINES } from "./engines.js";
import { counted } from "./expected.js";
import { lightest, weighed } from "./forms.js";
import { run } from "./run.js";
import { serve } from "./server.js";
import { wireBytes } from "./wire.js";

/** A file of more leads takes Brotli half an hour, and says nothing new. */
const MOST_WEIGHED = 1_000_000;

/** The forms that a host has for the page, and the folders that it takes them from. */
const HOSTED = { CSV: "plain", Parquet: "packed" };

const { values } = parseArgs({
  options: {
    site: { type: "string" },
    data: { type: "string" },
    out: { type: "string" },
    rows: { type: "string", default: "100000,1000000" },
    engines: { type: "string", default: ENGINES.map(({ id }) => id).join(",") },
    rounds: { type: "string", default: "3" },
    minutes: { type: "string", default: "5" },
  },
});
const { site, data, out } = values;
if (!site || !data || !out) throw new Error("--site, --data and --out are needed");

const engines = values.engines.split(",").map((id) => {
  const engine = ENGINES.find((engine) => engine.id === id);
  if (!engine) throw new Error(`there is no engine ${id}, but ${ENGINES.map(({ id }) => id).join(", ")}`);
  return engine;
});
const modules = path.join(data, "modules");
mkdirSync(modules, { recursive: true });
await bundle(engines.map(({ id }) => id), modules);
const server = await serve({ site, data, modules });

/** @type {object[]} */
const runs = [];
/** @type {object[]} */
const hosted = [];
let disagreements = 0;
let broken = false;
for (const rows of values.rows.split(",").map(Number)) {
  const expected = await counted(path.join(data, String(rows)));
  /** @type {Set<string>} */
  const failed = new Set();
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const engine of engines.filter(({ id }) => !failed.has(id))) {
      process.stderr.write(`    ${rows.toLocaleString("en")} leads, round ${round}: ${engine.name} … `);
      const task = { engine: engine.id, data: `/data/${rows}`, warmUps: 3, changes: 3 * REGIONS.length };
      const { views, error, ...measured } = await run(server, task, Number(values.minutes));
      if (error) failed.add(engine.id);
      // Another engine may fail and is listed so; ours may not.
      broken ||= Boolean(error) && engine.id === ENGINES[0].id;
      const wrong = views ? differences(expected, views) : [];
      disagreements += wrong.length;
      wrong.slice(0, 10).forEach((line) => process.stderr.write(`\n      differs: ${line}`));
      const median = measured.changes?.toSorted((a, b) => a - b)[measured.changes.length >> 1];
      process.stderr.write(error ? `${error}\n` : `ready in ${measured.load?.toFixed(0)} ms, ${median?.toFixed(1)} ms a change\n`);
      runs.push({ engine: engine.id, name: engine.name, version: engine.version(), rows, round, error, ...measured });
    }
    if (!engines.some(({ id }) => id === ENGINES[0].id) || rows > MOST_WEIGHED) continue;
    for (const [form, folder] of Object.entries(HOSTED)) {
      process.stderr.write(`    ${rows.toLocaleString("en")} leads, round ${round}: ${ENGINES[0].name} from a host, ${form} … `);
      const task = { engine: ENGINES[0].id, data: `/data/${rows}/${folder}`, hosted: true, warmUps: 0, changes: REGIONS.length };
      const { views, error, load } = await run(server, task, Number(values.minutes));
      broken ||= Boolean(error);
      const wrong = views ? differences(expected, views) : [];
      disagreements += wrong.length;
      wrong.slice(0, 10).forEach((line) => process.stderr.write(`\n      differs: ${line}`));
      process.stderr.write(error ? `${error}\n` : `ready in ${load?.toFixed(0)} ms\n`);
      if (load) hosted.push({ rows, form, load });
    }
  }
}

process.stderr.write("    weighing what travels (minutes where a file is new)\n");
const memory = path.join(data, "brotli.json");
const wire = Object.fromEntries(engines.map(({ id }) => [id, wireBytes(server.files(id), memory)]));
const files = Object.fromEntries(
  values.rows
    .split(",")
    .filter((rows) => Number(rows) <= MOST_WEIGHED)
    .map((rows) => {
      const weights = weighed(path.join(data, rows), memory);
      return [rows, Object.fromEntries(engines.map(({ id, reads }) => [id, lightest(weights, reads)]))];
    }),
);
const machine = {
  processor: os.cpus()[0]?.model ?? "unknown",
  cores: os.availableParallelism(),
  memory: os.totalmem(),
  system: `${os.type()} ${os.machine()}`,
  browser: await version(),
  date: new Date().toISOString().slice(0, 10),
};
writeFileSync(out, JSON.stringify({ machine, wire, files, runs, hosted }, null, 1));
server.close();
if (disagreements > 0) process.stderr.write(`error: ${disagreements} cells differ from the independent count\n`);
process.exit(disagreements > 0 || broken ? 1 : 0);
