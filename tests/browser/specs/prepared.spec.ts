import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page, Route } from "@playwright/test";
import { figure } from "../support/answers.js";
import { root } from "../support/machine.js";
import { noted } from "../support/speed.js";
import { expect, test } from "../support/test.js";

const opening = "#/overview?period=last12&basis=activity";

/** Holds the answers to these addresses back until it is told to let them through. */
async function held(page: Page, address: string): Promise<() => void> {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await gate;
    await route.continue();
  });
  return release;
}

const frame = (page: Page) => page.locator("html").getAttribute("data-frame");
const prepared = (page: Page) => expect(page.locator("html")).toHaveAttribute("data-frame", "prepared");
const asked = (page: Page) => {
  const files: string[] = [];
  page.on("request", (request) => files.push(new URL(request.url()).pathname.split("/").at(-1)!));
  return files;
};

/** Waits until the app stands and the worker reads the tables, and says that no figure is shown. */
async function unprepared(page: Page): Promise<void> {
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.waitForTimeout(500);
  expect(await frame(page)).toBe("top");
  await expect(page.locator("[data-figure]")).toHaveCount(0);
}

for (const fragment of ["", `${opening}&lang=zh&theme=dark`]) {
  test(`the first figures are painted before the engine is there: ${fragment || "no fragment"}`, async ({ dashboard, page }) => {
    await noted(page);
    const release = await held(page, "**/worker_bg.wasm*");
    await page.goto(`./${fragment}`);
    await prepared(page);
    expect(await dashboard.figure("orders")).toBe(await figure(opening, "orders"));
    // It is still being opened, and says so.
    await expect(dashboard.html).toHaveAttribute("data-state", "loading");
    await expect(page.getByRole("progressbar")).toBeVisible();
    const before = await dashboard.figures();
    const kept = await page.locator("figure[data-chart] canvas").first().elementHandle();
    const draws = () =>
      page.locator("figure[data-chart] canvas").evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).draws));
    await expect.poll(draws).toEqual([1, 1, 1]);
    release();
    await dashboard.answered(fragment || opening);
    expect(await frame(page)).toBe("whole");
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    expect(await dashboard.figures()).toEqual(before);
    expect(await kept!.evaluate((canvas) => canvas.isConnected)).toBe(true);
    // What the engine has to add changes nothing, so that nothing is drawn again.
    await page.waitForTimeout(300);
    expect(await draws()).toEqual([1, 1, 1]);
  });
}

/** The findings that the page holds itself, as far as they can be read. */
const said = (page: Page) => page.locator(".said h2:visible");

/** The line about the answer, each sentence on the page and its evidence: what it says, and where it stands. */
const sentences = (page: Page, within: string) =>
  page.locator(`${within} :is(.kicker, li > *, strong, .link):visible`).evaluateAll((all) =>
    all.map((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [part.textContent, ...[left, top + scrollY, width, height].map(Math.round)];
    }),
  );

for (const [lang, theme, width] of [["zh", "dark", 1440], ["en", "light", 768], ["en", "dark", 360]] as const) {
  test(`findings can be read before any module is there, and stay where they are: ${lang}, ${width}`, async ({ dashboard, page }) => {
    await page.setViewportSize({ width, height: 900 });
    const release = await held(page, "**/*.wasm*");
    await page.goto(`./${opening}&lang=${lang}&theme=${theme}`);
    await expect(said(page)).toHaveCount(1);
    await expect(page.getByRole("main")).toHaveCount(0);
    const before = await sentences(page, ".said");
    expect(before.length).toBeGreaterThan(5);
    const line = await page.locator(".context .said p:visible").textContent();
    release();
    await dashboard.answered(`${opening}&lang=${lang}&theme=${theme}`);
    await expect(said(page)).toHaveCount(0);
    expect(await sentences(page, "main :is(.context, .findings)")).toEqual(before);
    expect(await page.locator("main .context").textContent()).toBe(line);
    await expect(dashboard.html).not.toHaveAttribute("data-said");
  });
}

