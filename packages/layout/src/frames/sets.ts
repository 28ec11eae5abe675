/** Frame numbers of a folder. */
export function framesOf(folder: { readonly frames: readonly number[] } | undefined): readonly number[] {
  return folder?.frames ?? [];
}

/** Frames of `wanted` that `present` has not. */
export function lacking(wanted: readonly number[], present: readonly number[]): readonly number[] {
  // Nearly all folders of an experiment have the same frames.
  if (isEqual(wanted, present)) return [];
  const there = new Set(present);
  return wanted.filter((frame) => !there.has(frame));
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((frame, i) => frame === b[i]));
}
