import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { figure } from "../support/answers.js";
import type { Dashboard } from "../support/dashboard.js";
import { drop } from "../support/drop.js";
import { small, spoiled, zipped } from "../support/snapshots.js";
import { expect, test } from "../support/test.js";

const alert = '[role="alert"][data-error]';

async function pick(dashboard: Dashboard, file: string): Promise<void> {
  const folder = !file.endsWith(".zip") && !file.endsWith(".txt");
  const kind = folder ? "[webkitdirectory]" : ":not([webkitdirectory])";
  await dashboard.page.locator(`input[type="file"]${kind}`).first().setInputFiles(file);
}

async function shows(dashboard: Dashboard, snapshot: string): Promise<void> {
  const leads = await figure("#/overview", "leads", snapshot);
  await expect(dashboard.page.locator('[data-figure="leads"]').first()).toHaveAttribute("data-value", leads);
  await expect(dashboard.html).toHaveAttribute("data-state", "ready");
}

test.beforeEach(async ({ dashboard }) => {
  await dashboard.open("#/overview");
});

test("a folder from the reader's machine opens, and nothing is sent anywhere", async ({ dashboard, page }) => {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" || request.postData()) sent.push(request.url());
  });
  await pick(dashboard, small());
  await shows(dashboard, small());
  expect(sent).toEqual([]);
});

test("a zip from the reader's machine opens", async ({ dashboard }) => {
  await pick(dashboard, zipped(small()));
  await shows(dashboard, small());
});

test("a zip dropped on the page opens, and filters work on it", async ({ dashboard, page }) => {
  const bytes = readFileSync(zipped(small())).toString("base64");
  await drop(page, [{ name: "small.zip", base64: bytes }]);
  await shows(dashboard, small());
  await page.goto("./#/channels?channel=website");
  await dashboard.answered("#/channels?channel=website");
  expect(await dashboard.figure("leads")).toBe(await figure("#/channels?channel=website", "leads", small()));
});

const broken: Record<string, (folder: string) => void> = {
  "a file that is not what the descriptor vouches for": (folder) => appendFileSync(path.join(folder, "leads.csv"), "\n"),
  "no table of leads": (folder) => {
    rmSync(path.join(folder, "leads.csv"));
    const file = path.join(folder, "datapackage.json");
    const descriptor = JSON.parse(readFileSync(file, "utf8"));
    descriptor.resources = descriptor.resources.filter((r: { name: string }) => r.name !== "leads");
    writeFileSync(file, JSON.stringify(descriptor));
  },
  "a file that is named and not there": (folder) => rmSync(path.join(folder, "leads.csv")),
  "a descriptor that is no JSON": (folder) => writeFileSync(path.join(folder, "datapackage.json"), "{ leads"),
};

for (const [index, [what, spoil]] of Object.entries(broken).entries()) {
  test(`a snapshot is refused with one clear error, and the old one stays: ${what}`, async ({ dashboard, page }) => {
    const before = await dashboard.figures();
    await pick(dashboard, zipped(spoiled(`broken-${index}`, spoil)));
    await expect(page.locator(alert)).toHaveCount(1);
    await expect(page.locator(alert)).toHaveText(/\S{3}/);
    expect(await dashboard.figures()).toEqual(before);
    await expect(dashboard.html).toHaveAttribute("data-state", "ready");
    // It does not stand in the way of the next one.
    await pick(dashboard, small());
    await shows(dashboard, small());
    await expect(page.locator(alert)).toHaveCount(0);
  });
}

test("an error goes when the reader has seen it", async ({ dashboard, page }) => {
  await pick(dashboard, zipped(spoiled("seen", (folder) => rmSync(path.join(folder, "leads.csv")))));
  await page.locator(`${alert} [data-action="dismiss"]`).click();
  await expect(page.locator(alert)).toHaveCount(0);
  await expect(dashboard.html).toHaveAttribute("data-state", "ready");
});

test("the way back to the site's own snapshot is open", async ({ dashboard, page }) => {
  const before = await dashboard.figures();
  await pick(dashboard, small());
  await shows(dashboard, small());
  await page.locator('[data-action="back-to-site"]').click();
  await expect(page.locator("[data-local]")).toHaveCount(0);
  await dashboard.answered();
  expect(await dashboard.figures()).toEqual(before);
});

test("something that is no snapshot at all is refused", async ({ dashboard, page }) => {
  const before = await dashboard.figures();
  const input = page.locator('input[type="file"]:not([webkitdirectory])').first();
  await input.setInputFiles({ name: "holiday.zip", mimeType: "application/zip", buffer: Buffer.from("not a zip") });
  await expect(page.locator(alert)).toHaveCount(1);
  expect(await dashboard.figures()).toEqual(before);
});
