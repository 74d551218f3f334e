import { expect, test } from "../support/test.js";

test("a link opens just what it says", async ({ dashboard }) => {
  const fragment = "#/channels?period=2026-01..2026-03&compare=year&basis=activity&region=华东&channel=website";
  await dashboard.open(fragment);
  for (const key of ["region", "channel"]) {
    await expect(dashboard.chip(key).first()).toBeVisible();
  }
  await dashboard.page.reload();
  await dashboard.answered(fragment);
});

test("Back and Forward go through what was asked", async ({ dashboard, page }) => {
  await dashboard.open("#/overview?period=last12");
  await dashboard.visit("regions");
  await dashboard.visit("channels");
  await dashboard.asks(() => page.goBack());
  expect(await dashboard.query()).toBe("#/regions?period=last12");
  await dashboard.asks(() => page.goBack());
  expect(await dashboard.query()).toBe("#/overview?period=last12");
  await dashboard.asks(() => page.goForward());
  expect(await dashboard.query()).toBe("#/regions?period=last12");
});

for (const heard of [true, false]) {
  const when = heard ? "still being opened" : "there before the worker hears of it";
  test(`whoever goes back from a snapshot that is ${when} stays with the one shown`, async ({ dashboard, page }) => {
    await page.addInitScript(() => {
      window.Worker = class extends Worker {
        override postMessage(...message: unknown[]) {
          if (document.documentElement.title !== "deaf") super.postMessage(...(message as [unknown]));
        }
      };
    });
    const hears = (yes: boolean) => page.evaluate((yes) => void (document.documentElement.title = yes ? "" : "deaf"), yes);
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/sample-2026-05/leads.csv", async (route) => {
      await gate;
      await route.continue().catch(() => {});
    });
    await dashboard.open("#/overview?period=last12");
    const before = await dashboard.figures();
    await page.evaluate(() => (location.hash = "#/overview?period=last12&snapshot=sample-2026-05-31"));
    await expect(page.getByRole("progressbar")).toBeVisible();
    await hears(heard);
    await page.goBack();
    if (heard) await expect(page.getByRole("progressbar")).toHaveCount(0);
    await page.waitForTimeout(300);
    await hears(true);
    release();
    await page.waitForTimeout(1_500);
    await dashboard.answered("#/overview?period=last12");
    expect(await dashboard.figures()).toEqual(before);
  });
}

test("what a link says that is not known is left out, and said", async ({ dashboard, page }) => {
  await page.goto("./#/channels?period=last12&channel=carrier_pigeon&colour=red&basis=sideways");
  await dashboard.answered();
  await expect(page.getByText("carrier_pigeon").first()).toBeVisible();
  await expect(page.getByText("colour").first()).toBeVisible();
  expect(Number(await dashboard.figure("leads"))).toBeGreaterThan(0);
});

test("a fragment without sense opens a page all the same", async ({ dashboard, page }) => {
  for (const fragment of ["#/nowhere", "#%%%", "#/dealers?dealer=", "#/regions?period=2026-13..1999-01&sort=-"]) {
    await page.goto(`./${fragment}`);
    await page.reload();
    await dashboard.answered();
    expect((await dashboard.figures()).size).toBeGreaterThan(5);
  }
});
