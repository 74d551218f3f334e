// One engine, once, in a browser of its own.

import { launch } from "./browser.js";
import { pageProcesses } from "./memory.js";

/** @import { Measured, Task } from "../types.d.ts" */
/** @import { Served } from "./server.js" */

/**
 * What was measured, or why nothing was.
 * @param {Served} server
 * @param {Task} task
 * @param {number} minutes
 * @returns {Promise<Partial<Measured> & { memory?: { rest: number, peak: number }, error?: string }>}
 */
export async function run(server, task, minutes) {
  const browser = await launch();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    const page = await browser.newPage();
    const ended = new Promise((_, reject) => {
      const late = () => reject(new Error(`took over ${minutes} minutes`));
      timer = setTimeout(late, minutes * 60_000);
      page.on("crash", () => reject(new Error("the page crashed, most likely for want of memory")));
    });
    await page.goto(`${server.address}/page/index.html`);
    await page.waitForFunction("window.bench");
    const empty = await pageProcesses(browser);
    server.begin(task.engine);
    const bench = page.evaluate((task) => /** @type {any} */ (window).bench(task), task);
    const measured = await Promise.race([/** @type {Promise<Measured>} */ (bench), /** @type {Promise<never>} */ (ended)]);
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const [full] = await pageProcesses(browser);
    const before = empty.find(({ id }) => id === full?.id)?.now;
    const memory = before === undefined ? undefined : { rest: full.now - before, peak: full.peak - before };
    return { ...measured, memory };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: message.replace(/^page\.evaluate: /, "").split("\n")[0] };
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}
