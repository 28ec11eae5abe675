import { SPLITS } from '@outlay/schema';
import { isLayoutError } from '../../errors.ts';
import { framesOf } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { openingIssue } from '../../issues/of-opening.ts';
import { findingIssues } from '../../issues/of-text.ts';
import { problemOf } from '../../issues/problem.ts';
import { readSkipFrames } from '../../read/skip-frames.ts';
import type { CheckContext } from '../context.ts';

/** Are there predictions for frames that the input leaves out? */
export async function* skippedFramesLeftOut({ source, inventory, epochs }: CheckContext): AsyncGenerator<Issue> {
  for (const split of SPLITS) {
    const path = inventory.file('input.skip-frames', { split });
    if (path === undefined) continue;
    let skipped: readonly number[];
    try {
      const { frames, findings } = readSkipFrames(await source.read(path), path);
      yield* findingIssues(findings, path);
      skipped = frames;
    } catch (error) {
      if (!isLayoutError(error)) throw error;
      yield openingIssue(problemOf(error, path));
      continue;
    }
    if (split === 'test') continue;
    const isSkipped = new Set(skipped);
    for (const { epoch } of epochs)
      for (const folder of inventory.frames('pose_smplx.inputs.smplx', { epoch })) {
        const frames = framesOf(folder).filter((frame) => isSkipped.has(frame));
        if (frames.length > 0) yield { name: 'skipped-frame-predicted', path: folder.path, split, frames };
      }
  }
}
