/** What a file of the snapshot holds. */
export interface Files {
  /** `datapackage.json`, which only Dealerscope reads. */
  descriptor: Uint8Array<ArrayBuffer>;
  /** `dealers.csv`, which only Dealerscope reads: the leads bring their region along for the others. */
  dealers: Uint8Array<ArrayBuffer>;
  /** `leads.csv`. */
  leads: Uint8Array<ArrayBuffer>;
  /** The folder that all of them lie in, as an address with a slash at its end. */
  folder: string;
}

/** A table that is wanted. */
export interface View {
  rows: Key;
  columns?: Key;
  /** Adds the amounts of the orders instead of counting leads. */
  amount?: true;
}

/** What leads are grouped by. */
export type Key = "channel" | "stage" | "temperature" | "month" | "series" | "region" | "dealer";

/** The cells of a view that are not nought, by key of the row, or keys of row and column with `|` between. */
export type Cells = Record<string, number>;

/** An engine that has been started. */
export interface Engine {
  /** Takes the files, and is ready to answer when it returns. */
  load(files: Files): Promise<void>;
  /** Gives the files to the browser, where an engine takes them from there as files that were dropped. Not timed. */
  hold?(files: Files): Promise<void>;
  /** Takes the files from the host of this folder, and is ready to answer when it returns. */
  open?(folder: string): Promise<void>;
  /** Answers all views for the leads of one region. This is what is timed. */
  filter(region: string): Promise<void>;
  /** The views of the last filter, in one form for all engines. This is not timed. */
  read(): Promise<Cells[]>;
}

/** What each file of `engines/` exports. */
export interface EngineModule {
  start(): Promise<Engine>;
}

/** What the page is told to do. */
export interface Task {
  engine: string;
  /** The folder of the snapshot. */
  data: string;
  /** The engine fetches the files itself, from their host. */
  hosted?: boolean;
  /** Changes that come before those that are timed. */
  warmUps: number;
  changes: number;
}

/** What the page measured, in milliseconds. */
export interface Measured {
  start: number;
  load: number;
  /** The first change, before which nothing was asked. */
  first: number;
  changes: number[];
  /** What the views of each region hold. */
  views: Record<string, Cells[]>;
}
