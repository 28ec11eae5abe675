import { runsOfFrames } from '@outlay/schema/names';

export { formatBytes } from '@outlay/rerun/files';

/** `1234` → `1.2 s`, `85` → `85 ms`, `125000` → `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Ascending numbers as ranges: `[1,2,3,7]` → `1-3, 7`. At most `limit` ranges, then how many more. */
export function formatRanges(numbers: readonly number[], limit = 8): string {
  const ranges = runsOfFrames(numbers);
  const shown = ranges.slice(0, limit).map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`));
  const more = ranges.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
