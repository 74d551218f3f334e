// The text of a file. A browser's strings end at half a gigabyte, so that a longer file comes in several.

const LINE_BREAK = 10;

/**
 * A CSV file as text, in one piece where a string can hold it; otherwise in several that end where lines do, each with
 * the header in front.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} most bytes of a piece, header included
 * @returns {Generator<string, void>}
 */
export function* texts(bytes, most = 1 << 28) {
  if (bytes.length <= most) return yield new TextDecoder().decode(bytes);
  const text = (/** @type {number} */ from, /** @type {number} */ to) => new TextDecoder().decode(bytes.subarray(from, to));
  const body = bytes.indexOf(LINE_BREAK) + 1;
  const header = text(0, body);
  for (let from = body; from < bytes.length; ) {
    const room = from + most - body;
    const to = room < bytes.length ? bytes.lastIndexOf(LINE_BREAK, room - 1) + 1 : bytes.length;
    if (to <= from) throw new Error("a line is longer than a piece");
    yield header + text(from, to);
    from = to;
  }
}
