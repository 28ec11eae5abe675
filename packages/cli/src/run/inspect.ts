import { join } from 'node:path';
import { type ExperimentSummary, inspectExperiment, isLayoutError } from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import { recordingStates } from '@outlay/rerun/files';
import type { z } from 'zod';
import type { ExperimentOptions } from '../commands/experiment-options.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../exit-codes.ts';
import { type PickedExperiment, pickExperiments } from '../experiments.ts';
import { reasonInWords } from '../export/words.ts';
import { type OpenedExperiment, openPicked, type RefusedExperiment } from '../open.ts';
import type { LocatedDiagnostic, Outcome } from '../outcome.ts';
import { renderInspection } from '../render/inspection.ts';
import type { InspectExperiment } from '../report/data.ts';
import type { Session } from '../session.ts';

/** What `outlay inspect` says about one experiment. */
export type Inspection = z.infer<typeof InspectExperiment>;

/** `outlay inspect [<exp>…]`: what is there, also where the manifest is broken. Reads no pictures, meshes or arrays. */
export async function inspect(
  session: Session,
  named: readonly string[],
  options: ExperimentOptions,
): Promise<Outcome> {
  const inspections: Inspection[] = [];
  const diagnostics: LocatedDiagnostic[] = [];
  const codes: ExitCode[] = [];
  const picked = await pickExperiments(session.io, named, options);
  for (const [i, one] of picked.entries()) {
    session.signal.throwIfAborted();
    session.progress.step({ subject: one.label, done: i, total: picked.length });
    const opened = await openPicked(one, session.signal);
    const problems = opened.experiment ? opened.experiment.problems : opened.diagnostics;
    diagnostics.push(...problems.map((problem) => ({ ...problem, experiment: one.path })));
    codes.push(opened.experiment ? EXIT.ok : opened.exitCode);
    const summary = await summarise(one, session.signal);
    if (summary && hasContent(summary)) inspections.push(await assemble(opened, summary));
  }
  return {
    exitCode: gravestExitCode(codes),
    data: { experiments: inspections },
    diagnostics,
    isAboutSeveral: picked.length > 1,
    text: (style) => inspections.map((inspection) => renderInspection(inspection, style)).join('\n'),
  };
}

async function summarise(picked: PickedExperiment, signal: AbortSignal): Promise<ExperimentSummary | undefined> {
  if (picked.problem) return undefined;
  try {
    return await inspectExperiment(new NodeFileSource(picked.path), { signal });
  } catch (error) {
    if (isLayoutError(error)) return undefined;
    throw error;
  }
}

const hasContent = ({ manifestState, tasks, cameras, epochs }: ExperimentSummary): boolean =>
  manifestState !== 'absent' || tasks.length + cameras.length + epochs.length > 0;

async function assemble(
  { picked, experiment }: OpenedExperiment | RefusedExperiment,
  { location: _, recordings, ...summary }: ExperimentSummary,
): Promise<Inspection> {
  const { manifest } = summary;
  return {
    path: picked.path,
    label: picked.label,
    name: manifest?.exp_name ?? null,
    scene: manifest?.scene_name ?? null,
    ...summary,
    recordings: experiment
      ? (await recordingStates(experiment, join(picked.path, 'rerun'))).map(({ reason, ...state }) => ({
          ...state,
          reason: reason === undefined ? null : reasonInWords(reason),
        }))
      : recordings.map(({ path, bytes }) => ({
          file: path.replace(/^rerun\//, ''),
          bytes: bytes ?? 0,
          state: 'unknown',
          reason: 'the experiment cannot be opened',
        })),
  };
}
