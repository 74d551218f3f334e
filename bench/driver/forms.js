// The forms in which the leads may lie on a host, and which of them is the smallest that an engine reads by itself.

import { dateDay, dictionary, utf8 } from "@uwdata/flechette";
import { fromCSV } from "arquero";
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { wireBytes } from "./wire.js";

/** @typedef {"CSV" | "Arrow" | "Parquet"} Form */

/**
 * What the leads of a folder weigh on their way in each form: text and Arrow after Brotli at its best, Parquet, which
 * is packed inside, as it is. `pack --columnar` has written it.
 * @param {string} folder
 * @param {string} memory
 * @returns {Record<Form, number>}
 */
export function weighed(folder, memory) {
  const csv = path.join(folder, "leads.csv");
  return {
    CSV: wireBytes([csv], memory),
    Arrow: wireBytes([arrow(csv)], memory),
    Parquet: statSync(path.join(folder, "packed/leads.parquet")).size,
  };
}

/**
 * The lightest of some forms.
 * @param {Record<Form, number>} weights
 * @param {Form[]} forms
 */
export function lightest(weights, forms) {
  const form = forms.reduce((best, form) => (weights[form] < weights[best] ? form : best));
  return { form, bytes: weights[form] };
}

/**
 * The same leads as an Arrow file, in its narrowest types: words and keys of dealers by dictionary, days as days.
 * @param {string} csv
 */
function arrow(csv) {
  const file = csv.replace(/csv$/, "arrow");
  if (existsSync(file)) return file;
  const table = fromCSV(readFileSync(csv, "utf8"), { parse: { prefers_brand: String } });
  /** @type {Record<string, import("@uwdata/flechette").DataType>} */
  const types = {};
  for (const name of table.columnNames()) {
    if (name === "lead_id") types[name] = utf8();
    else if (/_(at|on)$/.test(name)) types[name] = dateDay();
    else if (name !== "amount") types[name] = dictionary(utf8());
  }
  // Under another name first, so that a run cut short leaves no half file behind.
  writeFileSync(`${file}.new`, /** @type {Uint8Array} */ (table.toArrowIPC({ types })));
  renameSync(`${file}.new`, file);
  return file;
}
