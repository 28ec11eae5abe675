/** Frames of one kind of data, in short. */
export interface FrameSpan {
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** Absent frame numbers between first and last. */
  readonly missing: number;
  /** Absent ranges, both ends inclusive, at most {@link MAX_GAPS}. */
  readonly gaps: readonly (readonly [number, number])[];
}

// A series thinned to every second frame has as many gaps as frames; nobody reads more than these.
const MAX_GAPS = 100;

/** Sums up ascending frame numbers; `null` for none. */
export function frameSpan(frames: readonly number[] | undefined): FrameSpan | null {
  const [first, last] = [frames?.[0], frames?.at(-1)];
  if (frames === undefined || first === undefined || last === undefined) return null;
  const gaps: (readonly [number, number])[] = [];
  for (const [i, frame] of frames.entries()) {
    const before = frames[i - 1];
    if (before !== undefined && frame > before + 1 && gaps.length < MAX_GAPS) gaps.push([before + 1, frame - 1]);
  }
  return { count: frames.length, first, last, missing: last - first + 1 - frames.length, gaps };
}

/** `1-129`, `1-129 without 7, 30-31`, `-` for none. */
export function formatSpan(span: FrameSpan | null): string {
  if (span === null) return '-';
  const range = span.first === span.last ? `${span.first}` : `${span.first}-${span.last}`;
  if (span.missing === 0) return range;
  const shown = span.gaps.slice(0, 3).map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`));
  return span.gaps.length > 3 ? `${range} (${span.missing} missing)` : `${range} without ${shown.join(', ')}`;
}
