import AxeBuilder from "@axe-core/playwright";
import { pages, type Dashboard } from "../support/dashboard.js";
import { expect, test } from "../support/test.js";

/** What axe finds, one line for each kind with the places where it was found. */
async function found(dashboard: Dashboard): Promise<string[]> {
  const results = await new AxeBuilder({ page: dashboard.page }).analyze();
  return results.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`);
}

for (const id of pages) {
  for (const theme of ["light", "dark"]) {
    for (const width of [1440, 360]) {
      test(`axe finds nothing on ${id}, ${theme}, ${width} px`, async ({ dashboard, page }) => {
        await page.setViewportSize({ width, height: 900 });
        // A region's few rows have the same marks as all dealers, and axe looks at each cell.
        await dashboard.open(`#/${id}?period=last12&region=西北&theme=${theme}`);
        expect(await found(dashboard)).toEqual([]);
        await dashboard.showAllTables();
        expect(await found(dashboard), "with every chart as a table").toEqual([]);
      });
    }
  }
}

test("axe finds nothing in Chinese with filters set", async ({ dashboard }) => {
  await dashboard.open("#/channels?period=last12&region=华东&channel=website&lang=zh");
  expect(await found(dashboard)).toEqual([]);
});
