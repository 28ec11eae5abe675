import type { Diagnostic, Split } from '@outlay/schema';
import { isLayoutError } from '../errors.ts';
import { readSkipFrames } from '../read/skip-frames.ts';
import type { FileSource } from '../source/file-source.ts';
import type { Inventory } from './inventory.ts';
import { describeFindings } from './metrics.ts';
import { problemOf } from './problems.ts';

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
