import type { JpegBits } from './jpeg-bits.ts';
import { broken, type HuffmanTable } from './jpeg-tables.ts';

/** Pixels per block of 8, across and down. */
export type BlockPixels = 1 | 2 | 4 | 8;

/** One component at the reduced size, whole block groups. */
export interface Plane {
  readonly samples: Uint8Array;
  readonly stride: number;
}

/** A component of a scan, with what its next block needs. */
export interface Lane {
  readonly plane: Plane;
  readonly quantisation: Uint16Array;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  /** Blocks per group, across and down. */
  readonly h: number;
  readonly v: number;
  /** What the next block's first coefficient is told relative to. */
  previous: number;
  /** First coefficient of the last block. */
  level: number | undefined;
}

/** Coefficients reach ±1024 by what 8-bit pixels can be; encoders may overshoot a little, broken data runs away. */
const MAX_COEFFICIENT = 1_280;
/** Bits of a first coefficient, and of the others, of 8-bit pictures. */
const MAX_DC_BITS = 11;
const MAX_AC_BITS = 10;

/** Place of the i-th coefficient: 8 × row + column. */
const ZIGZAG = Uint8Array.from([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63,
]);

/** Follows the codes of blocks and writes their pixels at a reduced size. */
export class BlockDecoder {
  readonly #coefficients = new Float64Array(64);
  readonly #rows = new Float64Array(64);
  /** `n × n`: sample by frequency, for the orthonormal transform of `n` points. */
  readonly #basis: Float64Array;

  readonly bits: JpegBits;
  readonly n: BlockPixels;
  readonly path: string;

  constructor(bits: JpegBits, n: BlockPixels, path: string) {
    this.bits = bits;
    this.n = n;
    this.path = path;
    this.#basis = Float64Array.from({ length: n * n }, (_, i) => {
      const [sample, frequency] = [Math.floor(i / n), i % n];
      return Math.sqrt((frequency === 0 ? 1 : 2) / n) * Math.cos(((2 * sample + 1) * frequency * Math.PI) / (2 * n));
    });
  }

  /**
   * The next block of a component, written at `at` of its plane.
   * @returns whether it is anything else than the block before
   * @throws MalformedFileError or TruncatedFileError when the data make no sense
   */
  decode(lane: Lane, at: number): boolean {
    const { bits, path } = this;
    const { quantisation } = lane;
    const size = bits.symbol(lane.dc);
    if (size > MAX_DC_BITS) throw broken(path, `at most ${MAX_DC_BITS} bits`, `${size} at byte ${bits.at}`);
    lane.previous += bits.value(size);
    const first = lane.previous * quantisation[0]!;
    if (Math.abs(first) > MAX_COEFFICIENT + quantisation[0]!) throw this.#impossible(first);
    const coefficients = this.#coefficients;
    if (this.n > 1) coefficients.fill(0);
    coefficients[0] = first;
    let isFlat = true;
    for (let k = 1; k < 64; k++) {
      const symbol = bits.symbol(lane.ac);
      const bitCount = symbol & 15;
      if (bitCount === 0) {
        if (symbol !== 0xf0) {
          if (symbol !== 0) throw broken(path, 'the code of a run', `${symbol.toString(16)} at byte ${bits.at}`);
          break;
        }
        k += 15;
        continue;
      }
      k += symbol >> 4;
      if (k > 63) throw broken(path, 'blocks of 64 coefficients', `one of more at byte ${bits.at}`);
      if (bitCount > MAX_AC_BITS) throw broken(path, `at most ${MAX_AC_BITS} bits`, `${bitCount} at byte ${bits.at}`);
      const value = bits.value(bitCount) * quantisation[k]!;
      if (Math.abs(value) > MAX_COEFFICIENT + quantisation[k]!) throw this.#impossible(value);
      coefficients[ZIGZAG[k]!] = value;
      isFlat = false;
    }
    const isChanged = !isFlat || (lane.level !== undefined && lane.level !== first);
    lane.level = first;
    this.#write(lane.plane, at);
    return isChanged;
  }

  #impossible(value: number): Error {
    return broken(this.path, 'brightness between black and white', `a coefficient of ${value} at byte ${this.bits.at}`);
  }

  /** The low frequencies as `n × n` pixels. */
  #write({ samples, stride }: Plane, at: number): void {
    const { n } = this;
    const coefficients = this.#coefficients;
    if (n === 1) {
      samples[at] = clamped(coefficients[0]! / 8 + 128);
      return;
    }
    const [rows, basis] = [this.#rows, this.#basis];
    const scale = n / 8;
    for (let v = 0; v < n; v++)
      for (let x = 0; x < n; x++) {
        let sum = 0;
        for (let u = 0; u < n; u++) sum += basis[x * n + u]! * coefficients[8 * v + u]!;
        rows[v * n + x] = sum * scale;
      }
    for (let y = 0; y < n; y++)
      for (let x = 0; x < n; x++) {
        let sum = 128;
        for (let v = 0; v < n; v++) sum += basis[y * n + v]! * rows[v * n + x]!;
        samples[at + y * stride + x] = clamped(sum);
      }
  }
}

/** A sample between 0 and 255, rounded. */
export function clamped(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}
