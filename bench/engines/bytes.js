// The bytes in which Dealerscope's page and worker speak: postcard's. Whole numbers, lengths and the variants of
// enumerations are varints, seven bits a byte, the lowest first; fractions are eight bytes, little-endian.

/** Puts a message together. */
export class Writer {
  /** @type {number[]} */
  #bytes = [];

  /** @param {number} value */
  number(value) {
    for (; value > 127; value = Math.floor(value / 128)) this.#bytes.push((value % 128) | 128);
    this.#bytes.push(value);
    return this;
  }

  /** @param {number[]} values */
  numbers(...values) {
    values.forEach((value) => this.number(value));
    return this;
  }

  /** @param {string} text */
  text(text) {
    const bytes = new TextEncoder().encode(text);
    this.number(bytes.length);
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
  #at = 0;

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** Where a text lies, to be decoded when it is read. */
  span() {
    const length = this.number();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** The texts of a list, undecoded. */
  spans() {
    return Array.from({ length: this.number() }, () => this.span());
  }

  /** The fractions of a list. */
  fractions() {
    const length = this.number() * 8;
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
