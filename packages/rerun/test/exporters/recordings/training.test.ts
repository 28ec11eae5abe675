import type { TrainingArtifacts } from '@outlay/schema/port';
import { describe, expect, it } from 'vitest';
import { exportTraining, planRecording } from '../../../src/exporters/index.ts';
import { readInfo, verify } from '../../../src/read/index.ts';
import { collect, framesOf, valuesOf } from '../collect.ts';
import { memoryExperiment, picture, seriesOf } from '../memory-experiment.ts';

const over = (part: string, epochs: readonly number[]) =>
  seriesOf(
    'training_artifacts',
    epochs.map((epoch) => [epoch, picture(`${part} ${epoch}`, 90, 40)] as const),
  );

/** Two samples at epochs 2 and 6, one at epoch 4. */
const TRAINING: TrainingArtifacts = {
  epochs: [2, 4, 6],
  slots: [
    {
      index: 0,
      samples: [2, 4, 6].map((epoch) => ({ epoch, camera: 4, frame: 10 * epoch })),
      rgb: over('rgb 0', [2, 4, 6]),
      depth: over('depth 0', [2, 4, 6]),
      depthHistogram: over('hist 0', [2, 6]),
      groundTruthInput: over('gt 0', [2, 4, 6]),
    },
    {
      index: 1,
      samples: [2, 6].map((epoch) => ({ epoch, camera: 100, frame: 7 })),
      rgb: over('rgb 1', [2, 6]),
    },
  ],
};
const exported = () => collect(exportTraining(memoryExperiment({ training: TRAINING })));

describe('exportTraining', () => {
  it('writes pictures and labels on the epoch timeline', async () => {
    const { rrd, summary } = await exported();
    expect(await verify(rrd)).toMatchObject({ ok: true, findings: [] });
    const recording = (await readInfo(rrd)).stores.find(({ kind }) => kind === 'recording')!;
    expect(recording.timelines.map(({ name }) => name)).toEqual(['epoch']);
    expect(recording.entities.map(({ path }) => path).filter((path) => !path.startsWith('/__'))).toEqual([
      '/training_artifacts/depth/sample_00',
      '/training_artifacts/depth_hist/sample_00',
      '/training_artifacts/gt_input/sample_00',
      '/training_artifacts/label/sample_00',
      '/training_artifacts/label/sample_01',
      '/training_artifacts/rgb/sample_00',
      '/training_artifacts/rgb/sample_01',
      '/training_artifacts/summary',
    ]);
    expect(summary).toMatchObject({
      name: 'training_artifacts.rrd',
      applicationId: 'outlay-v1-training_artifacts',
      recordingId: 'exp_one-scene_1-cccc0000cccc0000',
      frames: { count: 3, first: 2, last: 6 },
      problems: [],
    });
    expect(await valuesOf(rrd, '/training_artifacts/label/sample_01', 'TextDocument:text')).toEqual({
      2: ['epoch 2: camera 100, frame 7'],
      6: ['epoch 6: camera 100, frame 7'],
    });
    const { static: text } = await valuesOf(rrd, '/training_artifacts/summary', 'TextDocument:text');
    expect((text as string[])[0]).toContain('/ training artifacts**\n\nepochs 2-6');
  });

  it('shows nothing at an epoch with fewer samples', async () => {
    const { rrd } = await exported();
    for (const entity of ['label/sample_01', 'rgb/sample_01', 'depth_hist/sample_00'])
      expect(await framesOf(rrd, `/training_artifacts/${entity}`, 'Clear:is_recursive')).toEqual(['4']);
    expect(await framesOf(rrd, '/training_artifacts/rgb/sample_00', 'Clear:is_recursive')).toEqual([]);
  });

  it('writes the same bytes again, whatever would narrow other recordings', async () => {
    const experiment = memoryExperiment({ training: TRAINING });
    const { rrd, summary } = await exported();
    const again = await collect(exportTraining(experiment, { cameras: [1], frames: { to: 1 } } as object));
    expect(Buffer.compare(again.rrd, rrd)).toBe(0);
    const plan = planRecording(experiment, { kind: 'training_artifacts' }, { cameras: [1], maxSplats: 3 });
    expect([plan.recordingId, plan.frames]).toEqual([summary.recordingId, summary.frames]);
  });

  it('explains itself where there is nothing', async () => {
    const { summary, rrd } = await collect(exportTraining(memoryExperiment()));
    expect(summary.problems.map(({ name }) => name)).toEqual(['export-nothing']);
    expect(await verify(rrd)).toMatchObject({ ok: true });
  });
});
