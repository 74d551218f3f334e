import { figure } from "../support/answers.js";
import { expect, test } from "../support/test.js";

/** Days and months are those of the snapshot, wherever the reader is; Apia is a day ahead of New York. */
const fragment = "#/overview?period=2026-02..2026-03&compare=year&lang=en";

for (const timezoneId of ["Asia/Shanghai", "America/New_York", "Pacific/Apia"]) {
  test.describe(timezoneId, () => {
    test.use({ timezoneId });
    test(`the same dates and figures under ${timezoneId}`, async ({ dashboard, page }) => {
      await dashboard.open(fragment);
      expect(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(timezoneId);
      const figures = await dashboard.figures();
      expect(figures.size).toBeGreaterThan(5);
      for (const [id, value] of figures) expect(value, id).toBe(await figure(fragment, id));
      await expect(page.locator(".as-of")).toHaveText("As of 30 Jun 2026");
      await expect(page.locator("[data-context]")).toContainText("Feb 2026");
      await expect(page.locator("[data-context]")).toContainText("Mar 2025");
    });
  });
}
