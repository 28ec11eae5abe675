/**
 * The tables of a JPEG picture: sizes, components, quantisation, Huffman codes, and where its scans are.
 * Format: https://www.w3.org/Graphics/JPEG/itu-t81.pdf
 * @module
 */
import { MalformedFileError, TruncatedFileError } from './errors.ts';

/** One color component of a picture. */
export interface JpegComponent {
  readonly id: number;
  /** Blocks per group, across and down. */
  readonly h: number;
  readonly v: number;
  readonly quantisation: number;
}

/** What a frame header says. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
}

/** Codes by their first bits; longer ones by length. */
export interface HuffmanTable {
  /** Per prefix of {@link LOOKUP_BITS} bits: `length << 8 | symbol`, 0 when the code is longer. */
  readonly lookup: Uint16Array;
  /** Largest code of each length, -1 for none. */
  readonly largest: Int32Array;
  /** Index into `symbols` less the smallest code, per length. */
  readonly offset: Int32Array;
  readonly symbols: Uint8Array;
}

/** Bits of a code that are looked up at once. */
export const LOOKUP_BITS = 9;

/** Codes of 1 to 16 bits. @throws MalformedFileError when there are more codes of a length than bits allow. */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array, path: string): HuffmanTable {
  const lookup = new Uint16Array(1 << LOOKUP_BITS);
  const largest = new Int32Array(17).fill(-1);
  const offset = new Int32Array(17);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++, code <<= 1) {
    const count = counts[length - 1] as number;
    offset[length] = at - code;
    for (let i = 0; i < count; i++, code++, at++) {
      if (code >= 1 << length) throw broken(path, 'Huffman codes that fit their lengths', `too many of ${length} bits`);
      if (length > LOOKUP_BITS) continue;
      const spare = LOOKUP_BITS - length;
      lookup.fill((length << 8) | (symbols[at] as number), code << spare, (code + 1) << spare);
    }
    if (count > 0) largest[length] = code - 1;
  }
  return { lookup, largest, offset, symbols };
}

/** A scan: which components, with which codes, and where its data begins. */
export interface JpegScan {
  readonly components: readonly { readonly index: number; readonly dc: HuffmanTable; readonly ac: HuffmanTable }[];
  readonly data: number;
}

/** Quantisation and codes as the segments define and redefine them. */
export class JpegTables {
  readonly #quantisation: (Uint16Array | undefined)[] = [];
  readonly #codes = new Map<number, HuffmanTable>();
  /** Block groups between restart markers; 0 for none. */
  restart = 0;
  frame: JpegFrame | undefined;
  /** What Adobe's segment says about colors: 0 as they are, 1 YCbCr, 2 YCCK; `undefined` without one. */
  adobeTransform: number | undefined;
  readonly #view: DataView;

  readonly bytes: Uint8Array;
  readonly path: string;

