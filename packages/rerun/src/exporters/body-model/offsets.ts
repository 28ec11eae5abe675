/**
 * Offsets of a surface that are linear in some numbers: shape, expression, and pose blend shapes, which are by far the
 * most work of posing a body (15 million multiplications for SMPL-X).
 * @module
 */

import type { FixedPointRows } from '@outlay/schema/port';

/** Bodies that share one walk over the directions. */
export const LANES = 4;

/**
 * `offsets[lane][i] = sum over c of directions[i, first + c] · weights[c, lane]`, summed in doubles in the order of c, so
 * that what a lane gets does not depend on its neighbours. Nothing is computed again while the weights stay what they
 * were: betas hold for a person, and fingers and expression rarely move in every frame.
 */
export class Offsets {
  /** `columns`×{@link LANES}, to be filled before {@link update}. */
  readonly weights: Float64Array;
  /** Per lane one number per row of the directions. */
  readonly values: readonly Float32Array[];
  readonly #directions: FixedPointRows;
  readonly #width: number;
  readonly #first: number;
  readonly #before: Float64Array;

  /** @param directions Rows of `width` numbers, of which `columns` from `first` on are this object's. */
  constructor(directions: FixedPointRows, width: number, first: number, columns: number) {
    this.#directions = directions;
    this.#width = width;
    this.#first = first;
    this.weights = new Float64Array(columns * LANES);
    this.#before = new Float64Array(columns * LANES);
    this.values = Array.from({ length: LANES }, () => new Float32Array(directions.scales.length));
  }

  /** Brings {@link values} up to date. Lanes from `lanes` on are of no interest. */
  update(lanes: number): void {
    const { weights } = this;
    for (let i = 0; i < weights.length; i += LANES)
      for (let lane = lanes; lane < LANES; lane++) weights[i + lane] = weights[i]!;
    if (equal(weights, this.#before)) return;
    this.#before.set(weights);
    let used = weights.length;
    while (used > 0 && weights[used - 1] === 0) used--;
    this.#compute(Math.ceil(used / LANES));
  }

  #compute(columns: number): void {
    const [a, b, c, d] = this.values as readonly [Float32Array, Float32Array, Float32Array, Float32Array];
    const { weights } = this;
    const { values: directions, scales } = this.#directions;
    const width = this.#width;
    const end = columns * LANES;
    // Three rows, a vertex, at once: each weight that is loaded serves thrice.
    for (let i = 0, row = this.#first; i + 2 < a.length; i += 3, row += 3 * width) {
      let [xa, xb, xc, xd] = [0, 0, 0, 0];
      let [ya, yb, yc, yd] = [0, 0, 0, 0];
      let [za, zb, zc, zd] = [0, 0, 0, 0];
      for (let k = 0, x = row, y = row + width, z = row + 2 * width; k < end; k += LANES, x++, y++, z++) {
        const dx = directions[x]!;
        const dy = directions[y]!;
        const dz = directions[z]!;
        let weight = weights[k]!;
        xa += dx * weight;
        ya += dy * weight;
        za += dz * weight;
        weight = weights[k + 1]!;
        xb += dx * weight;
        yb += dy * weight;
        zb += dz * weight;
        weight = weights[k + 2]!;
        xc += dx * weight;
        yc += dy * weight;
        zc += dz * weight;
        weight = weights[k + 3]!;
        xd += dx * weight;
        yd += dy * weight;
        zd += dz * weight;
      }
      const sx = scales[i]!;
      const sy = scales[i + 1]!;
      const sz = scales[i + 2]!;
      a[i] = sx * xa;
      a[i + 1] = sy * ya;
      a[i + 2] = sz * za;
      b[i] = sx * xb;
      b[i + 1] = sy * yb;
      b[i + 2] = sz * zb;
      c[i] = sx * xc;
      c[i + 1] = sy * yc;
      c[i + 2] = sz * zc;
      d[i] = sx * xd;
      d[i + 1] = sy * yd;
      d[i + 2] = sz * zd;
    }
  }
}

function equal(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
