import type { Diagnostic, Split } from '@outlay/schema';
import { isLayoutError } from '../errors.ts';
import { problemOf } from '../issues/problem.ts';
import { readSkipFrames } from '../read/skip-frames.ts';
import type { Inventory } from '../scan/inventory.ts';
import type { FileSource } from '../source/file-source.ts';
import { describeFindings } from './metrics.ts';

/** Frame numbers of `skip_frames.csv`, ascending; none when there is no such file. */
export async function readSkippedFrames(
  source: FileSource,
  inventory: Inventory,
  split: Split,
  problems: Diagnostic[],
): Promise<readonly number[]> {
  const path = inventory.file('input.skip-frames', { split });
  if (path === undefined) return [];
  try {
    const { frames, findings } = readSkipFrames(await source.read(path), path);
    problems.push(...describeFindings(findings, path));
    return frames;
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    problems.push(problemOf(error, path));
    return [];
  }
}
