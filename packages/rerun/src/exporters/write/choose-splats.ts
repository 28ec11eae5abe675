/**
 * Which Gaussians of a frame are kept, and what they look like within the ranges viewers know.
 * @module
 */
import type { Splats } from '@outlay/schema/port';

/** Gaussians of one person, ready to be written. */
export interface PersonSplats {
  /** N×3, metres. */
  readonly centers: Float32Array;
  /** N×3 standard deviations, metres, above 0. */
  readonly scales: Float32Array;
  /** N×4 unit quaternions, order x, y, z, w. */
  readonly quaternions: Float32Array;
  /** N: `0xRRGGBBAA`, opacity in alpha. */
  readonly colors: Uint32Array;
  /** N, metres: radius of a ball about as large as the Gaussian is seen. */
  readonly radii: Float32Array;
}

/** What is kept of a person in a frame. */
export interface Choice {
  /** Ascending. */
  readonly indices: Uint32Array;
  /** Factor on the sizes of what is kept, so that it covers what all covered: a thinned surface would have holes. */
  readonly growth: number;
}

/** Below this a Gaussian is invisible next to others, but a point has no opacity in most viewers and would be solid. */
const MIN_OPACITY = 0.05;
/** Optimisers leave some scales at or below 0, which viewers refuse. Metres. */
const MIN_SCALE = 1e-5;
/** Strays of the optimisation can be metres wide; on a body nothing is. Metres. */
const MAX_SCALE = 0.5;
/** A ball hides what is behind it, a Gaussian fades; wider balls bury faces and hands. Metres. */
const MAX_RADIUS = 0.02;

/** Grown further, faces and hands become balls. */
const MAX_GROWTH = 3;

/**
 * Chooses the Gaussians to keep: those with the most opacity times area, so that a surface stays closed as long as it
 * can. Remembers the choice while frames have the same people and counts, because the same Gaussian flickers when it
 * is in one frame and not in the next.
 */
export class SplatChooser {
  readonly #budget: number;
  readonly #persons: readonly number[] | undefined;
  #known: { readonly of: Int32Array; readonly choices: ReadonlyMap<number, Choice> } | undefined;

  constructor(budget: number, persons: readonly number[] | undefined) {
    this.#budget = budget;
    this.#persons = persons;
  }

  /** By person, ascending. Values that are not finite are never chosen. */
  choose(splats: Splats): ReadonlyMap<number, Choice> {
    const known = this.#known;
    const isKnown = known !== undefined && sameValues(known.of, splats.persons);
    if (isKnown && [...known.choices.values()].every(({ indices }) => fits(splats, indices))) return known.choices;
    const choices = this.#best(splats);
    // A single bad frame does not change the choice for those after it.
    if (!isKnown) this.#known = { of: splats.persons.slice(), choices };
    return choices;
  }

  #best(splats: Splats): ReadonlyMap<number, Choice> {
    const scores = new Float64Array(splats.count);
    const seen: number[] = [];
    for (let i = 0; i < splats.count; i++) {
      if (this.#persons !== undefined && !this.#persons.includes(splats.persons[i]!)) continue;
      const opacity = Math.min(1, splats.opacities[i]!);
      if (!(opacity >= MIN_OPACITY) || !isFiniteAt(splats, i)) continue;
      scores[i] = opacity * areaOf(splats.scales, i);
      seen.push(i);
    }
    // Ties by index, so that the result does not depend on the engine's sort.
    const best = Uint32Array.from(seen).sort((a, b) => scores[b]! - scores[a]! || a - b);
    return byPerson(splats, scores, Uint32Array.from(seen), best.subarray(0, this.#budget).slice().sort());
  }
}

/** The values of some Gaussians, grown, and clamped to what viewers draw. */
export function takeSplats(splats: Splats, { indices, growth }: Choice): PersonSplats {
  const n = indices.length;
  const centers = new Float32Array(3 * n);
  const scales = new Float32Array(3 * n);
  const quaternions = new Float32Array(4 * n);
  const colors = new Uint32Array(n);
  const radii = new Float32Array(n);
  for (let k = 0; k < n; k++) {
    const i = indices[k]!;
    for (let axis = 0; axis < 3; axis++) {
      centers[3 * k + axis] = splats.centers[3 * i + axis]!;
      scales[3 * k + axis] = clamp(growth * splats.scales[3 * i + axis]!, MIN_SCALE, MAX_SCALE);
    }
    writeQuaternion(quaternions, 4 * k, splats.rotations, 4 * i);
    const [r, g, b] = [0, 1, 2].map((channel) => byte(splats.colors[3 * i + channel]!)) as [number, number, number];
    colors[k] = ((r << 24) | (g << 16) | (b << 8) | byte(splats.opacities[i]!)) >>> 0;
    radii[k] = Math.min(MAX_RADIUS, Math.sqrt(areaOf(scales, k)));
  }
  return { centers, scales, quaternions, colors, radii };
}

/** Product of the two larger of three scales: the Gaussian seen from its broad side. */
function areaOf(scales: Float32Array, i: number): number {
  const x = clamp(scales[3 * i]!, MIN_SCALE, MAX_SCALE);
  const y = clamp(scales[3 * i + 1]!, MIN_SCALE, MAX_SCALE);
  const z = clamp(scales[3 * i + 2]!, MIN_SCALE, MAX_SCALE);
  return (x * y * z) / Math.min(x, y, z);
}

/** w, x, y, z of any length to a unit x, y, z, w; no rotation where the length is 0. */
function writeQuaternion(into: Float32Array, at: number, from: Float32Array, i: number): void {
  const [w, x, y, z] = [from[i]!, from[i + 1]!, from[i + 2]!, from[i + 3]!];
  const length = Math.hypot(w, x, y, z);
  if (!(length > 0 && Number.isFinite(length))) {
    into[at + 3] = 1;
    return;
  }
  into[at] = x / length;
  into[at + 1] = y / length;
  into[at + 2] = z / length;
  into[at + 3] = w / length;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
/** 0..1 to 0..255; NaN is 0. */
const byte = (value: number): number => Math.round(255 * clamp(value, 0, 1)) || 0;

function isFiniteAt({ centers, scales }: Splats, i: number): boolean {
  let sum = 0;
  for (let axis = 3 * i; axis < 3 * i + 3; axis++) sum += centers[axis]! + scales[axis]!;
  return Number.isFinite(sum);
}

function fits(splats: Splats, chosen: Uint32Array): boolean {
  return chosen.every((i) => isFiniteAt(splats, i));
}

function sameValues(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function byPerson(
  { persons }: Splats,
  scores: Float64Array,
  seen: Uint32Array,
  kept: Uint32Array,
): ReadonlyMap<number, Choice> {
  const lists = new Map<number, number[]>();
  for (const i of kept) {
    const list = lists.get(persons[i]!);
    if (list === undefined) lists.set(persons[i]!, [i]);
    else list.push(i);
  }
  const area = (of: Uint32Array, person: number): number => {
    let sum = 0;
    for (const i of of) if (persons[i] === person) sum += scores[i]!;
    return sum;
  };
  const choices = [...lists].map(([person, list]) => {
    const growth = Math.min(MAX_GROWTH, Math.sqrt(area(seen, person) / area(kept, person)));
    return [person, { indices: Uint32Array.from(list), growth: growth >= 1 ? growth : 1 }] as const;
  });
  return new Map(choices.sort(([a], [b]) => a - b));
}
