import type { FrameFolder } from '../experiment/inventory.ts';

/** Frame numbers of a folder. */
export function framesOf(folder: FrameFolder | undefined): readonly number[] {
  return folder?.files.map(({ frame }) => frame) ?? [];
}

/** Frames of `wanted` that `present` has not. */
export function lacking(wanted: readonly number[], present: readonly number[]): readonly number[] {
  const there = new Set(present);
  return wanted.filter((frame) => !there.has(frame));
}

/** All frames of several folders, ascending, each once. */
export function unionOf(sets: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(sets.flat())].sort((a, b) => a - b);
}
