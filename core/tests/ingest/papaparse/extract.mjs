// Writes the parser's test cases of the npm package papaparse as JSON:
//   npm pack papaparse@5.7.1 && tar xzf papaparse-5.7.1.tgz && node extract.mjs package > cases.json
import fs from "node:fs";
import vm from "node:vm";

// The cases are variables of a script; of its tests nothing is run.
const nothing = () => {};
const describe = Object.assign(nothing, { skip: nothing });
const surroundings = { describe, chai: {}, Papa: { Parser: nothing }, document: { getElementById: () => ({ src: "" }) } };
const script = fs.readFileSync(`${process.argv[2]}/tests/test-cases.js`, "utf8");
vm.runInNewContext(`${script}; this.cases = { core: CORE_PARSER_TESTS, parse: PARSE_TESTS };`, surroundings);

const plain = (value) => JSON.parse(JSON.stringify(value ?? {}, (_, v) => (typeof v === "function" ? "a function" : v)));
const cases = Object.entries(surroundings.cases).flatMap(([suite, tests]) =>
  tests.map(({ description, input, config, expected }) => ({
    name: `${suite}: ${description}`,
    input,
    config: plain(config),
    rows: expected.data,
    errors: (expected.errors ?? []).map((error) => error.code),
  })),
);
console.log(`[\n${cases.map((one) => JSON.stringify(one)).join(",\n")}\n]`);
