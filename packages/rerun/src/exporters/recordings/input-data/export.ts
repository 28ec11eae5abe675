/**
 * `input_data.rrd`.
 * @module
 */
import { entityPath, LAYOUT_VERSION } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ByteSink } from '../../../sink.ts';
import { modelsFor } from '../../body-model/body-models.ts';
import type { ExportOptions } from '../../options.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { type ExportJob, runExport } from '../../run/run-export.ts';
import { identify } from '../identity.ts';
import { planInputDataSteps } from './plan.ts';
import { prepareInputData } from './prepare.ts';

/**
 * Exports the data that went into training and evaluation as a recording: pictures with masks, depth, cameras and
 * bodies of both worlds. Use it as `exportEvaluation`.
 * @throws StrictExportError with `strict`; the reason of `signal`.
 */
export function exportInputData(
  experiment: Experiment,
  options: ExportOptions & { readonly sink?: ByteSink } = {},
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const kind = { kind: 'input_data' } as const;
  const planned = planInputDataSteps(experiment, options);
  const { bodyModels = {} } = options;
  const job: ExportJob = {
    experiment,
    kind,
    identity: identify(experiment, kind, LAYOUT_VERSION, {
      ...options,
      bodyModels: modelsFor(planned, bodyModels),
    }),
    planned,
    summaryEntity: entityPath.summary(),
    options,
    prepare: (problems, signal) => prepareInputData(experiment, planned, bodyModels, problems, signal),
  };
  return runExport(job);
}
