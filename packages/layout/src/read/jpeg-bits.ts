import { broken, type HuffmanTable, LOOKUP_BITS, truncated } from './jpeg-tables.ts';

/** Entropy-coded data, bit by bit. It ends at the first marker; asking for more is an error. */
export class JpegBits {
  #buffer = 0;
  #count = 0;
  /** Bits given out beyond the marker. */
  #borrowed = 0;

  readonly bytes: Uint8Array;
  readonly path: string;
  /** The next byte to take. */
  at: number;

  constructor(bytes: Uint8Array, path: string, at: number) {
    this.bytes = bytes;
    this.path = path;
    this.at = at;
  }

  /** At least 16 bits in the buffer, zeros beyond the end. */
  #fill(): void {
    const { bytes } = this;
    while (this.#count <= 16) {
      let byte = 0;
      const next = bytes[this.at];
      if (next === undefined || (next === 0xff && bytes[this.at + 1] !== 0)) this.#borrowed += 8;
      else {
        byte = next;
        this.at += next === 0xff ? 2 : 1;
      }
      this.#buffer = ((this.#buffer << 8) | byte) & 0xffffff;
      this.#count += 8;
    }
  }

  /** The next symbol. @throws MalformedFileError for bits that are no code, TruncatedFileError at the end */
  symbol(table: HuffmanTable): number {
    if (this.#count <= 16) this.#fill();
    const entry = table.lookup[(this.#buffer >> (this.#count - LOOKUP_BITS)) & ((1 << LOOKUP_BITS) - 1)] as number;
    if (entry !== 0) {
      this.#take(entry >> 8);
      return entry & 0xff;
    }
    for (let length = LOOKUP_BITS + 1; length <= 16; length++) {
      const code = (this.#buffer >> (this.#count - length)) & ((1 << length) - 1);
      if (code > (table.largest[length] as number)) continue;
      this.#take(length);
      return table.symbols[code + (table.offset[length] as number)] as number;
    }
    throw broken(this.path, 'a Huffman code', `bits that are not one, at byte ${this.at}`);
  }

  /** A signed value of `size` bits as JPEG writes it. */
  value(size: number): number {
    if (size === 0) return 0;
    if (this.#count <= 16) this.#fill();
    const bits = (this.#buffer >> (this.#count - size)) & ((1 << size) - 1);
    this.#take(size);
    return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  }

  #take(bits: number): void {
    this.#count -= bits;
    if (this.#count < this.#borrowed)
      throw truncated(this.path, 'data of the whole picture', `a marker at byte ${this.at} before its end`);
  }

  /** Goes to the marker that must follow now. @throws MalformedFileError when a byte or more is left over */
  end(): number {
    if (this.#count - this.#borrowed >= 8)
      throw broken(this.path, 'a marker after the last block', `data left over at byte ${this.at}`);
    const { bytes } = this;
    if (this.at < bytes.length && bytes[this.at] !== 0xff)
      throw broken(this.path, 'a marker after the last block', `data left over at byte ${this.at}`);
    while (bytes[this.at] === 0xff && bytes[this.at + 1] === 0xff) this.at++;
    return this.at;
  }

  /** Begins again after a restart marker. */
  reset(at: number): void {
    this.at = at;
    this.#buffer = 0;
    this.#count = 0;
    this.#borrowed = 0;
  }
}
