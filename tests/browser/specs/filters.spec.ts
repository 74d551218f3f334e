import { column, figure } from "../support/answers.js";
import type { Dashboard } from "../support/dashboard.js";
import { catalog } from "../support/snapshots.js";
import { expect, test } from "../support/test.js";

const opening = "#/overview?period=last12";

/** What is painted is the answer to what the link now asks. */
async function equalsCommandLine(dashboard: Dashboard): Promise<void> {
  const fragment = await dashboard.query();
  for (const id of ["leads", "orders"]) {
    expect(await dashboard.figure(id), `${id} of ${fragment}`).toBe(await figure(fragment, id));
  }
}

const choices: Record<string, string[]> = {
  period: ["ytd", "qtd", "mtd", "all", "last12"],
  compare: ["year", "none", "previous"],
  basis: ["activity", "cohort"],
};

for (const [key, values] of Object.entries(choices)) {
  test(`${key} is chosen from a list`, async ({ dashboard }) => {
    await dashboard.open(opening);
    const written: (string | null)[] = [];
    for (const value of values) {
      await dashboard.asks(() => dashboard.filter(key).selectOption(value));
      written.push(await dashboard.asked(key));
      await equalsCommandLine(dashboard);
    }
    // The last of each list is what stands in no link; "all" is no period at all.
    const plain = { all: null, previous: null, cohort: null } as Record<string, null>;
    expect(written).toEqual(values.map((value) => (value in plain ? null : value)));
  });
}

test("a period of one's own goes from month to month", async ({ dashboard }) => {
  await dashboard.open(opening);
  await dashboard.asks(() => dashboard.filter("period").selectOption("custom"));
  expect(await dashboard.asked("period")).toBe("2025-07..2026-06");
  await dashboard.asks(() => dashboard.filter("period-from").selectOption("2026-02"));
  await dashboard.asks(() => dashboard.filter("period-to").selectOption("2026-04"));
  expect(await dashboard.asked("period")).toBe("2026-02..2026-04");
  await equalsCommandLine(dashboard);
});

for (const key of ["channel", "series", "origin", "kind", "temperature"]) {
  test(`${key} is ticked, shown as a chip, and taken off by it`, async ({ dashboard }) => {
    await dashboard.open(opening);
    await dashboard.filter(key).locator("summary").click();
    const boxes = dashboard.filter(key).locator('input[type="checkbox"]');
    const value = await boxes.first().inputValue();
    await dashboard.asks(() => boxes.first().check());
    expect(await dashboard.asked(key)).toBe(value);
    await expect(dashboard.chip(key)).toHaveCount(1);
    await equalsCommandLine(dashboard);

    await dashboard.asks(() => boxes.nth(1).check());
    await expect(dashboard.chip(key)).toHaveCount(2);
    await equalsCommandLine(dashboard);

    await dashboard.asks(() => dashboard.chip(key).first().click());
    await dashboard.asks(() => dashboard.chip(key).first().click());
    expect(await dashboard.query()).toBe(opening);
    await expect(boxes.first()).not.toBeChecked();
  });
}

/** One place of each level that lies in the next, with the words to search it by. */
async function places(): Promise<Record<string, { value: string; search: string }>> {
  const [region] = await column("#/regions", "regions", "key");
  const inside = `#/dealers?region=${region}`;
  const first = async (id: string) => (await column(inside, "dealers", id))[0]!;
  const [center] = await column(`#/regions?region=${region}`, "regions", "key");
  return {
    region: { value: region!, search: region! },
    center: { value: center!, search: center! },
    province: { value: await first("province"), search: await first("province") },
    city: { value: await first("city"), search: await first("city") },
    dealer: { value: await first("dealer_id"), search: await first("name") },
  };
}

for (const key of ["region", "center", "province", "city", "dealer"]) {
  test(`${key} is found by searching the places`, async ({ dashboard }) => {
    const place = (await places())[key]!;
    await dashboard.open(opening);
    await dashboard.filter("place").locator("summary").first().click();
    await dashboard.filter("place-search").fill(place.search);
    const box = dashboard.filter("place").locator(`input[data-filter="${key}"][value="${place.value}"]`);
    await dashboard.asks(() => box.first().check());
    expect(await dashboard.asked(key)).toBe(place.value);
    await expect(dashboard.chip(key)).toHaveCount(1);
    await equalsCommandLine(dashboard);
  });
}

test("the tree of places opens down to the dealer", async ({ dashboard }) => {
  await dashboard.open(opening);
  await dashboard.filter("place").locator("summary").first().click();
  const tree = dashboard.filter("place").locator("ul.places");
  for (const level of ["region", "center", "province", "city"]) {
    const branch = tree.locator("li").filter({ has: dashboard.page.locator(`input[data-filter="${level}"]`) }).last();
    await branch.locator('button[aria-expanded="false"]').first().click();
  }
  const dealer = tree.locator('input[data-filter="dealer"]').first();
  await dashboard.asks(() => dealer.check());
  await expect(dashboard.chip("dealer")).toHaveCount(1);
  await equalsCommandLine(dashboard);
});

test("reset takes every filter off at once", async ({ dashboard, page }) => {
  await dashboard.open("#/channels?period=ytd&region=华东&channel=event,website&kind=person");
  await expect(page.locator("[data-chip]")).toHaveCount(4);
  await dashboard.asks(() => page.locator('[data-action="reset"]').click());
  expect(await dashboard.query()).toBe("#/channels?period=last12");
  await expect(page.locator("[data-chip]")).toHaveCount(0);
});

test("filters stay on the way from page to page", async ({ dashboard }) => {
  await dashboard.open("#/overview?period=ytd&channel=website");
  await dashboard.visit("dealers");
  expect(await dashboard.query()).toBe("#/dealers?period=ytd&channel=website");
});

test("filters that leave nothing say so, and how to get out", async ({ dashboard, page }) => {
  const [dealer] = await column("#/dealers", "dealers", "dealer_id");
  const [own] = await column("#/dealers", "dealers", "region");
  const other = (await column("#/regions", "regions", "key")).find((key) => key !== "" && key !== own);
  await dashboard.open(`#/channels?region=${other}&dealer=${dealer}`);
  await expect(page.locator("[data-empty]")).toBeVisible();
  await dashboard.asks(() => page.locator('[data-action="reset"]').first().click());
  await expect(page.locator("[data-empty]")).toHaveCount(0);
});

test("the other snapshot of the site is chosen from a list, and kept in the link", async ({ dashboard, page }) => {
  const older = catalog()[1]!;
  await dashboard.open("#/overview");
  await dashboard.asks(() => dashboard.filter("snapshot").selectOption(older.name));
  expect(await dashboard.asked("snapshot")).toBe(older.name);
  const leads = await figure("#/overview", "leads", older.folder);
  await expect(page.locator('[data-figure="leads"]')).toHaveAttribute("data-value", leads);
  await page.reload();
  await dashboard.answered();
  await expect(page.locator('[data-figure="leads"]')).toHaveAttribute("data-value", leads);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("the filters open on demand and work", async ({ dashboard, page }) => {
    await dashboard.open(opening);
    await expect(dashboard.filter("basis")).toBeHidden();
    await page.locator(".filters-turn").click();
    await dashboard.asks(() => dashboard.filter("basis").selectOption("activity"));
    await dashboard.filter("channel").locator("summary").click();
    await dashboard.asks(() => dashboard.filter("channel").getByRole("checkbox").first().check());
    expect(await dashboard.sidewaysScroll()).toBeLessThanOrEqual(0);
    await equalsCommandLine(dashboard);
  });
});
