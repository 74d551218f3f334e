import { pages } from "../support/dashboard.js";
import { test } from "../support/test.js";

for (const id of pages) {
  for (const width of [1440, 768, 360]) {
    for (const theme of ["light", "dark"]) {
      for (const lang of ["zh", "en"]) {
        const name = `${id}-${width}-${theme}-${lang}`;
        test(name, async ({ dashboard, page }) => {
          await page.setViewportSize({ width, height: 900 });
          await dashboard.open(`#/${id}?period=last12&lang=${lang}&theme=${theme}`);
          await page.screenshot({ path: `screenshots/${name}.png`, fullPage: true });
        });
      }
    }
  }
}
