import { type Damage, lengths, notRefused } from "../support/damage.js";
import { small } from "../support/snapshots.js";
import { expect, test } from "../support/test.js";

/** Places in a file that lie far apart and fall on every bit of a byte. */
const places = (length: number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor((i * 7919 + 13 * Math.floor(i / 8)) % length));

const of = (how: Damage["how"], count: number): Damage[] =>
  lengths(small()).flatMap(([file, length], _, all) =>
    places(length, Math.ceil(count / all.length)).map((at) => ({ file, at, how })),
  );

for (const [what, damages] of [
  ["tables cut short at a hundred places", () => of("cut", 100)],
  ["tables with a thousand flipped bytes, one at a time", () => of("flip", 1000)],
] as const) {
  test(`${what} are refused each, and the snapshot shown stays`, async ({ dashboard, page }) => {
    test.setTimeout(900_000);
    await dashboard.open("#/overview");
    const before = await dashboard.figures();
    expect(damages().length).toBeGreaterThanOrEqual(what.includes("thousand") ? 1000 : 100);
    expect(await notRefused(page, small(), damages())).toEqual([]);
    expect(await dashboard.figures()).toEqual(before);
    await expect(dashboard.html).toHaveAttribute("data-state", "ready");
    await expect(page.locator("[data-local]")).toHaveCount(0);
    // The worker that has refused them all still answers.
    await dashboard.visit("channels");
  });
}
