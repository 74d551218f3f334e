import { expect, type Locator, type Page } from "@playwright/test";

export const pages = ["overview", "regions", "channels", "dealers", "data"] as const;
/** The pages that are drawn; the one about the data is told in tables. */
export const drawn = pages.filter((id) => id !== "data");
export type PageId = (typeof pages)[number];

/** A table on the page: raw cells by column, row by row. */
export interface ShownTable {
  id: string;
  columns: string[];
  rows: Map<string, string>[];
}

/** The dashboard as a reader uses it. */
export class Dashboard {
  readonly html: Locator;

  constructor(readonly page: Page) {
    this.html = page.locator("html");
  }

  /** Opens the site at a fragment, and waits for its answer to be painted. */
  async open(fragment = ""): Promise<void> {
    await this.page.goto(`./${fragment}`);
    await this.answered(fragment || undefined);
  }

  /** Waits until an answer is painted: the one to this fragment, or any. */
  async answered(fragment?: string): Promise<void> {
    // Both at one look: the page may be ready still for what it showed, and loading by the time it says what it shows now.
    const query = fragment === undefined ? '^="#/"' : `=${JSON.stringify(fragment)}`;
    await expect(this.page.locator(`html[data-state="ready"][data-query${query}]`)).toHaveCount(1);
  }

  /** The fragment whose answer is painted. */
  async query(): Promise<string> {
    return (await this.html.getAttribute("data-query")) ?? "";
  }

  /** Does something that asks a new question, and waits for its answer; returns its fragment. */
  async asks(action: () => Promise<unknown>): Promise<string> {
    const before = await this.query();
    await action();
    await expect(this.html).not.toHaveAttribute("data-query", before);
    await this.answered();
    return this.query();
  }

  /** What the painted fragment says for a key, decoded; null where it says nothing. */
  async asked(key: string): Promise<string | null> {
    const [, pairs = ""] = (await this.query()).split("?");
    return new Map(pairs.split("&").map((pair) => pair.split("=").map(decodeURIComponent) as [string, string])).get(key) ?? null;
  }

  /** The raw values of all figures; the first where one stands twice. */
  async figures(): Promise<Map<string, string>> {
    const pairs = await this.page
      .locator("[data-figure]")
      .evaluateAll((all) => all.map((e) => [e.getAttribute("data-figure")!, e.getAttribute("data-value") ?? ""] as const));
    return new Map(pairs.reverse());
  }

  /** The raw value of one figure. */
  async figure(id: string): Promise<string> {
    return (await this.page.locator(`[data-figure="${id}"]`).first().getAttribute("data-value")) ?? "";
  }

  /** All tables in the page, shown or not. */
  tables(): Promise<ShownTable[]> {
    return this.page.locator("table[data-table]").evaluateAll((all) =>
      all.map((table) => ({
        id: table.getAttribute("data-table")!,
        columns: [...table.querySelectorAll("thead [data-column]")].map((th) => th.getAttribute("data-column")!),
        rows: [...table.querySelectorAll("tbody tr")].map((tr) =>
          [...tr.querySelectorAll("[data-column]")].map(
            (cell) => [cell.getAttribute("data-column")!, cell.getAttribute("data-value") ?? ""] as const,
          ),
        ),
      })),
    ).then((tables) => tables.map((t) => ({ ...t, rows: t.rows.map((row) => new Map(row)) })));
  }

  /** Turns every chart of the page into its table, and opens every table to its last row and column. */
  async showAllTables(): Promise<void> {
    const charts = this.page.locator('[data-action="as-table"][aria-pressed="false"]:visible');
    for (let left = await charts.count(); left > 0; left--) {
      await charts.first().click();
      await expect(charts).toHaveCount(left - 1);
      await this.written();
    }
  }

  /** Writes out all columns and rows of every table in sight. */
  async showEverything(): Promise<void> {
    await this.showAllTables();
    for (const box of await this.page.locator('[data-action="all-columns"]:visible').all()) await box.check();
    const rest = this.page.locator('[data-action="all-rows"]:visible');
    for (let left = await rest.count(); left > 0; left--) {
      await rest.first().click();
      // The button goes a moment after the click.
      await expect(rest).toHaveCount(left - 1);
    }
    await this.written();
  }

  /** Long tables are written piece by piece, so that the page stays at hand: waits for the last one. */
  private async written(): Promise<void> {
    await expect(this.page.locator("[data-growing]")).toHaveCount(0);
  }

  chart(id: string): Locator {
    return this.page.locator(`figure[data-chart="${id}"]`);
  }

  table(id: string): Locator {
    return this.page.locator(`table[data-table="${id}"]`);
  }

  chip(key: string): Locator {
    return this.page.locator(`[data-chip="${key}"]`);
  }

  filter(key: string): Locator {
    return this.page.locator(`[data-filter="${key}"]`);
  }

  /** Goes to a page by the navigation. */
  async visit(id: PageId): Promise<void> {
    await this.asks(() => this.page.locator(`[data-page="${id}"]:visible`).first().click());
  }

  /** How far the page can be scrolled sideways, in CSS pixels. */
  sidewaysScroll(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }
}
