/**
 * What is not alike in runs, so that their numbers and pictures are compared with care.
 * @module
 */
import { TASKS, unionOfFrames } from '@outlay/schema/names';
import type { ImageFile, Series } from '@outlay/schema/port';
import { describeFrames } from '../../steps/frame-selection.ts';
import { alignmentMethodOf } from '../../worlds/alignment.ts';
import { firstPictureSize } from '../../worlds/camera-track.ts';
import type { PlacedRun } from './comparison.ts';

/** A line per thing that differs: scenes, source cameras, tasks, cameras, frames, picture sizes, alignment. */
export async function unlikeLines(runs: readonly PlacedRun[], signal?: AbortSignal): Promise<readonly string[]> {
  const sizes: string[] = [];
  for (const { evaluation } of runs) {
    const first = evaluation.nvs?.cameras.find(({ pred }) => pred !== undefined)?.pred;
    const size = await firstPictureSize(first, signal);
    sizes.push(size === undefined ? 'no pictures' : `${size.width}×${size.height}`);
  }
  const facts: readonly (readonly [what: string, of: (run: PlacedRun) => string])[] = [
    ['scenes', ({ experiment }) => experiment.manifest.scene_name],
    ['source cameras', ({ experiment }) => String(experiment.sourceCamera ?? 'unknown')],
    ['tasks', ({ evaluation }) => TASKS.filter((task) => evaluation.tasks.includes(task)).join(', ')],
    ['cameras', ({ evaluation }) => evaluation.nvs?.cameras.map(({ camera }) => camera).join(', ') ?? 'none'],
    ['novel views', ({ evaluation }) => framesOf(evaluation.nvs?.cameras.map(({ pred }) => pred) ?? [])],
    ['bodies', bodyFrames],
    ['picture sizes', ({ index }) => sizes[index]!],
    ['alignment', ({ experiment }) => alignmentMethodOf(experiment.manifest)],
  ];
  return facts.flatMap(([what, of]) => {
    const values = runs.map(of);
    if (new Set(values).size === 1) return [];
    return [`${what} differ: ${runs.map(({ letter }, i) => `${letter} ${values[i]}`).join('; ')}`];
  });
}

const framesOf = (series: readonly (Pick<Series<ImageFile>, 'frames'> | undefined)[]): string =>
  describeFrames(unionOfFrames(series.flatMap((one) => (one ? [one.frames] : []))));

function bodyFrames({ evaluation: { pose } }: PlacedRun): string {
  const tasks = [pose.pose_smplx, pose.pose_smpl].flatMap((task) => task?.meshes('pred', 'world_aligned') ?? []);
  return describeFrames(unionOfFrames(tasks.map(({ meshes }) => meshes.frames)));
}
