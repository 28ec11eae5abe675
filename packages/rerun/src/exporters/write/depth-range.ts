/**
 * The distances that a depth picture's colors stand for.
 * @module
 */
import type { DepthMap } from '@outlay/schema/port';

/** Pixels looked at, one in so many: a range needs no more. */
const SAMPLE_EVERY = 61;
/** Part of the pixels that lie within the range; a few stray ones would make all others look alike. */
const WITHIN = 0.98;
/** Where nothing is known. */
const DEFAULT_FAR = 8;

/** Metres of the first and the last color. From 0, so that what is unknown looks like nothing else; to the half metre. */
export function depthRange({ metres }: DepthMap): readonly [number, number] {
  const known: number[] = [];
  for (let i = 0; i < metres.length; i += SAMPLE_EVERY) if (metres[i]! > 0) known.push(metres[i]!);
  const far = Float32Array.from(known).sort()[Math.floor((known.length - 1) * WITHIN)] ?? DEFAULT_FAR;
  return [0, Math.max(1, Math.ceil(far * 2) / 2)];
}
