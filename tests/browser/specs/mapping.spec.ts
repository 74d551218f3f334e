import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { zipSync } from "fflate";
import { figure } from "../support/answers.js";
import type { Dashboard } from "../support/dashboard.js";
import { drop } from "../support/drop.js";
import { small } from "../support/snapshots.js";
import { expect, test } from "../support/test.js";

const alert = '[role="alert"][data-error]';

/** Headers that nobody has heard of, for those of the contract. */
const leads: Record<string, string> = {
  lead_id: "客流单号",
  dealer_id: "到访店号",
  created_at: "哪天进线",
  channel: "从哪知道",
  ordered_at: "签单那天",
  amount: "签单价钱",
};
const dealers: Record<string, string> = { dealer_id: "店号", name: "店面", region: "片区", province: "所在省区" };

/** A table of the small snapshot under other headers. */
function renamed(table: string, headers: Record<string, string>): string {
  const text = readFileSync(path.join(small(), `${table}.csv`), "utf8");
  const [first = "", ...rows] = text.split("\n");
  return [first.trim().split(",").map((name) => headers[name] ?? name).join(","), ...rows].join("\n");
}

/** The files as they came: no descriptor, one of them as old spreadsheets save Unicode. */
const foreign = () => ({
  "客流.csv": Buffer.from(`\ufeff${renamed("leads", leads)}`, "utf16le"),
  "门店.csv": Buffer.from(renamed("dealers", dealers)),
});

const handed = (files: Record<string, Buffer>) =>
  Object.entries(files).map(([name, bytes]) => ({ name, base64: bytes.toString("base64") }));

const dialog = (page: Page) => page.locator("dialog.mapping");
const row = (page: Page, file: string, column: string): Locator =>
  dialog(page).locator(`[data-file="${file}"] [data-maps="${column}"]`);

/** Says which column of a file is which, those behind the fold included. */
async function map(page: Page, file: string, headers: Record<string, string>): Promise<void> {
  for (const [column, header] of Object.entries(headers)) {
    const label = row(page, file, column);
    if (!(await label.isVisible())) await dialog(page).locator(`[data-file="${file}"] summary`).click();
    const option = label.locator("option").filter({ hasText: header }).first();
    await label.locator("select").selectOption((await option.getAttribute("value"))!);
  }
}

async function asked(dashboard: Dashboard, files: Record<string, Buffer>): Promise<void> {
  await drop(dashboard.page, handed(files));
  await expect(dialog(dashboard.page)).toBeVisible();
}

test.beforeEach(async ({ dashboard }) => {
  await dashboard.open("#/overview");
});

