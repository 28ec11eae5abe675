/**
 * What is fetched before it is asked for.
 * @module
 */

/** Frames around one, nearest first; twice as far in the direction that was gone last. */
export function framesAhead(
  frames: readonly number[],
  frame: number,
  direction: 1 | -1,
  reach: number,
): readonly number[] {
  const place = frames.indexOf(frame);
  if (place < 0) return [];
  const ahead: number[] = [];
  for (let step = 1; step <= reach; step++) {
    ahead.push(place + direction * step);
    if (step % 2 === 0) ahead.push(place - (direction * step) / 2);
  }
  return ahead.flatMap((i) => frames[i] ?? []);
}
