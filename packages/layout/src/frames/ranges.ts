import { runsOfFrames } from '@outlay/schema/names';

/** Runs shown before the rest is only counted. */
const MAX_RUNS = 6;

/** `[12, 13, 14, 16]` → `frames 12-14, 16`; one frame → `frame 12`. Many runs are cut: `…, and 40 more`. */
export function formatFrames(frames: readonly number[]): string {
  const sorted = [...new Set(frames)].sort((a, b) => a - b);
  const runs = runsOfFrames(sorted);
  const shown = runs.slice(0, MAX_RUNS).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const rest = runs.slice(MAX_RUNS).reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return `${sorted.length === 1 ? 'frame' : 'frames'} ${shown.join(', ')}${rest === 0 ? '' : `, and ${rest} more`}`;
}