  constructor(bytes: Uint8Array, path: string) {
    this.bytes = bytes;
    this.path = path;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** In zigzag order. */
  quantisation(id: number): Uint16Array {
    const table = this.#quantisation[id];
    if (!table) throw broken(this.path, `the quantisation table ${id}`, 'none');
    return table;
  }

  /** Reads segments from a marker on, up to and with the next scan header; `undefined` at the end marker. */
  nextScan(from: number): JpegScan | undefined {
    const { bytes, path } = this;
    let at = from;
    for (;;) {
      if (at + 2 > bytes.length) throw truncated(path, 'a JPEG marker', `${bytes.length} bytes`);
      // Decoders pass over bytes between the segments of the header; behind picture data they mean damage.
      const isMarker = bytes[at] === 0xff && bytes[at + 1] !== 0;
      if (!isMarker && from === 0) {
        at++;
        continue;
      }
      if (!isMarker) throw broken(path, `a JPEG marker at byte ${at}`, 'other data');
      const marker = bytes[at + 1] as number;
      if (marker === 0xff) at++;
      else if (marker === 0xd9) return undefined;
      else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
      else {
        if (at + 4 > bytes.length) throw truncated(path, 'a JPEG segment', `${bytes.length} bytes`);
        const end = at + 2 + this.#view.getUint16(at + 2);
        if (end > bytes.length) throw truncated(path, `a segment up to byte ${end}`, `${bytes.length} bytes`);
        if (end < at + 4) throw broken(path, `a segment length of at least 2 at byte ${at + 2}`, 'less');
        if (marker === 0xda) return this.#scan(at + 4, end);
        this.#segment(marker, at + 4, end);
        at = end;
      }
    }
  }

  #segment(marker: number, from: number, end: number): void {
    const { bytes, path } = this;
    if (marker === 0xdb)
      for (let at = from; at < end; ) {
        const size = (bytes[at] as number) >> 4 === 0 ? 1 : 2;
        if (at + 1 + 64 * size > end) throw broken(path, 'a complete quantisation table', 'a part of one');
        const table = new Uint16Array(64);
        for (let i = 0; i < 64; i++)
          table[i] = size === 1 ? (bytes[at + 1 + i] as number) : this.#view.getUint16(at + 1 + 2 * i);
        this.#quantisation[(bytes[at] as number) & 15] = table;
        at += 1 + 64 * size;
      }
    else if (marker === 0xc4)
      for (let at = from; at < end; ) {
        const counts = bytes.subarray(at + 1, at + 17);
        const total = counts.reduce((sum, count) => sum + count, 0);
        if (at + 17 + total > end || total > 256) throw broken(path, 'a complete Huffman table', 'a part of one');
        const table = huffmanTable(counts, bytes.slice(at + 17, at + 17 + total), path);
        this.#codes.set(bytes[at] as number, table);
        at += 17 + total;
      }
    else if (marker === 0xee && end - from >= 12 && isAdobe(bytes, from)) this.adobeTransform = bytes[from + 11];
    else if (marker === 0xdd) this.restart = end - from >= 2 ? this.#view.getUint16(from) : 0;
    else if (marker >= 0xc0 && marker <= 0xc2) this.frame = this.#frame(from, end);
  }

  #frame(from: number, end: number): JpegFrame {
    const { bytes, path } = this;
    const count = bytes[from + 5] as number;
    if (this.frame) throw broken(path, 'one picture', 'a second frame header');
    if (end < from + 6 + 3 * count) throw broken(path, 'a complete frame header', `${end - from} bytes`);
    if (bytes[from] !== 8) throw broken(path, '8 bits per sample', `${bytes[from]}`);
    if (count < 1 || count > 4) throw broken(path, '1 to 4 color components', `${count}`);
    const components = Array.from({ length: count }, (_, i): JpegComponent => {
      const at = from + 6 + 3 * i;
      const sampling = bytes[at + 1] as number;
      const [h, v] = [sampling >> 4, sampling & 15];
      if (h < 1 || h > 4 || v < 1 || v > 4) throw broken(path, 'sampling factors from 1 to 4', `${h} and ${v}`);
      return { id: bytes[at] as number, h, v, quantisation: bytes[at + 2] as number };
    });
    return { height: this.#view.getUint16(from + 1), width: this.#view.getUint16(from + 3), components };
  }

  #scan(from: number, end: number): JpegScan {
    const { bytes, path, frame } = this;
    if (!frame) throw broken(path, 'a frame header before the picture data', 'none');
    const count = bytes[from] as number;
    if (count < 1 || count > frame.components.length || end < from + 4 + 2 * count)
      throw broken(path, 'a complete scan header', `one of ${count} components in ${end - from} bytes`);
    const components = Array.from({ length: count }, (_, i) => {
      const [id, codes] = [bytes[from + 1 + 2 * i] as number, bytes[from + 2 + 2 * i] as number];
      const index = frame.components.findIndex((component) => component.id === id);
      if (index < 0) throw broken(path, 'a component of the frame header', `the component ${id}`);
      return { index, dc: this.#code(codes >> 4), ac: this.#code(0x10 | (codes & 15)) };
    });
    return { components, data: end };
  }

  #code(id: number): HuffmanTable {
    const table = this.#codes.get(id);
    if (!table) throw broken(this.path, `the Huffman table ${id.toString(16)}`, 'none');
    return table;
  }
}

function isAdobe(bytes: Uint8Array, at: number): boolean {
  return String.fromCharCode(...bytes.subarray(at, at + 5)) === 'Adobe';
}

/** The sentence for JPEG data that contradict themselves. */
export function broken(path: string, expected: string, actual: string): MalformedFileError {
  return new MalformedFileError(path, 'The picture is broken', { expected, actual });
}

/** The sentence for JPEG data that stop. */
export function truncated(path: string, expected: string, actual: string): TruncatedFileError {
  return new TruncatedFileError(path, 'The picture ends early', { expected, actual });
}
