import type { Locator, Page } from "@playwright/test";
import { column } from "../support/answers.js";
import { drawn } from "../support/dashboard.js";
import { expect, test } from "../support/test.js";

/** Moves the pointer over a chart until it is on a mark that can be clicked, and leaves it there. */
async function onto(page: Page, canvas: Locator): Promise<void> {
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  for (let down = 12; down < box.height; down += 12) {
    for (const across of [0.3, 0.5, 0.7, 0.9]) {
      await page.mouse.move(box.x + box.width * across, box.y + down);
      if (await canvas.evaluate((c) => c.classList.contains("is-clickable"))) return;
    }
  }
  throw new Error("no mark of the chart answers to the pointer");
}

for (const [id, chart, key] of [
  ["overview", "trend", "period"],
  ["overview", "regions", "region"],
  ["regions", "provinces", "province"],
  ["regions", "regions", "region"],
  ["channels", "channels", "channel"],
] as const) {
  test(`on ${id} a click on a mark of ${chart} filters by ${key}, and there is a way back`, async ({ dashboard, page }) => {
    const before = `#/${id}?period=last12`;
    await dashboard.open(before);
    const canvas = dashboard.chart(chart).first().locator("canvas");
    await onto(page, canvas);
    const after = await dashboard.asks(() => page.mouse.down().then(() => page.mouse.up()));
    expect(after).not.toBe(before);
    expect(await dashboard.asked(key)).toBeTruthy();
    // Below a region the marks are other places: going back is by the chip.
    if (id === "regions") await dashboard.asks(() => dashboard.chip(key).first().click());
    else {
      await onto(page, canvas);
      const chosen = dashboard.asks(() => page.mouse.down().then(() => page.mouse.up()));
      await chosen;
    }
    if (key !== "period" && id === "regions") expect(await dashboard.query()).toBe(before);
  });
}

for (const id of drawn) {
  test(`every chart of ${id} is walked through by the keyboard`, async ({ dashboard, page }) => {
    await dashboard.open(`#/${id}?period=last12`);
    const figures = page.locator("figure[data-chart]").filter({ has: page.locator("canvas:visible") });
    for (const figure of await figures.all()) {
      const name = await figure.getAttribute("data-chart");
      const canvas = figure.locator("canvas");
      await canvas.focus();
      await expect(figure.locator(".tooltip")).toHaveCount(0);
      await canvas.press("Home");
      await expect(figure.locator(".tooltip"), `the tooltip of ${name}`).toBeVisible();
      const first = await figure.locator(".tooltip").innerText();
      // What is shown is said as well.
      await expect(figure.locator('[aria-live="polite"]')).toHaveText(first);
      await canvas.press("ArrowRight");
      await expect(figure.locator(".tooltip")).toBeVisible();
      await canvas.press("Escape");
      await expect(figure.locator(".tooltip")).toHaveCount(0);
    }
  });
}

test("Enter on a mark filters by it, and again takes it off", async ({ dashboard }) => {
  await dashboard.open("#/channels?period=last12");
  const canvas = dashboard.chart("channels").first().locator("canvas");
  await canvas.focus();
  await canvas.press("Home");
  await dashboard.asks(() => canvas.press("Enter"));
  const channel = await dashboard.asked("channel");
  expect(await column("#/channels", "channels", "channel")).toContain(channel);
  await dashboard.asks(() => canvas.press("Enter"));
  expect(await dashboard.query()).toBe("#/channels?period=last12");
});

test("the pointer brings a tooltip that stays inside the page", async ({ dashboard, page }) => {
  await dashboard.open("#/channels?period=last12");
  const figure = dashboard.chart("channels").first();
  await onto(page, figure.locator("canvas"));
  await expect(figure.locator(".tooltip")).toBeVisible();
  const box = (await figure.locator(".tooltip").boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(1440);
  await page.mouse.move(1, 1);
  await expect(figure.locator(".tooltip")).toHaveCount(0);
});

test("a row of a table filters by what it stands for", async ({ dashboard }) => {
  await dashboard.open("#/channels?period=last12");
  await dashboard.chart("channels").first().locator('[data-action="as-table"]').click();
  const table = dashboard.table("channels").first();
  const rows = await table.locator("tbody tr").count();
  const row = table.locator("tbody tr").nth(1);
  await dashboard.asks(() => row.getByRole("button").first().click());
  const code = await row.locator('[data-column="channel"]').getAttribute("data-value");
  expect(await dashboard.asked("channel")).toBe(code);
  // The table leaves its own filter out, so that there is something to choose from.
  await expect(table.locator("tbody tr")).toHaveCount(rows);
  await expect(row.getByRole("button").first()).toHaveAttribute("aria-pressed", "true");
  await dashboard.asks(() => row.getByRole("button").first().click());
  expect(await dashboard.query()).toBe("#/channels?period=last12");
});

test("regions are drilled down to the dealer and left by the breadcrumb", async ({ dashboard, page }) => {
  await dashboard.open("#/regions?period=last12");
  await dashboard.chart("regions").locator('[data-action="as-table"]').click();
  const first = dashboard.table("regions").locator("tbody tr").first();
  const seen: string[] = [];
  for (let depth = 0; depth < 4; depth++) {
    seen.push((await first.locator('[data-column="level"]').getAttribute("data-value"))!);
    await dashboard.asks(() => first.getByRole("button").first().click());
  }
  expect(seen[0]).toBe("region");
  expect(new Set(seen).size).toBe(4);
  await dashboard.asks(() => page.locator('[data-level="all"]').click());
  expect(await dashboard.query()).toBe("#/regions?period=last12");
});

test("the ranking is sorted by a column, both ways, and the link keeps it", async ({ dashboard, page }) => {
  await dashboard.open("#/dealers?period=last12");
  const head = dashboard.table("dealers").locator('th[data-column="leads"]');
  const leads = () =>
    dashboard
      .table("dealers")
      .locator('td[data-column="leads"]')
      .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-value"))));
  await dashboard.asks(() => head.getByRole("button").first().click());
  await expect(head).toHaveAttribute("aria-sort", "descending");
  expect(await leads()).toEqual((await leads()).toSorted((a, b) => b - a));
  await dashboard.asks(() => head.getByRole("button").first().click());
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  expect(await leads()).toEqual((await leads()).toSorted((a, b) => a - b));
  expect(await dashboard.asked("sort")).toBe("leads");
  await page.reload();
  await dashboard.answered();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
});
