import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { read } from "../support/csv.js";
import { type Dashboard, pages } from "../support/dashboard.js";
import { commandLine } from "../support/machine.js";
import { spoiled, zipped } from "../support/snapshots.js";
import { expect, test } from "../support/test.js";

/** The small snapshot with 1,200 leads of an unknown channel, one date that cannot be read, and one long number that can. */
function dirty(): string {
  return zipped(
    spoiled("dirty", (folder) => {
      const table = path.join(folder, "leads.csv");
      const lines = readFileSync(table, "utf8").split("\n");
      const head = lines[0]!.split(",");
      const put = (row: number, column: string, value: string) => {
        const cells = lines[row]!.split(",");
        expect(head).toContain(column);
        cells[head.indexOf(column)] = value;
        lines[row] = cells.join(",");
      };
      for (let row = 1; row <= 1200; row++) put(row, "channel", "carrier pigeon");
      put(7, "created_at", "soon");
      // Of so many digits the page has the browser find the number, and the command line a library.
      put(9, "amount", "250000.0000000000000000000001");
      writeFileSync(table, lines.join("\n"));
      const file = path.join(folder, "datapackage.json");
      const descriptor = JSON.parse(readFileSync(file, "utf8"));
      for (const resource of descriptor.resources) {
        delete resource.hash;
        delete resource.bytes;
      }
      delete descriptor.dealerscope.controls;
      writeFileSync(file, JSON.stringify(descriptor));
    }),
  );
}

async function opened(dashboard: Dashboard): Promise<void> {
  await dashboard.open("#/overview");
  await dashboard.page.locator('input[type="file"]:not([webkitdirectory])').first().setInputFiles(dirty());
  await expect(dashboard.page.locator("[data-local]")).toHaveCount(1);
  await dashboard.answered("#/overview");
}

test("every page leads from the share of touched rows to the rows themselves", async ({ dashboard, page }) => {
  await opened(dashboard);
  for (const id of pages) {
    await page.goto(`./#/${id}`);
    await dashboard.answered(`#/${id}`);
    await expect(page.locator('[data-action="problems"]')).toContainText("%");
    await page.locator('[data-action="problems"]').click();
    await expect(page.locator("[data-problems]")).toHaveAttribute("open");
    await expect(page.locator("[data-problems] summary")).toBeFocused();
    await expect(dashboard.table("problems")).toBeInViewport();
    await page.locator("[data-problems] summary").click();
  }
});

test("problems are told row by row, by kind, and can be taken along", async ({ dashboard, page }) => {
  await opened(dashboard);
  // The small snapshot has a few problems of its own: the command line knows how many.
  const { total }: { total: number } = JSON.parse(execFileSync(commandLine, ["check", dirty(), "--json"], { encoding: "utf8" }));
  expect(total).toBeGreaterThan(1200);
  await expect(page.locator("[data-problems]")).toHaveAttribute("data-problems", `${total}`);
  await page.locator('[data-action="problems"]').click();
  const rows = dashboard.table("problems").locator("tbody tr");
  const cell = (column: string) => rows.first().locator(`[data-column="${column}"]`);
  await expect(page.locator("[data-problems]")).toContainText(`${(total - 200).toLocaleString("en")} of ${total.toLocaleString("en")}`);
  await dashboard.filter("problem-kind").selectOption({ index: 1 });
  await expect(rows).toHaveCount(1);
  await expect(cell("row")).toHaveAttribute("data-value", "8");
  await expect(cell("file")).toHaveAttribute("data-value", "leads.csv");
  await expect(cell("column")).toHaveAttribute("data-value", "created_at");
  await expect(cell("value")).toHaveAttribute("data-value", "soon");
  await expect(cell("remedy")).toHaveText(/write the value/);
  await dashboard.filter("problem-kind").selectOption({ index: 2 });
  await expect(cell("value")).toHaveAttribute("data-value", "carrier pigeon");
  await expect(page.locator("[data-problems]")).toContainText("1,000 of 1,200");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator('[data-problems] [data-action="csv"]').click(),
  ]);
  const saved = read((await readFile(await download.path(), "utf8")).replace(/^\ufeff/, ""));
  expect(saved).toHaveLength(1001);
  expect(saved[0]).toEqual(["kind", "table", "file", "row", "column", "value", "detail", "remedy"]);
  expect(saved.at(-1)!.slice(1, 6)).toEqual(["leads", "leads.csv", "1001", "channel", "carrier pigeon"]);
});

test("problems are told in Chinese as well", async ({ dashboard, page }) => {
  await opened(dashboard);
  await page.goto("./#/overview?lang=zh");
  await page.locator('[data-action="problems"]').click();
  const table = dashboard.table("problems");
  await expect(table.locator("th").first()).toHaveText("类型");
  await expect(table.locator('td[data-column="remedy"]').first()).toHaveText(/[\u4e00-\u9fff]/);
  const late = dashboard.filter("problem-kind").locator("option", { hasText: "阶段时间倒序" });
  await dashboard.filter("problem-kind").selectOption((await late.getAttribute("value"))!);
  await expect(table.locator('td[data-column="detail"]').first()).toHaveText(/^早于 \w+ \d{4}-\d\d-\d\d$/);
});
