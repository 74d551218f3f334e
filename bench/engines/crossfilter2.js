// crossfilter2, as its API reference advises: plain records, every dimension and group made once, each dimension's
// values naturally ordered. Values are small integers, which it sorts and compares fastest; a pair of keys is one
// dimension of its own. A group ignores its own dimension's filter, so regions have a second one to be counted by.
// The file is read by d3-dsv, which its examples use.

import crossfilter from "crossfilter2";
import { csvParse } from "d3-dsv";
import { REGIONS, VIEWS, cellKey, stageOf, temperatureOf } from "../workload.js";
import { texts } from "./text.js";

/** @import { Cells, Engine, Key } from "../types.d.ts" */
/** @typedef {Record<Key | "amount", number>} Lead */

/** Numbers for words, in the order in which they come. */
class Dictionary {
  /** @type {string[]} */
  words = [];
  /** @type {Map<string, number>} */
  #numbers = new Map();

  /** @param {string} word */
  number(word) {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.words.push(word) - 1;
      this.#numbers.set(word, number);
    }
    return number;
  }
}

/** Wider than any dimension that stands in the columns of a pair. */
const PAIR = 64;

/** @returns {Promise<Engine>} */
export async function start() {
  /** @type {Record<Key, Dictionary>} */
  const dictionaries = {
    channel: new Dictionary(),
    stage: new Dictionary(),
    temperature: new Dictionary(),
    month: new Dictionary(),
    series: new Dictionary(),
    region: new Dictionary(),
    dealer: new Dictionary(),
  };
  REGIONS.forEach((region) => dictionaries.region.number(region));
  /** @type {crossfilter.Dimension<Lead, number>} */
  let region;
  /** @type {crossfilter.Group<Lead, crossfilter.NaturallyOrderedValue, any>[]} */
  let groups;
  /** @type {(readonly crossfilter.Grouping<any, any>[])[]} */
  let answers = [];
  return {
    async load({ leads }) {
      const number = (/** @type {Key} */ key, /** @type {string} */ word) => dictionaries[key].number(word);
      /** @type {crossfilter.Crossfilter<Lead>} */
      const filter = crossfilter();
      for (const text of texts(leads)) {
        const records = csvParse(text, (row) => ({
          channel: number("channel", row.channel),
          stage: number("stage", stageOf(row)),
          temperature: number("temperature", temperatureOf(row)),
          month: number("month", row.created_at.slice(0, 7)),
          series: number("series", row.series),
          region: number("region", row.region),
          dealer: number("dealer", row.dealer_id),
          amount: +row.amount,
        }));
        filter.add(/** @type {Lead[]} */ (records));
      }
      region = filter.dimension((lead) => lead.region);
      /** @type {Map<string, crossfilter.Dimension<Lead, number>>} */
      const dimensions = new Map();
      groups = VIEWS.map(({ rows, columns, amount }) => {
        const name = cellKey(rows, columns);
        const dimension =
          dimensions.get(name) ??
          filter.dimension(columns ? (lead) => lead[rows] * PAIR + lead[columns] : (lead) => lead[rows]);
        dimensions.set(name, dimension);
        const group = dimension.group();
        return amount ? group.reduceSum((lead) => lead.amount) : group.reduceCount();
      });
      groups.forEach((group) => group.all());
    },

    async filter(name) {
      region.filterExact(dictionaries.region.number(name));
      answers = groups.map((group) => group.all());
    },

    async read() {
      return VIEWS.map(({ rows, columns }, place) => {
        /** @type {Cells} */
        const found = {};
        for (const { key, value } of answers[place]) {
          if (!value) continue;
          const row = dictionaries[rows].words[columns ? Math.floor(key / PAIR) : key];
          found[cellKey(row, columns && dictionaries[columns].words[key % PAIR])] = value;
        }
        return found;
      });
    },
  };
}
