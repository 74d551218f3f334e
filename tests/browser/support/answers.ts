import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { commandLine, sample } from "./machine.js";

/** A cell: a number, words, or null where nothing is known. */
export type Cell = number | string | null;

export interface Figure {
  id: string;
  value: number | null;
  unit: string;
  comparison: number | null;
  target: number | null;
}

export interface Table {
  id: string;
  columns: { id: string; unit: string }[];
  rows: Cell[][];
}

export interface Answer {
  page: string;
  figures: Figure[];
  tables: Table[];
}

const run = promisify(execFile);
const known = new Map<string, Promise<string>>();

/** What the command line prints for a fragment; asked once in each test process. */
export function printed(fragment: string, options: string[], snapshot = sample): Promise<string> {
  const arguments_ = ["answer", snapshot, fragment, ...options];
  const key = JSON.stringify(arguments_);
  let output = known.get(key);
  if (!output) {
    output = run(commandLine, arguments_, { maxBuffer: 1 << 28 }).then((result) => result.stdout);
    known.set(key, output);
  }
  return output;
}

/** The whole answer to a fragment, by the command line. */
export async function answer(fragment: string, snapshot = sample): Promise<Answer> {
  const read: Omit<Answer, "tables"> & { tables: (Omit<Table, "rows"> & { rows: Tagged[][] })[] } = JSON.parse(
    await printed(fragment, ["--format", "json"], snapshot),
  );
  return { ...read, tables: read.tables.map((t) => ({ ...t, rows: t.rows.map((row) => row.map(untagged)) })) };
}

/** A cell as the answer is written: with the name of its kind. */
type Tagged = "Null" | { Int: number } | { Num: number } | { Text: string };

function untagged(cell: Tagged): Cell {
  return cell === "Null" ? null : (Object.values(cell)[0] as Cell);
}

/** The value of one figure, as the page writes it raw. */
export async function figure(fragment: string, id: string, snapshot = sample): Promise<string> {
  const found = (await answer(fragment, snapshot)).figures.find((f) => f.id === id);
  if (!found) throw new Error(`the answer to ${fragment} has no figure ${id}`);
  return found.value === null ? "" : String(found.value);
}

/** The words in one column of a table, row by row. */
export async function column(fragment: string, table: string, id: string, snapshot = sample): Promise<string[]> {
  const found = (await answer(fragment, snapshot)).tables.find((t) => t.id === table);
  const place = found?.columns.findIndex((c) => c.id === id) ?? -1;
  if (!found || place < 0) throw new Error(`the answer to ${fragment} has no ${table}.${id}`);
  return found.rows.map((row) => String(row[place] ?? ""));
}

/** One table of the answer as CSV, by the command line. */
export function csv(fragment: string, table: string, snapshot = sample): Promise<string> {
  return printed(fragment, ["--table", table, "--format", "csv"], snapshot);
}

/** A cell as the page writes it raw: unknown is empty. */
export function raw(cell: Cell): string {
  return cell === null ? "" : String(cell);
}

/** A raw value in one way of writing: both sides write a number in as few digits as bring it back. */
export function canonical(written: string): string {
  const number = written.trim() === "" ? NaN : Number(written);
  return Number.isNaN(number) ? written : String(number);
}
