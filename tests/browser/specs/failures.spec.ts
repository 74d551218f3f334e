import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { alert, expect, expected, shown, test } from "../support/failing.js";
import { changed, type Fault, flipped, reset, status } from "../support/host.js";
import { another, catalog, spoiled } from "../support/snapshots.js";

const second = catalog()[1]!;
const other = (file: string) => changed(() => readFileSync(path.join(another(), file)));
const cut = (part: number) => changed((bytes) => bytes.subarray(0, Math.floor(bytes.length * part)));

const faults: [string, string, Fault][] = [
  ["is not there", "leads.csv", status(404)],
  ["cannot be sent", "dealers.csv", status(500)],
  ["breaks off in the middle", "leads.csv", reset],
  ["is empty", "targets.csv", cut(0)],
  ["is half", "leads.csv", cut(0.5)],
  ["lacks its last byte", "spend.csv", changed((bytes) => bytes.subarray(0, -1))],
  ["has a flipped byte", "leads.csv", flipped(4321)],
  ["has a flipped byte", "datapackage.json", flipped(321)],
  ["is of another snapshot", "leads.csv", other("leads.csv")],
  ["is of another snapshot", "datapackage.json", other("datapackage.json")],
];

for (const [what, file, fault] of faults) {
  test(`the snapshot shown stays when ${file} of the next one ${what}`, async ({ dashboard, page, host, complaints }) => {
    const before = await shown(dashboard);
    host.faults.set(`/${path.basename(second.folder)}/${file}`, fault);
    await page.goto(`./#/overview?snapshot=${second.name}`);
    await expect(page.locator(alert)).toHaveCount(1);
    await expect(page.locator(alert)).toContainText(file);
    expect(await dashboard.figures()).toEqual(before);
    await expect(dashboard.html).toHaveAttribute("data-state", "ready");
    // It answers as before, and the next snapshot opens once the fault has gone.
    await page.goto(`./#/channels?snapshot=${second.name}&channel=website`);
    await expect(dashboard.html).toHaveAttribute("data-query", /channels/);
    host.faults.clear();
    await page.goto("./#/overview");
    await expect(page.locator(alert)).toHaveCount(0);
    await dashboard.answered("#/overview");
    expect(await dashboard.figures()).not.toEqual(before);
    expected(complaints, /console: Failed to load resource/);
  });
}

test("what was asked for ahead is given up with the reading", async ({ dashboard, page, host, complaints }) => {
  await shown(dashboard);
  // The leads are asked for at once and read last; here their host never answers.
  let asked = 0;
  const givenUp = new Promise<void>((resolve) =>
    host.faults.set(`/${path.basename(second.folder)}/leads.csv`, (response) => {
      asked++;
      response.on("close", resolve);
    }),
  );
  host.faults.set(`/${path.basename(second.folder)}/dealers.csv`, flipped(321));
  await page.goto(`./#/overview?snapshot=${second.name}`);
  await expect(page.locator(alert)).toContainText("dealers.csv");
  await givenUp;
  expect(asked).toBe(1);
  expected(complaints);
});

test("a table cut anywhere is refused", async ({ dashboard, page, host, complaints }) => {
  const before = await shown(dashboard);
  const file = `/${path.basename(second.folder)}/targets.csv`;
  for (let part = 1; part < 20; part++) {
    host.faults.set(file, cut(part / 20));
    await page.goto(`./#/overview?snapshot=${second.name}`);
    await expect(page.locator(alert)).toContainText("targets.csv");
    expect(await dashboard.figures(), `${part} of 20`).toEqual(before);
    await page.locator('[data-action="dismiss"]').click();
    await page.goto("./#/overview?snapshot=small");
    await dashboard.answered("#/overview?snapshot=small");
  }
  expected(complaints);
});

test("a snapshot that needs too much memory is refused with the estimate, before a byte of it is fetched", async ({ dashboard, page, host }) => {
  host.offer(
    "huge",
    spoiled("huge", (folder) => {
      const file = path.join(folder, "datapackage.json");
      const descriptor = JSON.parse(readFileSync(file, "utf8"));
      for (const resource of descriptor.resources) if (resource.name === "leads") resource.bytes = 9e9;
      delete descriptor.dealerscope.controls;
      writeFileSync(file, JSON.stringify(descriptor));
    }),
  );
  const before = await shown(dashboard);
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto("./#/overview?snapshot=huge");
  await expect(page.locator(alert)).toContainText(/leads\.csv: the snapshot needs about 14\.\d GB of memory, and \d\.\d GB are there/);
  expect(fetched.filter((url) => url.includes("/huge/") && url.endsWith(".csv"))).toEqual([]);
  expect(await dashboard.figures()).toEqual(before);
  await expect(dashboard.html).toHaveAttribute("data-state", "ready");
});

for (const file of ["app.js", "app_bg.wasm", "worker.js", "worker_bg.wasm"]) {
  test(`${file} of another build is said in one error and not run`, async ({ page, host, complaints }) => {
    host.faults.set(`/${file}`, flipped(1000));
    await page.goto("./#/overview");
    await expect(page.locator(alert)).toHaveCount(1);
    await expect(page.locator(alert)).toHaveAttribute("data-error", "stale");
    await expect(page.locator(alert)).toContainText(file);
    await expect(page.locator("html")).toHaveAttribute("data-state", "error");
    // The way out that it offers leads out.
    host.faults.clear();
    await page.locator(alert).getByRole("button").click();
    await expect(page.locator("html")).toHaveAttribute("data-state", "ready");
    expected(complaints);
  });
}

test("what a cache kept of another build is fetched anew", async ({ dashboard, host, complaints }) => {
  const asked: string[] = [];
  for (const file of ["app_bg.wasm", "worker.js"]) {
    host.faults.set(`/${file}`, (response, bytes) => {
      asked.push(file);
      response.setHeader("Cache-Control", "max-age=3600");
      response.end(asked.filter((f) => f === file).length === 1 ? Buffer.from("of another build") : bytes);
    });
  }
  await dashboard.open("#/overview");
  expect(asked.filter((f) => f === "app_bg.wasm")).toHaveLength(2);
  expected(complaints);
});

test("storage that is full is not missed", async ({ dashboard, page, host, complaints }) => {
  const session = await page.context().newCDPSession(page);
  // A quota of nothing at all would lift it.
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(host.url).origin, quotaSize: 1 });
  const before = await shown(dashboard);
  // Nothing can be kept here: what is written all the same is refused.
  const kept = await page.evaluate(async () => {
    const cache = await caches.open("full");
    const written = cache.put("/full", new Response("x".repeat(1 << 20)));
    return written.then(() => "kept", (error: DOMException) => error.name);
  });
  expect(kept).toBe("QuotaExceededError");
  await dashboard.visit("dealers");
  await dashboard.asks(() => page.goto("./#/overview?snapshot=small&channel=website"));
  expect(Number(await dashboard.figure("leads"))).toBeLessThan(Number(before.get("leads")));
  await dashboard.open(`#/overview?snapshot=${second.name}`);
  expect(await dashboard.figures()).not.toEqual(before);
  await expect(page.locator(alert)).toHaveCount(0);
  expected(complaints);
});

test("storage that is forbidden is not missed", async ({ dashboard, page, complaints }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("forbidden", "SecurityError");
        },
      });
    }
    Object.defineProperty(document, "cookie", {
      get: () => {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
  });
  await shown(dashboard);
  await dashboard.visit("dealers");
  expected(complaints);
});