test("files without a descriptor open by what the reader says of them, here and on the command line", async ({ dashboard, page }) => {
  const files = foreign();
  await asked(dashboard, files);
  const open = dialog(page).locator('[data-action="open-mapped"]');
  await expect(open).toBeDisabled();
  await expect(dialog(page).locator('[role="status"]')).toContainText("客流.csv lacks lead_id");
  await map(page, "客流.csv", leads);
  await map(page, "门店.csv", dealers);
  await expect(dialog(page).locator("[data-missing]")).toHaveAttribute("data-missing", "0");
  // The export is no older than the last that has happened in it, and no younger is known.
  await expect(dialog(page).locator('[name="as_of"]')).toHaveValue(/^\d{4}-\d\d-\d\d$/);
  const saved = page.waitForEvent("download");
  await dialog(page).locator('[data-action="save-descriptor"]').click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("datapackage.json");
  await open.click();
  await expect(page.locator("[data-local]")).toHaveCount(1);
  await dashboard.answered("#/overview");

  const folder = mkdtempSync(path.join(tmpdir(), "dealerscope-mapped-"));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
    cpSync(await download.path(), path.join(folder, "datapackage.json"));
    const descriptor = JSON.parse(readFileSync(path.join(folder, "datapackage.json"), "utf8"));
    expect(descriptor.resources.map((r: { encoding: string }) => r.encoding).sort()).toEqual(["utf-16le", "utf-8"]);
    expect(descriptor.resources.every((r: { hash: string }) => r.hash.startsWith("sha256:"))).toBe(true);
    for (const id of ["leads", "orders", "conversion"]) {
      expect(await dashboard.figure(id), id).toBe(await figure("#/overview", id, folder));
    }
    expect(Number(await dashboard.figure("orders"))).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("leaving the dialog leaves everything as it was", async ({ dashboard, page }) => {
  const before = await dashboard.figures();
  for (const leave of [
    () => page.keyboard.press("Escape"),
    () => dialog(page).locator('[data-action="leave-mapping"]').click(),
  ]) {
    await asked(dashboard, foreign());
    await leave();
    await expect(dialog(page)).toBeHidden();
    await expect(dashboard.html).toHaveAttribute("data-state", "ready");
    expect(await dashboard.figures()).toEqual(before);
    await expect(page.locator(alert)).toHaveCount(0);
  }
});

test("a table that is missing is asked for, and what was said stays", async ({ dashboard, page }) => {
  const files = foreign();
  await asked(dashboard, { "客流.csv": files["客流.csv"] });
  await map(page, "客流.csv", leads);
  await expect(dialog(page).locator('[role="status"]')).toHaveText("The table dealers is missing: add its file.");
  await dialog(page).locator('[data-action="pick-further"]').setInputFiles({ name: "门店.csv", mimeType: "text/csv", buffer: files["门店.csv"] });
  await expect(dialog(page).locator('[data-file="门店.csv"]')).toBeVisible();
  await expect(row(page, "客流.csv", "lead_id").locator("option:checked")).toHaveText(/^客流单号/);
  await map(page, "门店.csv", dealers);
  await dialog(page).locator('[data-action="open-mapped"]').click();
  await expect(page.locator("[data-local]")).toHaveCount(1);
  await dashboard.answered("#/overview");
});

test("a day that the files do not show is asked for and never assumed", async ({ dashboard, page }) => {
  const rows = "lead_id,dealer_id,created_at,channel\n1,D1,03/04/2026,website\n";
  await asked(dashboard, {
    "leads.csv": Buffer.from(rows),
    "dealers.csv": Buffer.from("dealer_id,name,region,province\nD1,One,华东,上海\n"),
  });
  const day = dialog(page).locator('[name="as_of"]');
  await expect(day).toHaveValue("");
  await expect(dialog(page).locator('[role="status"]')).toHaveText("Say which day the export describes.");
  await day.fill("2026-06-30");
  await dialog(page).locator('[data-action="open-mapped"]').click();
  await expect(page.locator("[data-local]")).toHaveCount(1);
});

test("a zip without a descriptor is asked about, and takes further files", async ({ dashboard, page }) => {
  const files = foreign();
  await asked(dashboard, { "export.zip": Buffer.from(zipSync({ "六月/客流.csv": new Uint8Array(files["客流.csv"]) })) });
  await map(page, "客流.csv", leads);
  await expect(dialog(page).locator('[role="status"]')).toHaveText("The table dealers is missing: add its file.");
  await dialog(page).locator('[data-action="pick-further"]').setInputFiles({ name: "门店.csv", mimeType: "text/csv", buffer: files["门店.csv"] });
  await map(page, "门店.csv", dealers);
  // Beside a file at the top the other one has its whole path, and is what it was said to be.
  await expect(row(page, "六月/客流.csv", "lead_id").locator("option:checked")).toHaveText(/^客流单号/);
  await dialog(page).locator('[data-action="open-mapped"]').click();
  await expect(page.locator("[data-local]")).toHaveCount(1);
  await dashboard.answered("#/overview");
  expect(await dashboard.figure("leads")).toBe(await figure("#/overview", "leads", small()));
});

test("a descriptor that does not fit its files is where the questions begin", async ({ dashboard, page }) => {
  const files = foreign();
  const descriptor = {
    name: "june",
    title: "Juni",
    dealerscope: { contract: 1, as_of: "2026-06-30T18:00", currency: "EUR", settings: { smallest_group: 7 } },
    resources: [
      { name: "leads", path: "data/客流.csv", dealerscope: { columns: { 客流单号: "lead_id" } } },
      { name: "dealers", path: "data/门店.csv" },
    ],
  };
  const entries = {
    "snapshot/datapackage.json": Buffer.from(JSON.stringify(descriptor)),
    "snapshot/data/客流.csv": files["客流.csv"],
    "snapshot/data/门店.csv": files["门店.csv"],
  };
  const zip = zipSync(Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, new Uint8Array(bytes)])));
  await asked(dashboard, { "june.zip": Buffer.from(zip) });
  const why = dialog(page).getByRole("alert");
  await expect(why).toContainText("data/门店.csv: the table dealers lacks required columns: dealer_id, name, region, province");
  for (const [name, value] of [["title", "Juni"], ["as_of", "2026-06-30"], ["currency", "EUR"]]) {
    await expect(dialog(page).locator(`[name="${name}"]`)).toHaveValue(value!);
  }
  await expect(row(page, "data/客流.csv", "lead_id").locator("option:checked")).toHaveText(/^客流单号/);
  await map(page, "data/客流.csv", leads);
  await map(page, "data/门店.csv", dealers);
  const saved = page.waitForEvent("download");
  await dialog(page).locator('[data-action="save-descriptor"]').click();
  const written = JSON.parse(readFileSync(await (await saved).path(), "utf8"));
  expect(written.dealerscope).toMatchObject(descriptor.dealerscope);
  expect(written.resources.map((resource: { path: string }) => resource.path)).toEqual(["data/客流.csv", "data/门店.csv"]);
  await dialog(page).locator('[data-action="open-mapped"]').click();
  await expect(page.locator("[data-local]")).toHaveCount(1);
  await dashboard.answered("#/overview");
  expect(await dashboard.figure("leads")).toBe(await figure("#/overview", "leads", small()));
});

