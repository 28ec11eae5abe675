/**
 * `training_artifacts.rrd`.
 * @module
 */
import { entityPath, LAYOUT_VERSION } from '@outlay/schema/names';
import type { Experiment, TrainingSlot } from '@outlay/schema/port';
import { TextDocument } from '../../../archetypes/index.ts';
import type { ByteSink } from '../../../sink.ts';
import type { ExportOptions, ExportSelection } from '../../options.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { type ExportJob, type Prepared, runExport } from '../../run/run-export.ts';
import { gapStarts } from '../../steps/frame-selection.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import type { WriteContext } from '../../write/context.ts';
import { identify } from '../identity.ts';
import { trainingBlueprint } from './blueprint.ts';
import { planTrainingSteps } from './plan.ts';

/** Options of {@link exportTraining}: nothing narrows it. */
export type ExportTrainingOptions = Omit<ExportOptions, keyof ExportSelection>;

/**
 * Exports the diagnostic pictures of training as a recording on the `epoch` timeline; `frames` of the plan and the
 * summary are epochs. Use it as `exportEvaluation`.
 * @throws StrictExportError with `strict`; the reason of `signal`.
 */
export function exportTraining(
  experiment: Experiment,
  options: ExportTrainingOptions & { readonly sink?: ByteSink } = {},
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const kind = { kind: 'training_artifacts' } as const;
  const planned = planTrainingSteps(experiment);
  const { strict, toolVersion, properties, batchBytes, signal, sink } = options;
  const job: ExportJob = {
    experiment,
    kind,
    identity: identify(experiment, kind, LAYOUT_VERSION, {}),
    planned,
    summaryEntity: entityPath.trainingSummary(),
    subject: 'training artifacts',
    timeline: 'epoch',
    options: {
      ...(strict !== undefined && { strict }),
      ...(toolVersion !== undefined && { toolVersion }),
      ...(properties !== undefined && { properties }),
      ...(batchBytes !== undefined && { batchBytes }),
      ...(signal && { signal }),
      ...(sink && { sink }),
    },
    prepare: async () => prepareTraining(experiment.training?.slots ?? [], planned),
  };
  return runExport(job);
}

function prepareTraining(slots: readonly TrainingSlot[], planned: RecordingSteps): Prepared {
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
