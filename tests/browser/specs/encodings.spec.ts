import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { column } from "../support/answers.js";
import { commandLine, root } from "../support/machine.js";
import { place, zipped } from "../support/snapshots.js";
import { expect, test } from "../support/test.js";

/** In the page text is decoded by the browser, in the command line by a library: both must come to the same. */
const fragment = "#/dealers?period=last12";
const dealers = 200;

/** Bytes that look random, and are the same each time; none that ends a cell or a row. */
function chance(seed: number, count: number): Buffer {
  const bytes: number[] = [];
  for (let state = seed; bytes.length < count; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const byte = state >>> 24;
    if (![0x00, 0x0a, 0x0d, 0x22, 0x2c].includes(byte)) bytes.push(byte);
  }
  return Buffer.from(bytes);
}

/** The bytes of a name for each dealer: sound and damaged text of an encoding whose letters fill two bytes or four. */
function names(sound: Buffer, damaged: boolean): Buffer[] {
  const share = Math.ceil(sound.length / dealers / 4) * 4;
  return Array.from({ length: dealers }, (_, n) =>
    Buffer.concat([sound.subarray(n * share, (n + 1) * share), damaged ? chance(n + 1, n % 9) : Buffer.alloc(0)]),
  );
}

/** Every character that GB18030 writes with two bytes, and some of all planes that it writes with four. */
function gb18030(): Buffer {
  const two = readFileSync(path.join(root, "core/tests/ingest/encoding_rs/gb18030_in.txt"));
  const lines = two.toString("latin1").split("\n").filter((line) => line.charCodeAt(0) > 0x80);
  const four: number[] = [];
  for (let n = 0; n < 39420; n += 97) four.push(0x81 + Math.floor(n / 12600), 0x30 + (Math.floor(n / 1260) % 10), 0x81 + (Math.floor(n / 10) % 126), 0x30 + (n % 10));
  for (let n = 0; n < 1_048_576; n += 9973) {
    const pointer = n + 189000;
    four.push(0x81 + Math.floor(pointer / 12600), 0x30 + (Math.floor(pointer / 1260) % 10), 0x81 + (Math.floor(pointer / 10) % 126), 0x30 + (pointer % 10));
  }
  const pairs = Buffer.from(lines.join(""), "latin1");
  return Buffer.concat([pairs.subarray(0, pairs.length - (pairs.length % 4)), pairs.subarray(-4), Buffer.from(four)]);
}

/** All pairs of a lead and a trail byte, of which an encoding knows most. */
function pairs(): Buffer {
  const bytes: number[] = [];
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0xa1; trail < 0xff; trail += 3) bytes.push(lead, trail);
  return Buffer.from(bytes);
}

/** UTF-16 with letters of one and two units, and halves of letters. */
function utf16(rows: string[][], big: boolean): Buffer {
  const bytes = Buffer.from(rows.map((row) => row.join(",") + "\n").join(""), "utf16le");
  return big ? bytes.swap16() : bytes;
}

function snapshot(name: string, table: Buffer, encoding: string, packed = false): string {
  const folder = path.join(place, `encoding-${name}`);
  mkdirSync(folder, { recursive: true });
  const file = packed ? "dealers.csv.gz" : "dealers.csv";
  // Packed files are unpacked in small pieces, so that letters are cut.
  writeFileSync(path.join(folder, file), packed ? gzipSync(table) : table);
  const leads = Array.from({ length: dealers }, (_, n) => `L${n},d${n},2026-06-05,website,x\n`).join("");
  writeFileSync(path.join(folder, "leads.csv"), `lead_id,dealer_id,created_at,channel,series\n${leads}`);
  const resources = [
    { name: "dealers", path: file, ...(encoding ? { encoding } : {}) },
    { name: "leads", path: "leads.csv" },
  ];
  const descriptor = { name, resources, dealerscope: { contract: 1, as_of: "2026-06-30T18:00", currency: "CNY" } };
  writeFileSync(path.join(folder, "datapackage.json"), JSON.stringify(descriptor));
  return folder;
}

