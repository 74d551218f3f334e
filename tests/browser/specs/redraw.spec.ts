import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.js";

declare global {
  interface Window {
    /** Each state of the page in which it was painted or could have been: what is current, what stands there, and whether it waits. */
    states: string[];
    /** Milliseconds by which every question reaches the worker too late. */
    late: number;
    /** Words of more than a few bytes that have come from the worker. */
    words: number;
  }
}

/** Notes each state of the page after something was done to it. */
const watched = (page: Page) =>
  page.addInitScript(() => {
    window.states = [];
    window.late = 0;
    window.words = 0;
    new MutationObserver(() => {
      const current = document.querySelector('nav [data-page][aria-current="page"]')?.getAttribute("data-page");
      const shown = document.querySelector("main .page")?.className.replace("page page-", "");
      const state = `${current} ${shown} ${document.querySelector("main")?.getAttribute("aria-busy")}`;
      if (state !== window.states.at(-1)) window.states.push(state);
    }).observe(document, { subtree: true, childList: true, attributes: true });
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener("message", ({ data }) => data.byteLength > 8 && window.words++);
      }
      override postMessage(...message: unknown[]) {
        const send = () => super.postMessage(...(message as [unknown]));
        if (window.late > 0) setTimeout(send, window.late);
        else send();
      }
    };
  });

const begun = (page: Page, late: number) =>
  page.evaluate((late) => {
    window.states = [];
    window.words = 0;
    window.late = late;
  }, late);

test("a page whose answer comes at once is drawn with it, in one go", async ({ dashboard, page }) => {
  await watched(page);
  // A busy machine may take longer than the page waits: one time out of a few is enough.
  await expect(async () => {
    await page.goto("about:blank");
    await dashboard.open("#/overview?period=last12");
    await begun(page, 0);
    await dashboard.visit("channels");
    expect(await page.evaluate(() => window.states)).toEqual(["channels channels false"]);
  }).toPass({ timeout: 30_000 });
});

test("one whose answer is late says so first, and keeps what it shows until then", async ({ dashboard, page }) => {
  await watched(page);
  await dashboard.open("#/overview?period=last12");
  await begun(page, 600);
  await dashboard.visit("channels");
  const states = await page.evaluate(() => window.states);
  // On the way from one to the other the page may be seen between two of its own steps.
  const between = ["channels overview false", "channels channels true"];
  expect(states.filter((state) => !between.includes(state))).toEqual(["channels overview true", "channels channels false"]);
});

test("whoever goes back is shown what was answered, and the engine is not asked", async ({ dashboard, page }) => {
  await watched(page);
  await dashboard.open("#/channels?period=last12");
  const before = await dashboard.figures();
  await dashboard.visit("overview");
  expect(await dashboard.figures()).not.toEqual(before);
  await begun(page, 0);
  await page.goBack();
  await dashboard.answered("#/channels?period=last12");
  expect(await dashboard.figures()).toEqual(before);
  const between = "channels overview false";
  const states = await page.evaluate(() => window.states);
  expect(states.filter((state) => state !== between)).toEqual(["channels channels false"]);
  // An answer of the engine would have been there by now, as the next one is.
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => window.words)).toBe(0);
  await dashboard.visit("regions");
  expect(await page.evaluate(() => window.words)).toBe(1);
});

test("what was chosen in a chart of one page is left there", async ({ dashboard, page }) => {
  await dashboard.open("#/regions?period=last12");
  const tables = page.locator('figure[data-chart] [data-action="as-table"][aria-pressed="true"]');
  await page.locator('figure[data-chart] [data-action="as-table"]').first().click();
  await expect(tables).toHaveCount(1);
  for (const id of ["channels", "overview", "dealers"] as const) {
    await dashboard.visit(id);
    await expect(tables, id).toHaveCount(0);
  }
});
