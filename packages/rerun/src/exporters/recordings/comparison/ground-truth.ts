/**
 * Which runs' ground-truth pictures are shown: once, when those of all runs are the same.
 * @module
 */
import type { ImageFile, Series } from '@outlay/schema/port';
import type { PlacedRun } from './comparison.ts';

/** The ground-truth pictures of a camera in a run. */
export interface RunPictures {
  readonly run: PlacedRun;
  readonly series: Series<ImageFile>;
}

/** Ground-truth pictures that are shown, and those of other runs that have the same sizes in all common frames. */
export interface SharedPictures extends RunPictures {
  readonly same: readonly RunPictures[];
}

/**
 * Groups pictures that may be the same by the sizes of their files, which is all that is known without reading them. A
 * group is shown by the run with the most frames.
 */
export function shareByBytes(all: readonly RunPictures[]): readonly SharedPictures[] {
  const groups: RunPictures[][] = [];
  const byFrames = [...all].sort((a, b) => b.series.frames.length - a.series.frames.length);
  for (const one of byFrames) {
    const group = groups.find(([first]) => maySame(first!.series, one.series));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups.map(([first, ...same]) => ({ ...first!, same })).sort((a, b) => a.run.index - b.run.index);
}

function maySame(a: Series<ImageFile>, b: Series<ImageFile>): boolean {
  const there = new Set(a.frames);
  return b.frames.every((frame) => there.has(frame) && a.storedBytes?.(frame) === b.storedBytes?.(frame));
}

/** Frames in which two series of pictures have other bytes; `undefined` where the frame is read in one of them only. */
export async function differingFrames(
  a: Series<ImageFile>,
  b: Series<ImageFile>,
  frames: readonly number[],
  signal: AbortSignal | undefined,
): Promise<readonly number[]> {
  const differing: number[] = [];
  for (let i = 0; i < frames.length; i += TOGETHER) {
    const some = { frames: frames.slice(i, i + TOGETHER), ...(signal && { signal }) };
    const bytes = new Map<number, Uint8Array>();
    for await (const batch of a.read(some))
      for (const { frame, value } of batch) if (value) bytes.set(frame, value.bytes);
    for await (const batch of b.read(some))
      for (const { frame, value } of batch) {
        const other = bytes.get(frame);
        if (value !== undefined && other !== undefined && !equal(value.bytes, other)) differing.push(frame);
      }
  }
  return differing;
}

/** Pictures of one series in memory at a time. */
const TOGETHER = 32;

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((value, i) => value === b[i]);
