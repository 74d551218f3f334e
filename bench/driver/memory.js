// How much memory the process of a page holds. The browser's own measure leaves WebAssembly in workers out, so that
// the operating system is asked; where it is not Linux, nothing is known.

import { readFileSync } from "node:fs";

/** @import { Browser } from "playwright-core" */
/** @typedef {{ id: number, now: number, peak: number }} Held */

/**
 * What each process that shows pages holds, in bytes, and the most that it ever held; the busiest first, because a
 * browser keeps one in store.
 * @param {Browser} browser
 */
export async function pageProcesses(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime);
  return pages.flatMap(({ id }) => held(id) ?? []);
}

/**
 * @param {number} id
 * @returns {Held | undefined}
 */
function held(id) {
  try {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    const of = (/** @type {string} */ field) => Number(new RegExp(`^${field}:\\s*(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
    return { id, now: of("VmRSS"), peak: of("VmHWM") };
  } catch {
    return undefined;
  }
}
