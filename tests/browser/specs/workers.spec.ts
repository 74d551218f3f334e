import type { Page } from "@playwright/test";
import { figure } from "../support/answers.js";
import { Dashboard } from "../support/dashboard.js";
import { alert, expect, expected, test, withBrowser } from "../support/failing.js";
import { small, zipped } from "../support/snapshots.js";

const fragment = "#/channels?period=last12&channel=website&snapshot=small";

/** Notes from now on when the page says how it stands. */
async function noted(page: Page): Promise<() => Promise<{ state: string; at: number }[]>> {
  await page.evaluate(() => {
    const notes: { state: string; at: number }[] = [];
    Object.assign(window, { notes });
    let last = document.documentElement.dataset.state;
    new MutationObserver(() => {
      const state = document.documentElement.dataset.state!;
      if (state !== last) notes.push({ state, at: performance.now() });
      last = state;
    }).observe(document.documentElement, { attributeFilter: ["data-state"] });
  });
  return () => page.evaluate(() => (window as unknown as { notes: { state: string; at: number }[] }).notes);
}

/** Runs a script in the page's worker without waiting for its end. */
async function inWorker(page: Page, script: string): Promise<void> {
  await page.workers().at(-1)!.evaluate(`void setTimeout(() => { ${script} })`);
}

/** Checks that the page is back as it was, within three seconds of the worker's loss, and answers. */
async function back(dashboard: Dashboard, before: Map<string, string>, notes: () => Promise<{ state: string; at: number }[]>) {
  await expect.poll(async () => (await notes()).map((n) => n.state).join(), { timeout: 60_000 }).toMatch(/loading,ready$/);
  const [lost, found] = (await notes()).slice(-2);
  expect(found!.at - lost!.at).toBeLessThan(3000);
  // Whoever comes late to the loss finds the answer to another question there first.
  await dashboard.answered(fragment);
  expect(await dashboard.figures()).toEqual(before);
  await dashboard.asks(() => dashboard.chip("channel").first().click());
  expect(await dashboard.figure("leads")).toBe(await figure("#/channels?period=last12", "leads", small()));
}

test("a worker that ends is followed by another, with filter and page as they were", async ({ dashboard, page, complaints }) => {
  await dashboard.open(fragment);
  const before = await dashboard.figures();
  const notes = await noted(page);
  await inWorker(page, "throw new WebAssembly.RuntimeError('unreachable')");
  await back(dashboard, before, notes);
  expect(page.workers()).toHaveLength(1);
  await expect(page.locator(alert)).toHaveCount(0);
  expected(complaints, /unreachable/);
});

