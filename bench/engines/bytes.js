// The bytes in which Dealerscope's page and worker speak: little-endian, lengths in eight bytes, the variant of an
// enumeration in four (bincode's fixed form).

/** Puts a message together. */
export class Writer {
  /** @type {number[]} */
  #bytes = [];

  /** @param {number} value */
  u8(value) {
    this.#bytes.push(value);
    return this;
  }

  /** @param {number} value */
  u32(value) {
    this.#bytes.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
    return this;
  }

  /** @param {number} value */
  u64(value) {
    return this.u32(value >>> 0).u32(Math.floor(value / 2 ** 32));
  }

  /** @param {string} text */
  text(text) {
    const bytes = new TextEncoder().encode(text);
    this.u64(bytes.length);
    this.#bytes.push(...bytes);
    return this;
  }

  done() {
    return new Uint8Array(this.#bytes);
  }
}

const utf8 = new TextDecoder();

/** Takes a message apart. */
export class Reader {
  #bytes;
  #view;
  #at = 0;

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u32() {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  u64() {
    return this.u32() + this.u32() * 2 ** 32;
  }

  /** Where a text lies, to be decoded when it is read. */
  span() {
    const length = this.u64();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** The texts of a list, undecoded. */
  spans() {
    return Array.from({ length: this.u64() }, () => this.span());
  }

  /** The numbers of a list. */
  numbers() {
    const length = this.u64() * 8;
    this.#at += length;
    return new Float64Array(this.#bytes.slice(this.#at - length, this.#at).buffer);
  }

  /** The rest as words, for a message that nobody expects. */
  rest() {
    return utf8.decode(this.#bytes.subarray(this.#at)).replace(/[\u0000-\u001f]+/g, " ");
  }
}

/** @param {Uint8Array} span */
export function decoded(span) {
  return utf8.decode(span);
}
