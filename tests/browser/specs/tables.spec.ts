import { readFile } from "node:fs/promises";
import { csv } from "../support/answers.js";
import { drawn } from "../support/dashboard.js";
import { expect, test } from "../support/test.js";

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
