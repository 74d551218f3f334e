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
  return JSON.parse(await printed(fragment, ["--format", "json"], snapshot)) as Answer;
}

/** One table of the answer as CSV, by the command line. */
export function csv(fragment: string, table: string, snapshot = sample): Promise<string> {
  return printed(fragment, ["--table", table, "--format", "csv"], snapshot);
}

/** A raw value on the page as the cell that it stands for, in a column of this unit. */
export function read(raw: string, unit: string): Cell {
  const words = unit === "code" || unit === "text" || unit === "month" || unit === "date";
  if (words) return raw;
  if (raw === "") return null;
  const value = Number(raw);
  if (Number.isNaN(value)) throw new Error(`${JSON.stringify(raw)} is no raw ${unit}`);
  return value;
}
