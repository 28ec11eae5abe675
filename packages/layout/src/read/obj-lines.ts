/**
 * The lines that mesh files are made of, `v x y z` and `f a b c`, in tight loops. Anything else on a line, and the
 * loops stop before that line and leave it to the general reader: they are only faster, never more lenient.
 * @module
 */

const NEWLINE = 10;
const SPACE = 32;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const V = 118;
const F = 102;
/** Digits that are exact in a double; one correctly rounded division by a power of ten makes the number. */
const MAX_DIGITS = 15;
const POW10 = Float64Array.from({ length: MAX_DIGITS + 1 }, (_, i) => 10 ** i);

/** Where a loop stopped: at the beginning of a line. */
export interface Progress {
  at: number;
  /** Numbers written so far. */
  count: number;
}

/** Reads `v` lines into `positions` until it is full, or a line is something else. */
export function readVertexLines(bytes: Uint8Array, positions: Float32Array, progress: Progress): void {
  let { at, count } = progress;
  const last = positions.length - 3;
  while (count <= last && bytes[at] === V && bytes[at + 1] === SPACE) {
    let i = at + 2;
    let axis = 0;
    for (; axis < 3; axis++) {
      const isNegative = bytes[i] === MINUS;
      if (isNegative) i++;
      let value = 0;
      const start = i;
      let point = -1;
      let c = bytes[i] as number;
      for (;;) {
        const digit = c - ZERO;
        if (digit >= 0 && digit <= 9) value = value * 10 + digit;
        else if (c === POINT && point < 0) point = i;
        else break;
        c = bytes[++i] as number;
      }
      const digits = i - start - (point < 0 ? 0 : 1);
      if (digits === 0 || digits > MAX_DIGITS || c !== (axis < 2 ? SPACE : NEWLINE)) break;
      if (point >= 0) value /= POW10[i - point - 1] as number;
      positions[count + axis] = isNegative ? -value : value;
      i++;
    }
    if (axis < 3) break;
    at = i;
    count += 3;
  }
  progress.at = at;
  progress.count = count;
}

/**
 * Reads `f` lines of three plain indices into `triangles`, counted from 0, until it is full or a line is something
 * else. Indices from `vertices` on are something else.
 */
export function readTriangleLines(
  bytes: Uint8Array,
  triangles: Uint32Array,
  vertices: number,
  progress: Progress,
): void {
  let { at, count } = progress;
  const last = triangles.length - 3;
  while (count <= last && bytes[at] === F && bytes[at + 1] === SPACE) {
    let i = at + 2;
    let corner = 0;
    for (; corner < 3; corner++) {
      let value = 0;
      let c = bytes[i] as number;
      for (;;) {
        const digit = c - ZERO;
        if (!(digit >= 0 && digit <= 9)) break;
        value = value * 10 + digit;
        c = bytes[++i] as number;
      }
      if (value < 1 || value > vertices || c !== (corner < 2 ? SPACE : NEWLINE)) break;
      triangles[count + corner] = value - 1;
      i++;
    }
    if (corner < 3) break;
    at = i;
    count += 3;
  }
  progress.at = at;
  progress.count = count;
}
