import { answer, read, type Answer, type Table } from "../support/answers.js";
import type { Dashboard, ShownTable } from "../support/dashboard.js";
import { expect, test } from "../support/test.js";

/** Every page under each kind of filter, period, comparison and basis. */
const fragments = [
  "#/overview",
  "#/overview?period=last12",
  "#/overview?period=ytd&compare=year&basis=activity",
  "#/overview?period=mtd&compare=none&channel=website,showroom",
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
];

/** Rows as text, so that they can be compared without their order: a reader may sort them. */
function rows(table: Table, columns: string[]): string[] {
  const places = columns.map((id) => table.columns.findIndex((column) => column.id === id));
  return table.rows.map((row) => JSON.stringify(places.map((place) => row[place] ?? null)));
}

function shownRows(shown: ShownTable, table: Table): string[] {
  const unit = new Map(table.columns.map((column) => [column.id, column.unit]));
  return shown.rows.map((row) =>
    JSON.stringify(shown.columns.map((id) => read(row.get(id) ?? "", unit.get(id) ?? "text"))),
  );
}

async function compare(dashboard: Dashboard, expected: Answer): Promise<void> {
  const figures = await dashboard.figures();
  expect(figures.size).toBeGreaterThan(5);
  for (const [id, raw] of figures) {
    const figure = expected.figures.find((f) => f.id === id);
    expect(figure, `the answer has the figure ${id}`).toBeDefined();
    expect(read(raw, figure!.unit), `figure ${id}`).toBe(figure!.value);
  }
  await dashboard.showAllTables();
  const tables = await dashboard.tables();
  expect(tables.length).toBeGreaterThan(1);
  for (const shown of tables) {
    const table = expected.tables.find((t) => t.id === shown.id);
    expect(table, `the answer has the table ${shown.id}`).toBeDefined();
    const known = table!.columns.map((column) => column.id);
    expect(known, `columns of ${shown.id}`).toEqual(expect.arrayContaining(shown.columns));
    expect(shownRows(shown, table!).sort(), `rows of ${shown.id}`).toEqual(rows(table!, shown.columns).sort());
  }
}

for (const fragment of fragments) {
  test(`the page equals the command line: ${fragment}`, async ({ dashboard }) => {
    await dashboard.open(fragment);
    await compare(dashboard, await answer(fragment));
  });
}

test("the page equals the command line for the profile of one dealer", async ({ dashboard }) => {
  const ranking = (await answer("#/dealers?period=last12")).tables.find((t) => t.id === "dealers")!;
  const place = ranking.columns.findIndex((column) => column.id === "dealer_id");
  const fragment = `#/dealers?period=last12&dealer=${ranking.rows[0]![place]}`;
  await dashboard.open(fragment);
  const profile = await answer(fragment);
  expect(profile.tables.map((t) => t.id)).toContain("profile_funnel");
  await compare(dashboard, profile);
});
