/**
 * What goes into `training_artifacts.rrd`.
 * @module
 */
import { entityPath, type TrainingPart } from '@outlay/schema/names';
import type { Experiment, ImageFile, Series, TrainingSlot } from '@outlay/schema/port';
import { type RecordingSteps, StepList } from '../../steps/step-list.ts';

/** Steps of the training diagnostics. What they call frames are epochs, so nothing narrows them. */
export function planTrainingSteps({ training }: Experiment): RecordingSteps {
  const list = new StepList({});
  if (training === undefined) list.leaveOut(entityPath.training(), 'there are no pictures');
  for (const slot of training?.slots ?? [])
    for (const [part, series] of partsOf(slot))
      if (series !== undefined) list.add('images', { root: 'training_artifacts', part, sample: slot.index }, series);
  return list.finish();
}

function partsOf(slot: TrainingSlot): readonly (readonly [TrainingPart, Series<ImageFile> | undefined])[] {
  return [
    ['rgb', slot.rgb],
    ['depth', slot.depth],
    ['depth_hist', slot.depthHistogram],
    ['gt_input', slot.groundTruthInput],
  ];
}
