import type { BodyParameters } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { alignWorlds, constantAlignment } from '../../../src/exporters/worlds/alignment.ts';
import {
  cameraAt,
  FRAMES,
  groundTruthPelvis,
  memoryExperiment,
  moveToPredicted,
  personAt,
  seriesOf,
  TRUE_ROTATION,
  TRUE_TRANSLATION,
} from '../memory-experiment.ts';

const experiment = memoryExperiment();
const sources = {
  predicted: experiment.evaluations[0]!.pose.pose_smplx!.parameters.smplx,
  groundTruth: experiment.test!.bodies.smplx,
};
const rounded = (values: ArrayLike<number>) => Array.from(values, (value) => Math.round(value * 1e5) / 1e5 + 0);

describe('alignWorlds', () => {
  it('recovers the motion from the pelvis trajectories, persons paired by index', async () => {
    const { alignment } = await alignWorlds('pelvis_trajectory', sources);
    expect(alignment).toMatchObject({ method: 'pelvis_trajectory', count: FRAMES.length * 2 });
    expect(rounded(alignment!.transform!.rotation)).toEqual(TRUE_ROTATION);
    expect(rounded(alignment!.transform!.translation)).toEqual(TRUE_TRANSLATION);
    expect(alignment!.residual).toBeLessThan(1e-6);
  });

  it('uses only frames and persons that both have', async () => {
    const predicted = seriesOf<BodyParameters>('p', [
      [1, { model: 'smplx', persons: [personAt(...moveToPredicted(groundTruthPelvis(1, 0)))] }],
      [4, { broken: 'cut off' }],
      [9, { model: 'smplx', persons: [personAt(0, 0, 0)] }],
    ]);
    const { alignment, reason } = await alignWorlds('pelvis_trajectory', { ...sources, predicted });
    expect(alignment).toBeUndefined();
    expect(reason).toContain('lie on one line');
  });

  it('says in a sentence what is missing', async () => {
    const reason = async (...args: Parameters<typeof alignWorlds>) => (await alignWorlds(...args)).reason;
    expect(await reason('pelvis_trajectory', {})).toBe('the predicted SMPL-X parameters are missing');
    expect(await reason('pelvis_trajectory', { predicted: sources.predicted })).toBe(
      'input_data/test/smplx is missing',
    );
    expect(await reason('camera', {})).toBe('the source camera of the predicted world is missing');
  });

  it('takes the motion of each frame from the source cameras', async () => {
    const gt = [1, 2].map((frame) => [frame, cameraAt([frame, 0, 0])] as const);
    const pred = [1, 2].map((frame) => [frame, cameraAt([frame + 10, 0, 5 * frame])] as const);
    const { alignment } = await alignWorlds('camera', {
      groundTruthCamera: seriesOf('gt', gt),
      predictedCamera: seriesOf('pred', pred),
    });
    expect([...alignment!.perFrame!].map(([frame, { translation }]) => [frame, ...translation])).toEqual([
      [1, 10, 0, 5],
      [2, 10, 0, 10],
    ]);
    expect(constantAlignment(alignment!)).toBeUndefined();
    expect(constantAlignment(alignment!, 100)).toBe(alignment!.perFrame!.get(1));
  });
});
