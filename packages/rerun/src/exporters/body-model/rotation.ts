/**
 * Rotations from axis-angle vectors, in plain arithmetic only: `Math.sin` and `Math.cos` may differ in the last bit from
 * one engine to the next, and a recording must not.
 * @module
 */

const QUARTER = Math.PI / 2;
/** What `QUARTER` lacks of half of pi. */
const QUARTER_REST = 6.123233995736766e-17;

/** Terms of the Taylor series: with these the first one left out is below 1e-16 for an eighth of a turn. */
const SINE = [-1 / 6, 1 / 120, -1 / 5_040, 1 / 362_880, -1 / 39_916_800, 1 / 6_227_020_800, -1 / 1_307_674_368_000];
const COSINE = [
  -1 / 2,
  1 / 24,
  -1 / 720,
  1 / 40_320,
  -1 / 3_628_800,
  1 / 479_001_600,
  -1 / 87_178_291_200,
  1 / 20_922_789_888_000,
];

/** Sine and cosine of an angle in radians, to 1e-15 for angles of a few turns. */
export function sineAndCosine(angle: number): readonly [sine: number, cosine: number] {
  const quarters = Math.round(angle / QUARTER);
  const x = angle - quarters * QUARTER - quarters * QUARTER_REST;
  const squared = x * x;
  const sine = x + x * squared * horner(SINE, squared);
  const cosine = 1 + squared * horner(COSINE, squared);
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return [sine, cosine];
    case 1:
      return [cosine, -sine];
    case 2:
      return [-sine, -cosine];
    default:
      return [-cosine, sine];
  }
}

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

/** Writes the rotation about `(x, y, z)` by its length in radians, row-major, to `out` from `at` on. */
export function writeRotation(x: number, y: number, z: number, out: Float64Array, at: number): void {
  const angle = Math.sqrt(x * x + y * y + z * z);
  // Below this length the matrix does not differ from I + [v]x in any bit that a float keeps.
  const scale = angle < 1e-12 ? 0 : 1 / angle;
  const [sine, cosine] = sineAndCosine(angle);
  const [kx, ky, kz] = [x * scale, y * scale, z * scale];
  const rest = 1 - cosine;
  out[at] = cosine + rest * kx * kx;
  out[at + 1] = rest * kx * ky - sine * kz;
  out[at + 2] = rest * kx * kz + sine * ky;
  out[at + 3] = rest * kx * ky + sine * kz;
  out[at + 4] = cosine + rest * ky * ky;
  out[at + 5] = rest * ky * kz - sine * kx;
  out[at + 6] = rest * kx * kz - sine * ky;
  out[at + 7] = rest * ky * kz + sine * kx;
  out[at + 8] = cosine + rest * kz * kz;
}
