import { join } from 'node:path';
import {
  type ExperimentSummary,
  inspectExperiment,
  isLayoutError,
  type ScannedExperiment,
  scanExperiment,
} from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import { recordingStates } from '@outlay/rerun/files';
import { type OpenedExperiment, openPicked, type RefusedExperiment } from '../../experiments/open.ts';
import { type PickedExperiment, pickExperiments } from '../../experiments/pick.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import { reasonInWords } from '../../render/recording-words.ts';
import type { LocatedDiagnostic, Outcome } from '../../session/outcome.ts';
import type { Session } from '../../session/session.ts';
import type { Inspection } from './data.ts';
import { renderInspection } from './render.ts';

/** `outlay inspect [<exp>…]`: what is there, also where the manifest is broken. Reads no pictures, meshes or arrays. */
export async function inspect(
  session: Session,
  named: readonly string[],
  options: ExperimentOptions,
): Promise<Outcome> {
  const inspections: Inspection[] = [];
  const diagnostics: LocatedDiagnostic[] = [];
  const codes: ExitCode[] = [];
  const picked = await pickExperiments(session.io, named, options, session.signal);
  for (const [i, one] of picked.entries()) {
    session.signal.throwIfAborted();
    session.progress.step({ subject: one.label, done: i, total: picked.length });
    const scanned = await scanPicked(one, session.signal);
    const opened = await openPicked(one, session.signal, { scanned });
    const problems = opened.experiment ? opened.experiment.problems : opened.diagnostics;
    diagnostics.push(...problems.map((problem) => ({ ...problem, experiment: one.path })));
    codes.push(opened.experiment ? EXIT.ok : opened.exitCode);
    const summary = scanned && (await inspectExperiment(scanned, { signal: session.signal }));
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

/** The names in a folder, for opening and for the summary; `undefined` when it cannot be listed, which opening tells. */
async function scanPicked(picked: PickedExperiment, signal: AbortSignal): Promise<ScannedExperiment | undefined> {
  if (picked.problem) return undefined;
  try {
    return await scanExperiment(new NodeFileSource(picked.path), { signal });
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
