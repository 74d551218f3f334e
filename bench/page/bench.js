// Runs one engine in this page and measures it. The driver calls `bench` and takes what it returns.

import { REGIONS } from "../workload.js";

/** @import { Cells, EngineModule, Files, Measured, Task } from "../types.d.ts" */

/**
 * @param {Task} task
 * @returns {Promise<Measured>}
 */
async function bench({ engine, data, hosted, warmUps, changes }) {
  let begun = performance.now();
  /** @type {EngineModule} */
  const module = await import(`/engines/${engine}.js`);
  const running = await module.start();
  const start = performance.now() - begun;
  // What it holds is weighed when this function has returned.
  Object.assign(window, { running });

  const load = await timedLoad();

  /** @type {number[]} */
  const times = [];
  let first = 0;
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (let change = 0; change < warmUps + changes; change++) {
    const region = REGIONS[change % REGIONS.length];
    begun = performance.now();
    await running.filter(region);
    const time = performance.now() - begun;
    if (change === 0) first = time;
    if (change >= warmUps) times.push(time);
    const views = JSON.stringify((await running.read()).map(sorted));
    if ((seen.get(region) ?? views) !== views) throw new Error(`${region} gave other numbers the second time`);
    seen.set(region, views);
  }
  const views = Object.fromEntries([...seen].map(([region, text]) => [region, JSON.parse(text)]));
  return { start, load, first, changes: times, views };

  // The files are in memory when the time begins, and are let go when it ends.
  async function timedLoad() {
    if (hosted) {
      const begun = performance.now();
      await running.open?.(new URL(`${data}/`, location.href).href);
      return performance.now() - begun;
    }
    const files = await fetched(data);
    await running.hold?.(files);
    const begun = performance.now();
    await running.load(files);
    return performance.now() - begun;
  }
}

/**
 * @param {string} folder
 * @returns {Promise<Files>}
 */
async function fetched(folder) {
  const bytes = async (/** @type {string} */ name) => {
    const response = await fetch(`${folder}/${name}`);
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const [descriptor, dealers, leads] = await Promise.all(["datapackage.json", "dealers.csv", "leads.csv"].map(bytes));
  return { descriptor, dealers, leads, folder: new URL(`${folder}/`, location.href).href };
}

/** @param {Cells} cells */
function sorted(cells) {
  return Object.fromEntries(Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1)));
}

Object.assign(window, { bench });
