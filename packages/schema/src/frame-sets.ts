/**
 * Sets of frame numbers, as every package needs them.
 * @module
 */

/** All numbers of several lists, ascending, each once. */
export function unionOfFrames(lists: Iterable<readonly number[]>): readonly number[] {
  // Nearly all series of an experiment have the same frames, so lists are compared before they are merged.
  const different: (readonly number[])[] = [];
  for (const list of lists) if (!different.some((other) => isEqual(list, other))) different.push(list);
  return [...new Set(different.flat())].sort((a, b) => a - b);
}

/** Ascending numbers as runs of neighbors, both ends in: `[1, 2, 3, 7]` → `[[1, 3], [7, 7]]`. */
export function runsOfFrames(ascending: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const frame of ascending) {
    const last = runs.at(-1);
    if (last !== undefined && frame === last[1] + 1) last[1] = frame;
    else runs.push([frame, frame]);
  }
  return runs;
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((frame, i) => frame === b[i]));
}