test("files that cannot be read as they were described are asked about again", async ({ dashboard, page }) => {
  const before = await dashboard.figures();
  const phone = (row: number) => `${row},D1,2026-06-30,website,1381234567${row}`;
  await asked(dashboard, {
    "leads.csv": Buffer.from(["单号,dealer_id,created_at,channel,customer_id", ...[1, 2, 3].map(phone)].join("\n")),
    "dealers.csv": Buffer.from("dealer_id,name,region,province\nD1,One,华东,上海\n"),
  });
  const open = dialog(page).locator('[data-action="open-mapped"]');
  const chosen = row(page, "leads.csv", "lead_id").locator("option:checked");
  await expect(dialog(page).getByRole("alert")).toHaveCount(0);
  await map(page, "leads.csv", { lead_id: "单号" });
  await dialog(page).locator('[name="title"]').fill("Juni");
  await open.click();
  await expect(dialog(page).getByRole("alert")).toHaveText(/leads\.csv: row 2, column customer_id: "13\*{7}71" looks like a mobile phone/);
  await expect(chosen).toHaveText(/^单号/);
  await expect(dialog(page).locator('[name="title"]')).toHaveValue("Juni");
  expect(await dashboard.figures()).toEqual(before);
  // Without the column there is nothing against it.
  await row(page, "leads.csv", "customer_id").locator("select").selectOption("");
  await open.click();
  await expect(page.locator("[data-local]")).toHaveCount(1);
  await expect(dialog(page)).toBeHidden();
  await dashboard.answered("#/overview");
  expect(await dashboard.figure("leads")).toBe("3");
});

test("what is asked again stays, however late the browser tells that the dialog was closed before", async ({ page }) => {
  await page.evaluate(() =>
    addEventListener(
      "close",
      (event) => {
        if (!event.isTrusted) return;
        event.stopImmediatePropagation();
        setTimeout(() => event.target!.dispatchEvent(new Event("close")), 1500);
      },
      { capture: true },
    ),
  );
  const phone = (row: number) => `${row},D1,2026-06-30,website,1381234567${row}`;
  await drop(page, handed({
    "leads.csv": Buffer.from(["lead_id,dealer_id,created_at,channel,customer_id", ...[1, 2, 3].map(phone)].join("\n")),
    "dealers.csv": Buffer.from("dealer_id,name,region,province\nD1,One,华东,上海\n"),
  }));
  await dialog(page).locator('[data-action="open-mapped"]').click();
  const refused = dialog(page).getByRole("alert");
  await expect(refused).toBeVisible();
  await page.waitForTimeout(2500);
  await expect(refused).toBeVisible();
  // The reader can still leave it.
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
});

test("what is no table says so", async ({ dashboard, page }) => {
  const before = await dashboard.figures();
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  const book = Buffer.from(`PK\u0003\u0004${"\u0000\u0014".repeat(300)}`, "latin1");
  for (const [name, bytes, told] of [
    ["holiday.png", png, /holiday\.png: this is no table/],
    ["holiday.csv", Buffer.concat(Array(20).fill(png)), /holiday\.csv: it is not text/],
    ["book.csv", book, /book\.csv: it is a spreadsheet's workbook/],
    ["note.txt", Buffer.from("Dear all,\nplease find enclosed nothing.\n"), /note\.txt: it has no header of two columns/],
  ] as const) {
    await drop(page, handed({ [name]: bytes }));
    await expect(page.locator(alert)).toHaveText(told);
    await page.locator(`${alert} [data-action="dismiss"]`).click();
    await expect(page.locator(alert)).toHaveCount(0);
  }
  expect(await dashboard.figures()).toEqual(before);
  // Among tables it is only left out.
  await asked(dashboard, { ...foreign(), "holiday.png": png });
  await expect(dialog(page).locator("[data-left-out]")).toHaveText(/holiday\.png: this is no table/);
});

test("the dialog is used with the keyboard alone, and fits a telephone", async ({ dashboard, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await dashboard.open("#/overview?lang=zh");
  await asked(dashboard, {
    "线索.csv": Buffer.from("线索编号,经销商代码,创建时间,渠道,x\n1,D1,2026-06-30,website,1\n"),
    "经销商.csv": Buffer.from("经销商代码,经销商名称,大区,省份\nD1,One,华东,上海\n"),
  });
  const wide = await dialog(page).evaluate((e) => e.scrollWidth - e.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
  const names = await dialog(page).locator("select, input:visible, button").evaluateAll((all) =>
    all.filter((e) => !(e as HTMLInputElement).labels?.length && !e.textContent?.trim()).map((e) => e.outerHTML),
  );
  expect(names).toEqual([]);
  for (let press = 0; press < 80; press++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement?.getAttribute("data-action"));
    if (at === "open-mapped") break;
  }
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-local]")).toHaveCount(1);
});