test("findings that the page holds go when the reader wants another page, though the answer is still on its way", async ({ dashboard, page }) => {
  const [answer, engine] = [await held(page, "**/opening.bin*"), await held(page, "**/worker_bg.wasm*")];
  await page.goto("./");
  await expect(said(page)).toHaveCount(1);
  await page.locator('[data-page="channels"]:visible').first().click();
  await expect(said(page)).toHaveCount(0);
  answer();
  engine();
  await dashboard.answered("#/channels?period=last12&basis=activity");
  await expect(dashboard.html).not.toHaveAttribute("data-said");
});

test("a language that the page does not speak shows nothing in two", async ({ page }) => {
  await held(page, "**/*.wasm*");
  await page.goto(`./${opening}&lang=de`);
  await expect(said(page)).toHaveCount(1);
});

test("findings that the page holds go when the link asks for something else", async ({ dashboard, page }) => {
  const release = await held(page, "**/*.wasm*");
  await page.goto("./");
  await expect(said(page)).toHaveCount(1);
  await page.evaluate(() => (location.hash = "#/channels"));
  await expect(said(page)).toHaveCount(0);
  await expect(page.locator(".skeleton")).toBeVisible();
  release();
  await dashboard.answered("#/channels");
});

/** How often the worker has asked for the script that starts the engine. */
function started(page: Page): () => number {
  const files = asked(page);
  // The page asks for it as well, to verify it.
  return () => files.filter((file) => file === "worker.js").length - 1;
}

for (const [what, act] of [
  ["is painted", null],
  ["is not waited for any more by whoever does something", (page: Page) => page.mouse.click(300, 300)],
] as const) {
  test(`the engine is started when the prepared answer ${what}`, async ({ dashboard, page }) => {
    // The page gives up waiting after two seconds, which a busy machine may take for less: here it does not.
    await page.addInitScript(() => {
      const later = window.setTimeout;
      window.setTimeout = ((then: () => void, time?: number) => (time === 2_000 ? 0 : later(then, time))) as typeof setTimeout;
    });
    const engine = started(page);
    const arrived = page.waitForResponse((response) => response.url().includes("worker_bg.wasm"));
    const release = await held(page, "**/app_bg.wasm*");
    await page.goto("./");
    await arrived;
    await page.waitForTimeout(700);
    expect(engine()).toBe(0);
    if (act) {
      await act(page);
      await expect.poll(engine).toBe(1);
    }
    release();
    await dashboard.answered(opening);
    expect(engine()).toBe(1);
  });
}

test("the engine does not wait for ever for what was prepared", async ({ dashboard, page }) => {
  const engine = started(page);
  const release = await held(page, "**/app_bg.wasm*");
  await page.goto("./");
  await expect.poll(engine).toBe(1);
  release();
  await dashboard.answered(opening);
});

test("what is asked before the engine is there is answered when it is", async ({ dashboard, page }) => {
  const release = await held(page, "**/worker_bg.wasm*");
  await page.goto("./");
  await prepared(page);
  const before = await dashboard.figure("orders");
  for (const basis of ["cohort", "activity", "cohort"]) await page.locator('select[data-filter="basis"]').selectOption(basis);
  await page.locator('[data-page="channels"]:visible').first().click();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "true");
  expect(await dashboard.figure("orders")).toBe(before);
  release();
  await dashboard.answered("#/channels?period=last12");
  expect(await dashboard.figure("orders")).toBe(await figure("#/channels?period=last12", "orders"));
});

test("problems that are asked for before the engine is there come when it is", async ({ dashboard, page }) => {
  const release = await held(page, "**/worker_bg.wasm*");
  await page.goto("./");
  await prepared(page);
  await page.locator('[data-action="problems"]').click();
  await expect(page.locator("[data-problems]")).toHaveAttribute("open");
  await expect(dashboard.table("problems").locator("tbody tr")).toHaveCount(0);
  release();
  await dashboard.answered(opening);
  await expect(dashboard.table("problems").locator("tbody tr").first()).toBeVisible();
});

