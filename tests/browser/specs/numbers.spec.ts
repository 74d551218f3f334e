import { answer, canonical, column, raw, type Answer, type Table } from "../support/answers.js";
import type { Dashboard, ShownTable } from "../support/dashboard.js";
import { expect, test } from "../support/test.js";

/** Every page under each kind of filter, period, comparison and basis. */
const fragments = [
  "#/overview",
  "#/overview?period=last12",
  "#/overview?period=ytd&compare=year&basis=activity",
  "#/overview?period=mtd&compare=none&channel=showroom,website",
  "#/overview?period=last12&region=华东",
  "#/regions",
  "#/regions?period=last12&compare=year",
  "#/regions?period=qtd&basis=activity&region=华东",
  "#/regions?period=last12&province=广东",
  "#/regions?period=last12&channel=referral&temperature=closed",
  "#/channels",
  "#/channels?period=last12",
  "#/channels?period=ytd&basis=activity",
  "#/channels?period=last12&region=华东,华南&kind=company",
  "#/channels?period=last12&channel=event&origin=hq",
  "#/dealers?period=last12",
  "#/dealers?period=ytd&compare=year&basis=activity&region=华东",
  "#/dealers?period=last12&province=江苏&channel=website",
  "#/data",
  "#/data?period=last12&basis=activity&region=华东",
];

/** Rows as text, so that they can be compared without their order: the ranking has one of its own. */
function rows(table: Table, columns: string[]): string[] {
  const places = columns.map((id) => table.columns.findIndex((column) => column.id === id));
  return table.rows.map((row) => line(places.map((place) => raw(row[place] ?? null)))).sort();
}

function shownRows(shown: ShownTable): string[] {
  return shown.rows.map((row) => line(shown.columns.map((id) => row.get(id) ?? "(no such cell)"))).sort();
}

/** The first few rows that one side has and the other has not; a table may have hundreds. */
function difference(page: string[], commandLine: string[]): string[] {
  const only = (some: string[], others: string[]) => {
    const left = [...others];
    return some.filter((row) => {
      const at = left.indexOf(row);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const few = (rows: string[], side: string) => rows.slice(0, 3).map((row) => `${side} of ${rows.length}: ${row}`);
  return [...few(only(page, commandLine), "page only"), ...few(only(commandLine, page), "command line only")];
}

function line(cells: string[]): string {
  return cells.map(canonical).join(" | ");
}

async function compare(dashboard: Dashboard, expected: Answer): Promise<void> {
  const figures = await dashboard.figures();
  expect(figures.size).toBeGreaterThanOrEqual(5);
  for (const [id, shown] of figures) {
    const figure = expected.figures.find((f) => f.id === id);
    expect(figure, `the answer has the figure ${id}`).toBeDefined();
    expect(canonical(shown), `figure ${id}`).toBe(raw(figure!.value));
  }
  await dashboard.showEverything();
  const tables = await dashboard.tables();
  expect(tables.length).toBeGreaterThan(1);
  // The problems one by one are no table of an answer; a spec of their own holds them against `check`.
  for (const shown of tables.filter((table) => table.id !== "problems")) {
    const table = expected.tables.find((t) => t.id === shown.id);
    expect(table, `the answer has the table ${shown.id}`).toBeDefined();
    const known = table!.columns.map((column) => column.id);
    expect(known, `columns of ${shown.id}`).toEqual(expect.arrayContaining(shown.columns));
    expect(difference(shownRows(shown), rows(table!, shown.columns)), `rows of ${shown.id}`).toEqual([]);
  }
}

for (const fragment of fragments) {
  test(`the page equals the command line: ${fragment}`, async ({ dashboard }) => {
    await dashboard.open(fragment);
    await compare(dashboard, await answer(fragment));
  });
}

test("the page equals the command line for the profile of one dealer", async ({ dashboard }) => {
  const [best] = await column("#/dealers?period=last12", "dealers", "dealer_id");
  const fragment = `#/dealers?period=last12&dealer=${best}`;
  await dashboard.open(fragment);
  const profile = await answer(fragment);
  expect(profile.tables.map((t) => t.id)).toContain("profile_funnel");
  await compare(dashboard, profile);
});
