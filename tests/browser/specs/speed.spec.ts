import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import { answer } from "../support/answers.js";
import { type Dashboard, pages } from "../support/dashboard.js";
import { commandLine } from "../support/machine.js";
import { noted, spread } from "../support/speed.js";
import { expect, test } from "../support/test.js";

// What takes how long is told, never asserted: a machine may be busy. What is asserted is the order of things.

// A recorder would take its own part of the time.
test.use({ trace: "off" });

/** Leads of the snapshot that is opened; a million of them say what the bars are about. */
const leads = process.env.DEALERSCOPE_LEADS ?? "20000";

function told(info: TestInfo, figures: object): void {
  const text = JSON.stringify(figures);
  info.annotations.push({ type: "speed", description: text });
  console.log(`${info.title}: ${text}`);
}

/** How much slower the processor is made to look. */
async function slowed(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

/** When what happened first, in milliseconds since the page was asked for. */
const course = (page: Page) =>
  page.evaluate(() => {
    const fetched = (name: string) => {
      const entry = performance.getEntriesByType("resource").find((e) => e.name.includes(name)) as PerformanceResourceTiming;
      return { from: Math.round(entry.startTime), to: Math.round(entry.responseEnd) };
    };
    return {
      skeleton: Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN),
      app: fetched("/app_bg.wasm"),
      figures: Math.round(window.notes.shown[0]?.painted ?? NaN),
      shift: Number(window.notes.shift.toFixed(4)),
      longest: Math.round(Math.max(0, ...window.notes.tasks.map((task) => task.took))),
    };
  });

/** The same, and when the engine had answered. */
async function whole(page: Page): Promise<Awaited<ReturnType<typeof course>> & { ready: number }> {
  await expect.poll(() => page.evaluate(() => window.notes.shown.length)).toBeGreaterThan(0);
  return { ...(await course(page)), ready: await page.evaluate(() => Math.round(window.notes.ready)) };
}

test("the frame of a page is painted before any module is there", async ({ dashboard, page }) => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.wasm(\?|$)/, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto("./");
  await expect.poll(() => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length)).toBe(1);
  await expect(page.locator(".skeleton")).toBeVisible();
  await expect(page.getByRole("main")).toHaveCount(0);
  release();
  await dashboard.answered();
});

for (const rate of [4, 1]) {
  test(`the first load paints its frame, then its figures, at 1/${rate} of the speed`, async ({ dashboard, page }, info) => {
    await noted(page);
    // A browser that has just opened a window loads pages of its own, and is no measure of another one.
    await page.waitForTimeout(4000);
    await slowed(page, rate);
    await dashboard.open();
    const cold = await whole(page);
    // The same once more, from what the browser has kept.
    await page.reload();
    await dashboard.answered();
    const warm = await whole(page);
    // And with a link that nothing is prepared for: the engine has to come first.
    await page.goto("about:blank");
    await dashboard.open("#/overview?period=last12");
    const other = await whole(page);
    told(info, { cold, warm, other });
    // The browser tells of the first paint when the screen has it, the page of its figures when it has handed them over: a
    // busy screen may turn the two round, so that no time of the one is held against one of the other.
    for (const { skeleton, figures, ready } of [cold, warm, other]) {
      expect(skeleton).toBeGreaterThan(0);
      expect(figures).toBeGreaterThan(0);
      expect(ready).toBeGreaterThan(0);
    }
  });
}

