import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { alert, expect, shown, test } from "../support/failing.js";
import { flipped } from "../support/host.js";
import { commandLine } from "../support/machine.js";
import { small } from "../support/snapshots.js";

// A snapshot whose tables lie there as Parquet, too: over a network that is read, and from the reader's own machine the CSV.

const place = mkdtempSync(path.join(tmpdir(), "dealerscope-columnar-"));
const folder = path.join(place, "columnar");

test.beforeAll(() => {
  execFileSync(commandLine, ["pack", small(), folder, "--columnar"], { stdio: "ignore" });
});
test.afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The files of a snapshot that are asked for from now on. */
function asked(page: Page, snapshot: string): string[] {
  const files: string[] = [];
  page.on("request", (request) => {
    const [name, file] = new URL(request.url()).pathname.split("/").slice(-2);
    if (name === snapshot) files.push(file!);
  });
  return files;
}

const tables = () => readdirSync(folder).filter((file) => file.endsWith(".parquet"));

/** A copy whose Parquet file of the leads is changed, and vouched for. */
function vouched(name: string, change: (bytes: Buffer) => void): string {
  const copy = path.join(place, name);
  cpSync(folder, copy, { recursive: true });
  const bytes = readFileSync(path.join(copy, "leads.parquet"));
  change(bytes);
  writeFileSync(path.join(copy, "leads.parquet"), bytes);
  const file = path.join(copy, "datapackage.json");
  const descriptor = JSON.parse(readFileSync(file, "utf8"));
  const leads = descriptor.resources.find((resource: { name: string }) => resource.name === "leads");
  leads.dealerscope.columnar.hash = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  writeFileSync(file, JSON.stringify(descriptor));
  return copy;
}

for (const [what, fragment] of [
  ["figures", "#/overview?period=last12"],
  ["intake and problems", "#/data?period=last12"],
] as const) {
  test(`a site's snapshot is read from its Parquet files alone: ${what}`, async ({ dashboard, page, host }) => {
    host.offer("columnar", folder);
    await dashboard.open(`${fragment}&snapshot=small`);
    const [figures, said] = [await dashboard.figures(), await page.locator("main table").allTextContents()];
    await page.goto("about:blank");
    const files = asked(page, "columnar");
    await dashboard.open(`${fragment}&snapshot=columnar`);
    expect(await dashboard.figures()).toEqual(figures);
    expect(await page.locator("main table").allTextContents()).toEqual(said);
    expect(new Set(files)).toEqual(new Set(["datapackage.json", ...tables()]));
    expect(tables().length).toBeGreaterThanOrEqual(4);
    // Each was asked for once: what is fetched ahead is what is read.
    expect(files.length).toBe(new Set(files).size);
  });
}

test("a Parquet file that was damaged on the way is refused by name, and what was shown stays", async ({ dashboard, page, host }) => {
  host.offer("columnar", folder);
  const before = await shown(dashboard);
  host.faults.set("/columnar/leads.parquet", flipped(5000));
  await page.goto("./#/overview?snapshot=columnar");
  await expect(page.locator(alert)).toContainText("leads.parquet");
  await expect(page.locator(alert)).toContainText("hash");
  expect(await dashboard.figures()).toEqual(before);
});

for (const [lang, words] of [["en", "the Parquet file is damaged"], ["zh", "Parquet 文件已损坏"]] as const) {
  test(`a damaged Parquet file is refused although its hash is right: ${lang}`, async ({ dashboard, page, host }) => {
    // Its footer says that it is far longer than it is.
    host.offer("broken", vouched(`broken-${lang}`, (bytes) => bytes.writeUInt32LE(0x7fffffff, bytes.length - 8)));
    await dashboard.open(`#/overview?snapshot=small&lang=${lang}`);
    const before = await dashboard.figures();
    await page.goto(`./#/overview?snapshot=broken&lang=${lang}`);
    await expect(page.locator(alert)).toContainText("leads.parquet");
    await expect(page.locator(alert)).toContainText(words);
    expect(await dashboard.figures()).toEqual(before);
    // The engine is still there.
    await dashboard.visit("channels");
  });
}

test("a folder from the reader's machine is read from its CSV", async ({ dashboard, page }) => {
  const before = await shown(dashboard);
  const copy = path.join(place, "edited");
  cpSync(folder, copy, { recursive: true });
  for (const file of tables()) writeFileSync(path.join(copy, file), "nobody reads this");
  await page.goto("./#/overview");
  await dashboard.answered();
  await page.locator('input[type="file"][webkitdirectory]').first().setInputFiles(copy);
  await expect(page.locator('[data-figure="leads"]').first()).toHaveAttribute("data-value", before.get("leads")!);
  await expect(page.locator(alert)).toHaveCount(0);
});
