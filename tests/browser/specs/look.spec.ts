import { pages } from "../support/dashboard.js";
import { expect, test } from "../support/test.js";

test.describe("a browser that asks for Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("gets Chinese, and can switch to English in the link", async ({ dashboard, page }) => {
    await dashboard.open("#/overview?period=last12");
    await expect(dashboard.html).toHaveAttribute("lang", /^zh/);
    await expect(page.getByRole("navigation").first()).toContainText("渠道");
    await page.goto("./#/overview?period=last12&lang=en");
    await expect(dashboard.html).toHaveAttribute("lang", /^en/);
    await expect(page.getByRole("navigation").first()).toContainText("Channels");
  });
});

test("English by the browser, Chinese by the switch, and the link keeps it", async ({ dashboard, page }) => {
  await dashboard.open("#/channels?period=last12");
  await expect(dashboard.html).toHaveAttribute("lang", /^en/);
  await page.locator('[data-filter="lang"]').click();
  await expect(dashboard.html).toHaveAttribute("lang", /^zh/);
  await expect(page).toHaveURL(/lang=zh/);
  await page.reload();
  await dashboard.answered();
  await expect(dashboard.html).toHaveAttribute("lang", /^zh/);
});

test("a page in English has no Chinese but the data's own", async ({ dashboard, page }) => {
  for (const id of pages) {
    await dashboard.open(`#/${id}?period=last12&lang=en`);
    const words = await page.locator("h1, h2, h3, nav, figcaption, th, button, label, legend").allInnerTexts();
    // Names of places and dealers are data, and the switch names the other language in it.
    const ours = words.filter((text) => /[\u4e00-\u9fff]/.test(text) && text.trim() !== "中文");
    expect(ours.filter((text) => /渠道|线索|订单|转化|目标|期间|筛选|表格/.test(text)), id).toEqual([]);
  }
});

test("the theme is the system's, the switch's, and the link's", async ({ dashboard, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await dashboard.open("#/overview?period=last12");
  await expect(dashboard.html).toHaveAttribute("data-theme", "dark");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.locator('[data-filter="theme"]').click();
  await expect(dashboard.html).toHaveAttribute("data-theme", "light");
  await expect(page).toHaveURL(/theme=light/);
  expect(await background()).not.toBe(dark);
});

test("charts are drawn anew in the colours of the other theme", async ({ dashboard, page }) => {
  await dashboard.open("#/overview?period=last12&theme=light");
  const canvas = page.locator("figure[data-chart] canvas").first();
  const picture = () => canvas.evaluate((c: HTMLCanvasElement) => c.toDataURL());
  await expect.poll(async () => (await picture()).length).toBeGreaterThan(2000);
  const light = await picture();
  await page.goto("./#/overview?period=last12&theme=dark");
  await expect(dashboard.html).toHaveAttribute("data-theme", "dark");
  await expect.poll(picture).not.toBe(light);
});

for (const id of pages) {
  for (const width of [360, 768, 1440, 2560]) {
    test(`the page ${id} fits ${width} px`, async ({ dashboard, page }) => {
      await page.setViewportSize({ width, height: 800 });
      for (const lang of ["en", "zh"]) {
        await dashboard.open(`#/${id}?period=last12&lang=${lang}`);
        expect(await dashboard.sidewaysScroll(), lang).toBeLessThanOrEqual(0);
        await expect(page.locator("main figure[data-chart] canvas, main table[data-table]").first()).toBeVisible();
        const overflowing = await page
          .locator("figure[data-chart] canvas:visible")
          .evaluateAll((all) => all.filter((c) => c.getBoundingClientRect().right > innerWidth + 1).length);
        expect(overflowing, "charts that stick out").toBe(0);
        const hidden = await page.locator("nav .pages").evaluate((row) => row.scrollWidth - row.clientWidth);
        expect(hidden, "pages that are out of sight").toBeLessThanOrEqual(0);
      }
    });
  }
}

test.describe("a dense screen", () => {
  test.use({ deviceScaleFactor: 2 });

  test("gets charts with as many pixels as it has", async ({ dashboard, page }) => {
    await dashboard.open("#/overview?period=last12");
    const canvas = page.locator("figure[data-chart] canvas").first();
    const density = () => canvas.evaluate((c: HTMLCanvasElement) => c.width / c.getBoundingClientRect().width);
    await expect.poll(density).toBeCloseTo(2, 1);
    await page.setViewportSize({ width: 700, height: 800 });
    await expect.poll(density).toBeCloseTo(2, 1);
  });
});