for (const fragment of ["#/overview?period=last12", "#/channels?period=last12&basis=activity", `${opening}&against=sample-2026-05-31`]) {
  test(`nothing is prepared for ${fragment}`, async ({ page }) => {
    const files = asked(page);
    await held(page, "**/leads.csv");
    await page.goto(`./${fragment}`);
    await unprepared(page);
    await expect(said(page)).toHaveCount(0);
    expect(files).not.toContain("opening.bin");
  });
}

/** Sends what `change` makes of a file of the site's data, and its hash in the catalogue. */
async function replaced(page: Page, change: (descriptor: Record<string, unknown>) => void, hash: boolean): Promise<void> {
  const [catalog, folder] = [JSON.parse(readFileSync(path.join(root, "data/catalog.json"), "utf8")), path.join(root, "data/sample")];
  const descriptor = JSON.parse(readFileSync(path.join(folder, "datapackage.json"), "utf8"));
  change(descriptor);
  const text = JSON.stringify(descriptor);
  if (hash) catalog.snapshots[0].hash = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  const json = (body: string) => (route: Route) => route.fulfill({ body, contentType: "application/json" });
  await page.route("**/data/sample/datapackage.json", json(text));
  await page.route("**/data/catalog.json", json(JSON.stringify(catalog)));
}

test("the answer of a snapshot that was replaced is not shown", async ({ dashboard, page }) => {
  await replaced(page, (descriptor) => (descriptor.title = "another export"), true);
  const release = await held(page, "**/leads.csv");
  const files = asked(page);
  await page.goto("./");
  await unprepared(page);
  await expect(said(page)).toHaveCount(0);
  expect(files).toContain("opening.bin");
  release();
  await dashboard.answered(opening);
});

test("nor is it where the catalogue means another descriptor", async ({ page }) => {
  const held = readFileSync(path.join(root, "data/catalog.json"), "utf8").replace(/sha256:\w{4}/, "sha256:0000");
  await page.route("**/data/catalog.json", (route) => route.fulfill({ body: held, contentType: "application/json" }));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("datapackage.json");
  await expect(said(page)).toHaveCount(0);
  await expect(page.locator("[data-figure]")).toHaveCount(0);
});

for (const [what, change] of [
  ["has a flipped byte", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 999), Buffer.from([bytes[999]! ^ 4]), bytes.subarray(1000)])],
  ["is of another build", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
] as const) {
  test(`a prepared answer that ${what} is not used, and not missed`, async ({ dashboard, page }) => {
    const bytes = change(readFileSync(path.join(root, "dist/opening.bin")));
    await page.route("**/opening.bin*", (route) => route.fulfill({ body: bytes, contentType: "application/octet-stream" }));
    const release = await held(page, "**/leads.csv");
    await page.goto("./");
    await unprepared(page);
    release();
    await dashboard.answered(opening);
    expect(await dashboard.figure("orders")).toBe(await figure(opening, "orders"));
  });
}

test("what was prepared goes when the snapshot behind it cannot be read", async ({ dashboard, page, complaints }) => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/leads.csv", async (route) => {
    await gate;
    await route.fulfill({ status: 404, body: "" });
  });
  await page.goto("./");
  await prepared(page);
  release();
  await expect(dashboard.html).toHaveAttribute("data-state", "error");
  await expect(page.getByRole("alert")).toContainText("leads.csv");
  await expect(page.locator("[data-figure]")).toHaveCount(0);
  expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
  complaints.length = 0;
});

test("neither module waits for the other", async ({ dashboard, page }) => {
  for (const [one, other] of [["app_bg.wasm", "worker_bg.wasm"], ["worker_bg.wasm", "app_bg.wasm"]] as const) {
    const release = await held(page, `**/${one}*`);
    const arrived = page.waitForResponse((response) => response.url().includes(other));
    await page.goto("./");
    await arrived;
    release();
    await dashboard.answered(opening);
    await page.unrouteAll({ behavior: "wait" });
    await page.goto("about:blank");
  }
});
