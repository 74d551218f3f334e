import { answer, figure } from "../support/answers.js";
import { drawn, pages } from "../support/dashboard.js";
import { expect, test } from "../support/test.js";

test("opens with what happened in the last twelve months of the newest snapshot", async ({ dashboard, page }) => {
  await dashboard.open();
  const opening = "#/overview?period=last12&basis=activity";
  expect(await dashboard.query()).toBe(opening);
  expect(await dashboard.figure("orders")).toBe(await figure(opening, "orders"));
  await expect(page).toHaveTitle(/Dealerscope/);
});

test("says what stands out, a sentence for each finding", async ({ dashboard, page }) => {
  const fragment = "#/overview?period=last12";
  await dashboard.open(fragment);
  const { tables } = await answer(fragment);
  const kinds = tables.find((table) => table.id === "findings")!.rows.map((row) => row[0]);
  expect(kinds.length).toBeGreaterThan(0);
  const said = page.locator("[data-finding]");
  expect(await said.evaluateAll((all) => all.map((one) => one.getAttribute("data-finding")))).toEqual(kinds);
});

test("says how far it is while it loads, and shows the page's frame already", async ({ dashboard, page }) => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/leads.csv", async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto("./#/overview");
  await expect(dashboard.html).toHaveAttribute("data-state", "loading");
  await expect(page.getByRole("navigation").first()).toBeVisible();
  await expect(page.getByRole("progressbar")).toBeVisible();
  release();
  await dashboard.answered("#/overview");
  await expect(page.getByRole("progressbar")).toHaveCount(0);
});

test("names what is missing when the site has no data", async ({ dashboard, page, complaints }) => {
  await page.route("**/data/**", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("./");
  await expect(dashboard.html).toHaveAttribute("data-state", "error");
  await expect(page.locator('[role="alert"][data-error]')).toHaveCount(1);
  // The browser itself writes the missing file into the console.
  expect(complaints.filter((c) => !c.includes("404"))).toEqual([]);
  complaints.length = 0;
});

for (const id of pages) {
  test(`the page ${id} has a heading, figures and what it shows of its own`, async ({ dashboard, page }) => {
    await dashboard.open("#/overview?period=last12");
    if (id !== "overview") await dashboard.visit(id);
    expect(await dashboard.query()).toBe(`#/${id}?period=last12`);
    await expect(page.locator(`[data-page="${id}"]`).first()).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    expect((await dashboard.figures()).size).toBeGreaterThanOrEqual(5);
    const tables = (await answer(`#/${id}?period=last12`)).tables.map((t) => t.id);
    const charts = page.locator("figure[data-chart]");
    expect((await charts.count()) > 0).toBe((drawn as readonly string[]).includes(id));
    for (const chart of await charts.all()) {
      expect(tables).toContain(await chart.getAttribute("data-chart"));
      const canvas = chart.locator('canvas[role="img"]').first();
      await expect(canvas).toHaveAttribute("aria-label", /\S/);
      await expect(canvas).toHaveAttribute("tabindex", "0");
    }
  });
}

test("loading can be stopped, and begun again", async ({ dashboard, page }) => {
  let held = true;
  await page.route("**/leads.csv", async (route) => {
    // Held back for as long as the reader has not given up; a request that was given up answers to nobody.
    if (!held) await route.continue();
  });
  await page.goto("./#/overview");
  await page.locator('[data-action="cancel"]').click();
  await expect(page.locator('[data-error="cancelled"]')).toBeVisible();
  held = false;
  await page.locator('[data-action="retry"]').click();
  await dashboard.answered("#/overview");
  await expect(page.locator("[data-error]")).toHaveCount(0);
});

test("what was asked for ahead does not hold up a second attempt", async ({ dashboard, page }) => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  let held = true;
  await page.route("**/worker_bg.wasm*", async (route) => {
    await arrived;
    await route.continue();
  });
  await page.route("**/leads.csv", async (route) => {
    if (!held) await route.continue();
  });
  const ahead = page.waitForRequest("**/leads.csv");
  await page.goto("./#/overview");
  await ahead;
  // The engine finds out that it is not wanted before it has looked at anything.
  await page.locator('[data-action="cancel"]').click();
  arrive();
  await expect(page.locator('[data-error="cancelled"]')).toBeVisible();
  held = false;
  await page.locator('[data-action="retry"]').click();
  await dashboard.answered("#/overview");
});