test.describe("with a large snapshot", () => {
  const place = mkdtempSync(path.join(tmpdir(), "dealerscope-speed-"));
  const folder = path.join(place, "large");
  test.describe.configure({ mode: "serial" });
  test.beforeAll(() => {
    execFileSync(commandLine, ["sample", folder, "--leads", leads], { stdio: "ignore" });
  });
  test.afterAll(() => rmSync(place, { recursive: true, force: true }));

  async function opened(dashboard: Dashboard): Promise<{ longest: number }> {
    const { page } = dashboard;
    await noted(page);
    await dashboard.open("#/overview?period=last12");
    await page.evaluate(() => (window.notes.tasks.length = 0));
    await page.locator('input[type="file"][webkitdirectory]').first().setInputFiles(folder);
    await expect(page.locator("[data-local]")).toBeVisible({ timeout: 120_000 });
    await dashboard.answered();
    return page.evaluate(() => ({ longest: Math.round(Math.max(0, ...window.notes.tasks.map((task) => task.took))) }));
  }

  /** Clicks, and gives the milliseconds until the answer was painted. */
  async function clicked(dashboard: Dashboard, selector: string): Promise<number> {
    const { page } = dashboard;
    await page.waitForTimeout(200);
    const before = await page.evaluate(() => window.notes.shown.length);
    await dashboard.asks(async () => {
      await page.locator(selector).first().click();
      // To look whether the answer is there takes of the time that the page has for it.
      await page.waitForTimeout(400);
    });
    await expect.poll(() => page.evaluate(() => window.notes.shown.length)).toBeGreaterThan(before);
    return page.evaluate((before) => {
      const { shown, clicked } = window.notes;
      const at = clicked.at(-1)!;
      return shown.slice(before).find((s) => s.committed > at)!.painted - at;
    }, before);
  }

  test("click by click", async ({ dashboard, page }, info) => {
    const loading = await opened(dashboard);
    await page.evaluate(() => (window.notes.tasks.length = 0));
    const first: Record<string, number> = {};
    const again: Record<string, number[]> = {};
    for (let round = 0; round < 6; round++) {
      for (const id of [...pages.slice(1), pages[0]]) {
        const painted = await clicked(dashboard, `[data-page="${id}"]:visible`);
        if (round === 0) first[id] = Math.round(painted);
        else (again[id] ??= []).push(painted);
      }
    }
    const filters: Record<string, number[]> = {};
    const off: number[] = [];
    await page.evaluate(() => (window.notes.answered.length = 0));
    for (const dimension of ["channel", "series", "origin", "kind", "temperature"]) {
      await page.locator(`[data-filter="${dimension}"] summary`).click();
      // On and off again, so that each of them filters by itself: off again is what was answered before. Of ten
      // times in all the 95th percentile would be the slowest.
      const values = Math.min(5, await page.locator(`[data-filter="${dimension}"] input[type="checkbox"]`).count());
      for (let value = 0; value < values; value++) {
        const input = `[data-filter="${dimension}"] input[type="checkbox"] >> nth=${value}`;
        (filters[dimension] ??= []).push(await clicked(dashboard, input));
        off.push(await clicked(dashboard, input));
      }
    }
    const { tasks, inputs, answered } = await page.evaluate(() => window.notes);
    told(info, {
      leads: Number(leads),
      longestWhileLoading: loading.longest,
      first,
      again: Object.fromEntries(Object.entries(again).map(([id, times]) => [id, spread(times)])),
      pages: spread(Object.values(again).flat()),
      byFilter: Object.fromEntries(Object.entries(filters).map(([id, times]) => [id, times.map(Math.round)])),
      filters: spread(Object.values(filters).flat()),
      off: spread(off),
      inTheWorker: spread(answered),
      longestAfterwards: Math.round(Math.max(0, ...tasks.map((task) => task.took))),
      longTasks: tasks.map((task) => Math.round(task.took)),
      inputs: spread(inputs.map((input) => input.took)),
    });
    expect(Object.values(filters).flat().length).toBeGreaterThan(10);
  });

  test("fifty changes within a second cost no more than three answers", async ({ dashboard, page }, info) => {
    await opened(dashboard);
    await page.waitForTimeout(500);
    const before = await page.evaluate(() => window.notes.words);
    const took = await page.evaluate(async () => {
      const begun = performance.now();
      const channels = ["website", "event", "referral", "showroom", "telemarketing", "advertising"];
      for (let n = 1; n <= 50; n++) {
        // Never the same question twice, as that would not be asked; the last one is of a single channel.
        const chosen = channels.filter((_, bit) => (((n + 14) >> bit) & 1) === 1);
        location.hash = `#/overview?period=last12&channel=${n === 50 ? "referral" : chosen}`;
        await new Promise((then) => setTimeout(then, 20 * n - (performance.now() - begun)));
      }
      return performance.now() - begun;
    });
    await dashboard.answered("#/overview?period=last12&channel=referral");
    const answers = (await page.evaluate(() => window.notes.words)) - before;
    told(info, { answers, took: Math.round(took) });
    expect(answers).toBeGreaterThan(0);
    expect(answers).toBeLessThanOrEqual(3);
  });
});

test("what is on the screen is drawn before what is below it, and each chart once", async ({ dashboard, page }) => {
  await noted(page);
  await dashboard.open("#/channels?period=last12");
  const charts = await page.locator("figure[data-chart]").evaluateAll((all) =>
    all.map((figure) => {
      const { draws, drawn } = figure.querySelector("canvas")!;
      return { below: figure.getBoundingClientRect().top > innerHeight, draws, drawn: drawn! };
    }),
  );
  const [below, above] = [true, false].map((side) => charts.filter((chart) => chart.below === side).map((chart) => chart.drawn));
  expect(Math.min(below!.length, above!.length)).toBeGreaterThan(0);
  expect(Math.min(...below!)).toBeGreaterThan(Math.max(...above!));
  expect(charts.map((chart) => chart.draws)).toEqual(charts.map(() => 1));
});

test("a chart is drawn again only when its own table is another one", async ({ dashboard, page }) => {
  const [before, after] = ["#/channels?period=last12", "#/channels?period=last12&compare=none"] as const;
  await noted(page);
  await dashboard.open(before);
  const draws = () =>
    page
      .locator("figure[data-chart]")
      .evaluateAll((all) => all.map((f) => [f.getAttribute("data-chart")!, f.querySelector("canvas")!.draws ?? 0] as const))
      .then((pairs) => new Map(pairs));
  const drawn = await draws();
  await page.locator('select[data-filter="compare"]').selectOption("none");
  await dashboard.answered(after);
  const [first, second] = await Promise.all([before, after].map((fragment) => answer(fragment)));
  const same = (id: string) => {
    const [one, other] = [first, second].map((a) => JSON.stringify(a!.tables.find((t) => t.id === id)));
    return one === other;
  };
  const kept = [...drawn.keys()].filter(same);
  expect(kept.length).toBeGreaterThan(1);
  expect(kept.length).toBeLessThan(drawn.size);
  for (const [id, times] of await draws()) {
    expect(drawn.get(id), id).toBeGreaterThan(0);
    if (kept.includes(id)) expect(times, id).toBe(drawn.get(id));
    else expect(times, id).toBeGreaterThan(drawn.get(id)!);
  }
});
