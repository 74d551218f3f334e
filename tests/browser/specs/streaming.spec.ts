import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "../support/failing.js";
import { changed, Held } from "../support/host.js";
import { commandLine } from "../support/machine.js";

// A snapshot is read while it is on its way. How long the rest of the work takes is told, never asserted.

/** Leads of the snapshot, or a folder with one; a million leads say what the bars are about. */
const leads = process.env.DEALERSCOPE_LEADS ?? "60000";
const given = process.env.DEALERSCOPE_FOLDER;
/** Bytes a second: a good line. */
const rate = 20e6;

declare global {
  interface Window {
    /** When a word came from the worker, in milliseconds since 1970, and how long it was. */
    heard: { at: number; bytes: number }[];
  }
}

const place = mkdtempSync(path.join(tmpdir(), "dealerscope-streaming-"));
const folder = given ?? path.join(place, "large");

test.beforeAll(() => {
  if (!given) execFileSync(commandLine, ["sample", folder, "--leads", leads], { stdio: "ignore" });
});
test.afterAll(() => rmSync(place, { recursive: true, force: true }));
test.use({ trace: "off" });

test("rows are read while the rest of the file is on its way", async ({ dashboard, page, host }, info) => {
  const file = new Held(rate, 0.98);
  host.offer("large", folder);
  host.faults.set("/large/leads.csv", file.fault);
  await page.addInitScript(() => {
    window.heard = [];
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener("message", ({ data }) => window.heard.push({ at: Date.now(), bytes: data.byteLength }));
      }
    };
  });
  await dashboard.open("#/overview?snapshot=small");
  const before = await dashboard.figures();
  await page.goto("./#/overview?snapshot=large");
  const sent = await file.waiting;
  const text = readFileSync(path.join(folder, "leads.csv"));
  const lines = text.subarray(0, sent).reduce((lines, byte) => lines + Number(byte === 10), 0);
  // What is told is a moment old, and the pieces on their way are not small.
  const told = page.locator("[data-opening]");
  await expect.poll(async () => Number(/([\d,]+) rows/.exec((await told.textContent()) ?? "")?.[1]?.replaceAll(",", ""))).toBeGreaterThan(lines / 2);
  expect(await dashboard.figures()).toEqual(before);

  // The figures of another snapshot stand when its leads do, and nothing is on its way any more.
  const painted = page.evaluate(
    (before) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const leads = document.querySelector<HTMLElement>('[data-figure="leads"]')?.dataset.value;
          if (leads !== before && document.documentElement.dataset.state === "ready") resolve(Date.now());
        };
        new MutationObserver(look).observe(document, { subtree: true, attributes: true, childList: true });
      }),
    before.get("leads"),
  );
  await page.waitForTimeout(200);
  file.release();
  const took = (await painted) - (await file.ended);
  // Ready says what the snapshot holds, which is more than the few bytes of "so far have I come".
  const ended = await file.ended;
  const ready = await page.evaluate((ended) => window.heard.find(({ at, bytes }) => at > ended && bytes > 1000)!.at, ended);
  const figures = { bytes: text.length, leads: lines, fromTheLastByteToReady: ready - ended, toItsFigures: took };
  info.annotations.push({ type: "speed", description: JSON.stringify(figures) });
  expect(await dashboard.figures()).not.toEqual(before);
  console.log(`${info.title}: ${JSON.stringify(figures)}`);
});

test("a browser that lends no memory to its streams reads them all the same", async ({ dashboard, page, host }) => {
  await dashboard.open("#/overview?snapshot=small");
  const lent = await dashboard.figures();
  const without = Buffer.from("delete self.ReadableStreamBYOBReader;\n");
  host.faults.set("/worker_loader.js", changed((bytes) => Buffer.concat([without, bytes])));
  await page.goto("about:blank");
  const changedScript = page.waitForResponse(async (response) => (await response.text()).startsWith(without.toString()));
  await dashboard.open("#/overview?snapshot=small");
  await changedScript;
  expect(await dashboard.figures()).toEqual(lent);
});
