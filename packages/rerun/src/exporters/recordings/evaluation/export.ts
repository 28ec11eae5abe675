/**
 * `evaluation_epoch_XXXX.rrd` and its task-specific siblings.
 * @module
 */
import { entityPath, LAYOUT_VERSION, TASKS } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { ByteSink } from '../../../sink.ts';
import { modelsFor } from '../../body-model/body-models.ts';
import { type ExportEvaluationOptions, evaluationOf, selects } from '../../options.ts';
import type { ExportEvent, ExportSummary } from '../../run/progress.ts';
import { type ExportJob, runExport } from '../../run/run-export.ts';
import { identify } from '../identity.ts';
import { evaluationKind } from '../plan.ts';
import { planEvaluationSteps } from './plan.ts';
import { prepareEvaluation } from './prepare.ts';

/**
 * Exports one evaluation epoch as a recording: novel views beside their ground truth, bodies in 3D, metrics.
 *
 * ```ts
 * for await (const event of exportEvaluation(experiment, { epoch: 30 }))
 *   if (event.kind === 'bytes') response.write(event.bytes);
 * ```
 * The generator's return value is the {@link ExportSummary}. With a `sink` the bytes go there and no `bytes` events
 * come. Memory is bounded by a batch.
 * @throws InvalidSelectionError when the epoch is not on disk; StrictExportError with `strict`; the reason of `signal`.
 */
export function exportEvaluation(
  experiment: Experiment,
  options: ExportEvaluationOptions & { readonly sink?: ByteSink },
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const { epoch } = options;
  const evaluation = evaluationOf(experiment, epoch);
  const kind = evaluationKind(epoch, options);
  const planned = planEvaluationSteps(experiment, epoch, options);
  const { bodyModels = {} } = options;
  const job: ExportJob = {
    experiment,
    kind,
    identity: identify(experiment, kind, LAYOUT_VERSION, {
      ...options,
      bodyModels: modelsFor(planned, bodyModels),
    }),
    planned,
    summaryEntity: entityPath.summary(epoch),
    tasks: TASKS.filter((task) => evaluation.tasks.includes(task) && selects(options.tasks, task)),
    options,
    prepare: (problems, signal) => prepareEvaluation(experiment, evaluation, planned, bodyModels, problems, signal),
  };
  return runExport(job);
}
