import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { figure } from "../support/answers.js";
import type { Dashboard } from "../support/dashboard.js";
import { expect, test } from "../support/failing.js";
import { changed, type Host } from "../support/host.js";
import { large, spoiled } from "../support/snapshots.js";

/** What is done to a worker's script before it runs. */
const changes = {
  none: "",
  alone: "Object.defineProperty(self, 'spawnSecond', { get() {}, set() {} });",
  ends: "if (name.startsWith('second ')) throw new Error('ended on purpose');",
  hangs: "if (name.startsWith('second ')) self.postMessage = () => {};",
  // Its word comes, and the page's worker gives it up while it reads.
  breaks: `if (name.startsWith('second ')) {
    const { stream } = Blob.prototype;
    Blob.prototype.stream = function () {
      if (this.size > 1e6) throw new Error('broken on purpose');
      return stream.call(this);
    };
  }`,
};

/** Writes to the console what each worker says to the other, and which large pieces of files the first one reads. */
const listening = `
  const post = self.postMessage;
  if (name.startsWith("second ")) {
    console.log("second: begins");
    self.postMessage = (word, ...more) => {
      if (word === null) console.log("second: nothing");
      if (Array.isArray(word)) console.log("second: a part");
      return post.call(self, word, ...more);
    };
  } else {
    const { stream } = Blob.prototype;
    Blob.prototype.stream = function () {
      if (this.size > 1e6) console.log("first: reads");
      return stream.call(this);
    };
  }
`;

/** Opens a folder with workers that are changed; gives what they have said and all figures of two pages. */
async function opened(dashboard: Dashboard, host: Host, folder: string, change: keyof typeof changes) {
  const { page } = dashboard;
  const said: string[] = [];
  page.on("console", (message) => {
    if (/^(first|second): /.test(message.text())) said.push(message.text());
  });
  // By the host: what a worker's own workers ask for passes the browser's interception by.
  host.faults.set("/worker_loader.js", changed((script) => Buffer.concat([Buffer.from(`${listening}${changes[change]}`), script])));
  await page.goto("about:blank");
  await dashboard.open("#/overview");
  await page.locator('input[type="file"][webkitdirectory]').first().setInputFiles(folder);
  const leads = await figure("#/overview", "leads", folder);
  await expect(page.locator('[data-figure="leads"]').first()).toHaveAttribute("data-value", leads, { timeout: 30_000 });
  await expect(dashboard.html).toHaveAttribute("data-state", "ready");
  return { said: said.sort(), figures: [await dashboard.figures(), await onData(page, dashboard)] };
}

/** What the page on the data shows: each table's words. */
async function onData(page: Page, dashboard: Dashboard): Promise<Map<string, string>> {
  await page.goto("./#/data");
  await dashboard.answered("#/data");
  await expect(page.locator("[data-growing]")).toHaveCount(0);
  const tables = await page.locator("table[data-table]").evaluateAll((tables) =>
    tables.map((table) => [(table as HTMLElement).dataset.table!, table.textContent!] as const),
  );
  return new Map(tables);
}

interface Described {
  name: string;
  path: string;
  hash?: string;
  bytes?: number;
}

/** The large snapshot, of whose leads no hash is stated, with one thing done to the lines of its leads or to its tables. */
function without(
  name: string,
  change: (lines: string[]) => void = () => {},
  describe: (tables: Described[]) => void = () => {},
): string {
  return spoiled(
    name,
    (folder) => {
      const descriptor = path.join(folder, "datapackage.json");
      const said = JSON.parse(readFileSync(descriptor, "utf8"));
      for (const resource of said.resources as Described[]) {
        delete resource.hash;
        delete resource.bytes;
      }
      describe(said.resources);
      writeFileSync(descriptor, JSON.stringify(said));
      const leads = path.join(folder, "leads.csv");
      const lines = readFileSync(leads, "utf8").split("\n");
      change(lines);
      writeFileSync(leads, lines.join("\n"));
    },
    large(),
  );
}

const begins = "second: begins";
const reads = "first: reads";

test("a large file is read by two workers, and what they find is what one finds", async ({ dashboard, host, page }) => {
  expect(statSync(path.join(large(), "leads.csv")).size).toBeGreaterThan(16 << 20);
  const alone = await opened(dashboard, host, large(), "alone");
  expect(alone.said).toEqual([reads]);
  const two = await opened(dashboard, host, large(), "none");
  // The hash is taken of all of it, by the first.
  expect(two.said).toEqual([reads, reads, "second: a part", begins]);
  expect(two.figures).toEqual(alone.figures);
  await expect.poll(() => page.workers().length).toBe(1);
  const unhashed = await opened(dashboard, host, without("unhashed"), "none");
  expect(unhashed.said).toEqual([reads, "second: a part", begins]);
  expect(unhashed.figures[0]).toEqual(alone.figures[0]);
});

test("what depends on rows far above is found by one", async ({ dashboard, host }) => {
  const folder = without("doubled", (lines) => {
    // The last lead but one has the key of the first.
    const last = lines.length - 3;
    const key = lines[1]!.split(",")[0]!;
    lines[last] = lines[last]!.replace(/^[^,]*/, key);
  });
  const alone = await opened(dashboard, host, folder, "alone");
  const two = await opened(dashboard, host, folder, "none");
  expect(two.said).toEqual([reads, reads, "second: a part", begins]);
  expect(two.figures).toEqual(alone.figures);
  expect([...two.figures[1]!.values()].join()).toContain("lead_id");
});

test("a file that is two tables is read by one", async ({ dashboard, host }) => {
  const folder = without(
    "twice",
    (lines) => {
      const complaint = (row: number) => (row === 0 ? "complaint_id,received_at" : `C${row},2026-01-05`);
      lines.forEach((line, row) => line && (lines[row] = `${line.trimEnd()},${complaint(row)}`));
    },
    (tables) => {
      tables.find((table) => table.name === "complaints")!.path = "leads.csv";
    },
  );
  const two = await opened(dashboard, host, folder, "none");
  expect(two.said).not.toContain(begins);
  const alone = await opened(dashboard, host, folder, "alone");
  expect(two.figures).toEqual(alone.figures);
});

for (const change of ["ends", "hangs", "breaks"] as const) {
  test(`a second worker that ${change} is done without`, async ({ dashboard, host, page }) => {
    const { said, figures } = await opened(dashboard, host, without(change), change);
    expect(said.filter((word) => word === reads)).toHaveLength(2);
    expect(said).not.toContain("second: a part");
    expect(figures[0]!.get("leads")).toBe(await figure("#/overview", "leads", large()));
    await expect.poll(() => page.workers().length).toBe(1);
  });
}
