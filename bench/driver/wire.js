// What an engine sends over the network before it can work: its files, compressed as a good host sends them.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

/**
 * The length of all files together after Brotli at its best, which takes a minute for a large one and is therefore
 * remembered by content.
 * @param {string[]} files
 * @param {string} memory
 */
export function wireBytes(files, memory) {
  /** @type {Record<string, number>} */
  const known = existsSync(memory) ? JSON.parse(readFileSync(memory, "utf8")) : {};
  let sum = 0;
  for (const file of files) {
    const bytes = readFileSync(file);
    const hash = createHash("sha256").update(bytes).digest("hex");
    known[hash] ??= brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
    }).length;
    sum += known[hash];
    writeFileSync(memory, JSON.stringify(known));
  }
  return sum;
}
