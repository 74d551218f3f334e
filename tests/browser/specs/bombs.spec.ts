import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { drop } from "../support/drop.js";
import { spoiled, zipped } from "../support/snapshots.js";
import { expect, test } from "../support/test.js";

const alert = '[role="alert"][data-error="refused"]';
/** Sixteen megabytes of a text after a header, packed. */
const header = gzipSync("lead_id,dealer_id,created_at,channel\n");
const member = (text: string) => gzipSync(text.repeat((16 << 20) / text.length), { level: 9 });

/** A snapshot whose leads are a gigabyte of a text, packed as gzip in a zip. */
function packed(text: string): Buffer {
  const folder = spoiled(`bomb-${text.length}`, (folder) => {
    rmSync(path.join(folder, "leads.csv"));
    writeFileSync(path.join(folder, "leads.csv.gz"), Buffer.concat([header, ...Array<Buffer>(64).fill(member(text))]));
    const file = path.join(folder, "datapackage.json");
    const descriptor = JSON.parse(readFileSync(file, "utf8"));
    const leads = descriptor.resources.find((resource: { name: string }) => resource.name === "leads");
    Object.assign(leads, { path: "leads.csv.gz", compression: "gz", bytes: undefined, hash: undefined });
    delete descriptor.dealerscope.controls;
    writeFileSync(file, JSON.stringify(descriptor));
  });
  return readFileSync(zipped(folder));
}

/** A zip of a gigabyte of zeros. */
function zeros(): Buffer {
  const files = Array.from({ length: 16 }, (_, at) => [`${at}.csv`, new Uint8Array(64 << 20)] as const);
  return Buffer.from(zipSync(Object.fromEntries(files), { level: 1 }));
}

const bombs: [string, () => Buffer, RegExp][] = [
  ["a gzip of a gigabyte", () => packed("\0"), /leads\.csv\.gz: it unpacks to far more than a table would/],
  ["a gzip of a gigabyte of rows", () => packed("1,a,2026-01-05,website\n"), /leads\.csv\.gz: it unpacks to far more than a table would/],
  ["a zip of a gigabyte", zeros, /zip: it unpacks to more than \d+ bytes/],
];

for (const [what, bomb, told] of bombs) {
  test(`${what} is refused before it is unpacked`, async ({ dashboard, page }) => {
    await dashboard.open("#/overview");
    const before = await dashboard.figures();
    await drop(page, [{ name: "bomb.zip", base64: bomb().toString("base64") }]);
    await expect(page.locator(alert)).toHaveText(told, { timeout: 10_000 });
    expect(await dashboard.figures()).toEqual(before);
    await expect(dashboard.html).toHaveAttribute("data-state", "ready");
  });
}
