import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { csv } from "../support/answers.js";
import { drawn, pages } from "../support/dashboard.js";
import { expect, test } from "../support/test.js";

declare global {
  interface Window {
    /** Numbers that were written out. */
    written: number;
    /** The heights that the page had, one after the other. */
    heights: number[];
  }
}

for (const id of drawn) {
  const fragment = `#/${id}?period=last12`;

  test(`every chart of ${id} can be read as a table and back`, async ({ dashboard, page }) => {
    await dashboard.open(fragment);
    const charts = page.locator("figure[data-chart]:visible");
    expect(await charts.count()).toBeGreaterThan(0);
    for (const chart of await charts.all()) {
      const name = (await chart.getAttribute("data-chart"))!;
      const button = chart.locator('[data-action="as-table"]');
      await expect(chart.locator("canvas")).toBeVisible();
      await button.click();
      await expect(chart.locator(`table[data-table="${name}"]`)).toBeVisible();
      await button.click();
      await expect(chart.locator("canvas")).toBeVisible();
    }
  });

  test(`every chart of ${id} can be had as CSV, the same as by the command line`, async ({ dashboard, page }) => {
    await dashboard.open(fragment);
    for (const chart of await page.locator("figure[data-chart]:visible").all()) {
      const name = (await chart.getAttribute("data-chart"))!;
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        chart.locator('[data-action="csv"]').click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.csv$/);
      const text = (await readFile(await download.path(), "utf8")).replace(/^\ufeff/, "");
      expect(text.replaceAll("\r\n", "\n"), name).toBe((await csv(fragment, name)).replaceAll("\r\n", "\n"));
    }
  });
}

test("a long table is written row by row once, however many pieces it comes in", async ({ dashboard, page }) => {
  // Every number on the page passes through the browser's own formats, which tell how often.
  await page.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, "format")!;
    window.written = 0;
    Object.defineProperty(Intl.NumberFormat.prototype, "format", {
      ...own,
      get(this: Intl.NumberFormat) {
        const format: (x: number) => string = own.get!.call(this);
        return (x: number) => (window.written++, format(x));
      },
    });
  });
  await dashboard.open("#/dealers?period=last12");
  const ranking = dashboard.table("dealers").first();
  const rows = ranking.locator("tbody tr");
  const before = await rows.count();
  await page.evaluate(() => (window.written = 0));
  await page.locator('[data-action="all-rows"]:visible').first().click();
  await expect(page.locator("[data-growing]")).toHaveCount(0);
  const all = await rows.count();
  expect(all).toBeGreaterThan(3 * before);
  // Beside the cells a row has its movement and the two ends of its interval.
  const numbers = (await ranking.locator("tbody .number").count()) + 3 * all;
  const written = await page.evaluate(() => window.written);
  expect(written).toBeGreaterThan(all);
  expect(written).toBeLessThan(1.25 * numbers);
});

test("a table that is still to be written says that it grows", async ({ dashboard, page }) => {
  await page.addInitScript(() => {
    const seen = { growing: 0, done: 0 };
    Object.assign(window, { seen });
    const look = () => {
      for (const room of document.querySelectorAll(".grid-room:not(:has(table))")) {
        seen[room.hasAttribute("data-growing") ? "growing" : "done"] += 1;
      }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await dashboard.open("#/data");
  await expect(page.locator("[data-growing]")).toHaveCount(0);
  const seen = await page.evaluate(() => (window as unknown as { seen: { growing: number; done: number } }).seen);
  expect(seen.growing).toBeGreaterThan(0);
  expect(seen.done).toBe(0);
});

for (const id of pages) {
  for (const width of [1440, 360]) {
    test(`what is written later moves nothing on ${id}, ${width} px`, async ({ dashboard, page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(() => {
        window.heights = [];
        const look = () => {
          const { heights } = window;
          const height = document.documentElement.scrollHeight;
          if (document.querySelector("main[data-answered]") && heights.at(-1) !== height) heights.push(height);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await dashboard.open(`#/${id}?period=last12&region=西北`);
      for (let y = 0; y < (await page.evaluate(() => Math.max(...window.heights))); y += 600) {
        await page.evaluate((y) => scrollTo({ top: y, behavior: "instant" }), y);
        await frames(page, 4);
      }
      await expect(page.locator("[data-growing]")).toHaveCount(0);
      await frames(page, 2);
      const heights = await page.evaluate(() => window.heights);
      expect(heights).toHaveLength(1);
    });
  }
}

/** Lets so many frames pass: what has come near is laid out in one, observed and written in those that follow. */
async function frames(page: Page, many: number): Promise<void> {
  await page.evaluate(async (many) => {
    for (let left = many; left > 0; left--) await new Promise(requestAnimationFrame);
  }, many);
}
