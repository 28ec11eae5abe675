/**
 * Everything the recording of training diagnostics must know before its first byte.
 * @module
 */
import { entityPath } from '@outlay/schema/names';
import type { TrainingSlot } from '@outlay/schema/port';
import { TextDocument } from '../../../archetypes/index.ts';
import type { Prepared } from '../../run/prepared.ts';
import { gapStarts } from '../../steps/frame-selection.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import type { WriteContext } from '../../write/context.ts';
import { trainingBlueprint } from './blueprint.ts';

/** Prepares the recording of training diagnostics. */
export function prepareTraining(slots: readonly TrainingSlot[], planned: RecordingSteps): Prepared {
  return {
    layout: trainingBlueprint(planned.steps, slots),
    cameras: [],
    metrics: {},
    notes: ['samples are random: what a place shows at one epoch is another camera and frame than at the next'],
    topologies: new Map(),
    writeStatics: (context) => {
      for (const slot of slots) writeLabel(context, slot);
    },
  };
}

/** A text view shows a cleared document as nothing, so an epoch with fewer samples has no stale label. */
function writeLabel({ recorder, stride, lastFrame }: WriteContext, { index, samples }: TrainingSlot): void {
  const entity = entityPath.training('label', index);
  const epochs = samples.map(({ epoch }) => epoch);
  recorder.columns(
    entity,
    epochs,
    TextDocument.columns({
      text: samples.map(({ epoch, camera, frame }) => `epoch ${epoch}: camera ${camera}, frame ${frame}`),
    }),
  );
  recorder.clear(entity, gapStarts(epochs, stride, lastFrame));
}