test("so is one that answers no more", async ({ dashboard, page, complaints }) => {
  await dashboard.open(fragment);
  const before = await dashboard.figures();
  const notes = await noted(page);
  await inWorker(page, "for (;;);");
  // A question finds it out; the answer comes from the worker that follows.
  await page.goto(`./${fragment.replace("website", "event")}`);
  await expect.poll(async () => (await notes()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  await page.goto(`./${fragment}`);
  await back(dashboard, before, notes);
  await expect.poll(() => page.workers().length).toBe(1);
  expected(complaints);
});

test("so is one that says what nobody understands", async ({ dashboard, page, complaints }) => {
  await dashboard.open(fragment);
  const before = await dashboard.figures();
  for (const garbage of ["'word'", "new Uint8Array([255, 255, 255])", "{ id: 1 }", "null"]) {
    const notes = await noted(page);
    await inWorker(page, `postMessage(${garbage})`);
    await expect.poll(async () => (await notes()).map((n) => n.state).join()).toMatch(/loading,ready$/);
    expect(await dashboard.figures()).toEqual(before);
    // An answer in between: only workers that end one after the other wear the page's patience out.
    await dashboard.asks(() => page.goto(`./${fragment.replace("website", "event")}`));
    await dashboard.asks(() => page.goto(`./${fragment}`));
  }
  expected(complaints);
});

test("a worker that ends while it opens a snapshot leaves the one before", async ({ dashboard, page, host, complaints }) => {
  await dashboard.open(fragment);
  const before = await dashboard.figures();
  let held = () => {};
  const holding = new Promise<void>((resolve) => (held = resolve));
  host.faults.set("/sample/leads.csv", (response, bytes) => {
    response.write(bytes.subarray(0, 1000));
    held();
  });
  await page.goto("./#/channels?period=last12&channel=website");
  await holding;
  await expect(page.getByRole("progressbar")).toBeVisible();
  // The leads are asked for at once and read last: what was read stands still once they alone are waited for.
  const read = page.locator("[data-opening] .figures");
  const still = async () => {
    const before = await read.textContent();
    await page.waitForTimeout(500);
    return before !== "" && before === (await read.textContent());
  };
  await expect.poll(still).toBe(true);
  await inWorker(page, "throw new WebAssembly.RuntimeError('unreachable')");
  await expect(page.locator(alert)).toHaveAttribute("data-error", "stopped");
  await expect(page.locator(alert)).toContainText("leads.csv");
  await expect(dashboard.html).toHaveAttribute("data-state", "ready");
  expect(await dashboard.figures()).toEqual(before);
  await dashboard.visit("dealers");
  expected(complaints, /unreachable/);
});

test("workers that end one after the other are not started for ever", async ({ dashboard, page, host, complaints }) => {
  await dashboard.open(fragment);
  const before = await dashboard.figures();
  // Each worker finds the file, stops in the middle of it, and ends.
  host.faults.set("/small/leads.csv", (response, bytes) => {
    response.write(bytes.subarray(0, 1000));
    setTimeout(() => void inWorker(page, "throw new WebAssembly.RuntimeError('unreachable')").catch(() => {}), 100);
  });
  await inWorker(page, "throw new WebAssembly.RuntimeError('unreachable')");
  await expect(page.locator(alert)).toHaveAttribute("data-error", "stopped");
  await expect(page.locator(alert)).toHaveCount(1);
  expect(await dashboard.figures()).toEqual(before);
  host.faults.clear();
  await page.locator('[data-action="retry"]').click();
  await expect(page.locator(alert)).toHaveCount(0);
  await dashboard.visit("dealers");
  expected(complaints, /unreachable/);
});

test("a worker without memory for the next snapshot is followed by one with the snapshot before", async ({ host }) => {
  // 12 MB: enough for the small snapshot, not for the sample.
  await withBrowser(["--js-flags=--wasm-max-mem-pages=192"], async (page) => {
    const dashboard = new Dashboard(page);
    await page.goto(`${host.url}${fragment}`);
    await dashboard.answered(fragment);
    const before = await dashboard.figures();
    await page.goto(`${host.url}#/channels?period=last12&channel=website`);
    await expect(page.locator(alert)).toHaveAttribute("data-error", "stopped");
    await expect(page.locator(alert)).toContainText("leads.csv");
    await expect(dashboard.html).toHaveAttribute("data-state", "ready");
    expect(await dashboard.figures()).toEqual(before);
    await dashboard.visit("dealers");
  });
});

test("a dropped snapshot is read once more when its worker has ended", async ({ dashboard, page, complaints }) => {
  await dashboard.open("#/overview?snapshot=small");
  await page.locator('input[type="file"]:not([webkitdirectory])').first().setInputFiles(zipped(small()));
  await expect(page.locator("[data-local]")).toHaveCount(1);
  await dashboard.answered();
  const before = await dashboard.figures();
  const notes = await noted(page);
  await inWorker(page, "throw new WebAssembly.RuntimeError('unreachable')");
  await expect.poll(async () => (await notes()).map((n) => n.state).join()).toMatch(/loading,ready$/);
  expect(await dashboard.figures()).toEqual(before);
  await expect(page.locator("[data-local]")).toHaveCount(1);
  expected(complaints, /unreachable/);
});

test("a page that was hidden and frozen goes on when it is seen again", async ({ dashboard, page, context, complaints }) => {
  await dashboard.open(fragment);
  const session = await context.newCDPSession(page);
  for (const state of ["frozen", "active"] as const) await session.send("Page.setWebLifecycleState", { state });
  const other = await context.newPage();
  await other.bringToFront();
  await page.waitForTimeout(3000);
  await page.bringToFront();
  await other.close();
  await dashboard.visit("dealers");
  expect(page.workers()).toHaveLength(1);
  await expect(page.locator(alert)).toHaveCount(0);
  expected(complaints);
});

test("a page without a secure connection verifies its files all the same", async ({ host }) => {
  await withBrowser(["--host-resolver-rules=MAP plain.example 127.0.0.1"], async (page) => {
    const url = `http://plain.example:${host.port}/`;
    await page.goto(`${url}#/overview?snapshot=small`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await new Dashboard(page).answered("#/overview?snapshot=small");
    host.faults.set("/worker_bg.wasm", (response, bytes) => response.end(Buffer.concat([bytes, Buffer.from([0])])));
    await page.reload();
    await expect(page.locator(alert)).toHaveAttribute("data-error", "stale");
    await expect(page.locator(alert)).toContainText("worker_bg.wasm");
  });
});