/** The table of dealers with these names. */
function table(names: Buffer[]): Buffer {
  const rows = names.flatMap((name, n) => [Buffer.from(`d${n},r,p,x`), name, Buffer.from("\n")]);
  return Buffer.concat([Buffer.from("dealer_id,region,province,name\n"), ...rows]);
}

const header = ["dealer_id", "region", "province", "name"];
const halves = Array.from({ length: dealers }, (_, n) => [`d${n}`, "r", "p", `\u5c55${String.fromCharCode(0xd700 + n * 10)}\u{1f600}${n % 3 ? "" : "\udc00\ufffd"}`]);

const tables: Record<string, () => string> = {
  "gb18030, stated and sound": () => snapshot("gb18030", table(names(gb18030(), false)), "gb18030"),
  "gb18030, found out": () => snapshot("guessed", table(names(gb18030(), false)), ""),
  "gb18030, damaged": () => snapshot("damaged", table(names(gb18030(), true)), "gb18030", true),
  "gbk, damaged": () => snapshot("gbk", table(names(gb18030(), true)), "GB2312"),
  "big5, damaged": () => snapshot("big5", table(names(pairs(), true)), "big5"),
  "euc-kr, damaged": () => snapshot("euc-kr", table(names(pairs(), true)), "euc-kr"),
  "shift_jis, damaged": () => snapshot("shift_jis", table(names(pairs(), true)), "sjis", true),
  "windows-1252": () => snapshot("windows-1252", table([Buffer.from("Caf\xe9 Mo\x9bt 3 \x80", "latin1"), ...names(pairs(), true).slice(1)]), "latin1"),
  "utf-8, damaged": () => snapshot("utf-8", table(names(Buffer.from("展厅é😀".repeat(600)), true)), "utf8"),
  "utf-16le, halves of letters": () => snapshot("utf-16le", utf16([header, ...halves], false), "utf-16le"),
  "utf-16be, found out": () => snapshot("utf-16be", utf16([header, ...halves], true), ""),
};

for (const [title, make] of Object.entries(tables)) {
  test(`the page reads as the command line does: ${title}`, async ({ dashboard, page }) => {
    const folder = make();
    await dashboard.open("#/overview?lang=en");
    await page.locator('input[type="file"]:not([webkitdirectory])').first().setInputFiles(zipped(folder));
    await expect(page.locator("[data-local]")).toHaveCount(1);
    await page.goto(`./${fragment}`);
    await dashboard.answered(fragment);
    const cells = dashboard.table("dealers").locator('tbody [data-column="name"]');
    await page.locator('[data-action="all-rows"]:visible').last().click();
    await expect(cells).toHaveCount(dealers);
    const shown = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute("data-value")));
    expect(shown.sort()).toEqual((await column(fragment, "dealers", "name", folder)).sort());
    const checked: { total: number } = JSON.parse(execFileSync(commandLine, ["check", folder, "--json"], { encoding: "utf8" }));
    expect(checked.total > 0).toBe(/damaged|halves|found out/.test(title));
    await page.goto("./#/data");
    await dashboard.answered("#/data");
    if (checked.total === 0) await expect(page.locator("[data-problems]")).toHaveCount(0);
    else await expect(page.locator("[data-problems]")).toHaveAttribute("data-problems", `${checked.total}`);
  });
}

test("an encoding that no browser knows is refused as the command line refuses it", async ({ dashboard, page }) => {
  for (const label of ["klingon", "iso-2022-kr"]) {
    const folder = snapshot(label, table([]), label);
    expect(spawnSync(commandLine, ["check", folder], { encoding: "utf8" }).stderr).toContain(`the encoding "${label}" is not known`);
    await dashboard.open("#/overview?lang=en");
    await page.locator('input[type="file"]:not([webkitdirectory])').first().setInputFiles(zipped(folder));
    await expect(page.getByText(`the encoding "${label}" is not known`)).toBeVisible();
  }
});
