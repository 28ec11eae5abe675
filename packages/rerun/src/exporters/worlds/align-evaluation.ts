/**
 * The motion of an evaluation's worlds, from where an experiment keeps what it follows from.
 * @module
 */
import type { AlignmentMethod } from '@outlay/schema/names';
import type { Evaluation, Experiment } from '@outlay/schema/port';
import type { PrepareContext } from '../run/prepared.ts';
import { type AlignmentResult, alignmentMethodOf, alignWorlds } from './alignment.ts';

/** Ground truth → predicted world of an evaluation, by the method that its manifest names. */
export async function alignEvaluation(
  experiment: Experiment,
  { pose: { pose_smplx: smplx, pose_smpl: smpl } }: Evaluation,
  { sample, signal }: Pick<PrepareContext, 'sample' | 'signal'>,
): Promise<AlignmentResult & { readonly method: AlignmentMethod }> {
  const cameraIn = (split: 'train' | 'test') =>
    experiment[split]?.cameras.find(({ camera }) => camera === experiment.sourceCamera)?.cameras;
  const method = alignmentMethodOf(experiment.manifest);
  const result = await alignWorlds(
    method,
    {
      predicted: sample(smplx?.parameters.smplx ?? smpl?.parameters.smplx),
      groundTruth: sample(experiment.test?.bodies.smplx),
      predictedCamera: sample(smplx?.sourceView?.cameras ?? cameraIn('train')),
      groundTruthCamera: sample(cameraIn('test')),
    },
    signal,
  );
  return { ...result, method };
}
