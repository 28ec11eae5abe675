/**
 * The recordings that lie in a folder, compared with the experiment.
 * @module
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Experiment } from '@outlay/schema/port';
import {
  parseRecordingFile,
  planRecording,
  RECORDING_TYPES,
  type RecordingType,
  recordingType,
} from '../../exporters/index.ts';
import { readIdentity } from './identity.ts';
import { recordingInput } from './inputs.ts';
import { judgeInput, worthSaying } from './outdated.ts';
import type { RecordingReason } from './reason.ts';
import { recordingFiles } from './recordings-in.ts';

/** A recording in a folder, compared with the experiment. */
export interface RecordingState {
  readonly file: string;
  readonly bytes: number;
  readonly state: 'up-to-date' | 'outdated' | 'unknown' | 'unreadable';
  /** Why it is not up to date, or in what it is narrower than the whole. */
  readonly reason?: RecordingReason;
}

/** Every recording in `folder`, ascending by name; none when there is no such folder. Throws bugs only. */
export function recordingStates(experiment: Experiment, folder: string): Promise<readonly RecordingState[]>;
/** The same for recordings of other `types`, made from whatever those are made from. */
export function recordingStates<Source>(
  source: Source,
  folder: string,
  types: readonly RecordingType<Source>[],
): Promise<readonly RecordingState[]>;
export async function recordingStates<Source>(
  source: Source,
  folder: string,
  types: readonly RecordingType<Source>[] = RECORDING_TYPES as readonly RecordingType<unknown>[],
): Promise<readonly RecordingState[]> {
  const states: RecordingState[] = [];
  for (const file of await recordingFiles(folder)) states.push(await recordingState(source, types, folder, file));
  return states;
}

async function recordingState<Source>(
  source: Source,
  types: readonly RecordingType<Source>[],
  folder: string,
  file: string,
): Promise<RecordingState> {
  const path = join(folder, file);
  const stored = await readIdentity(path);
  if (!stored.ok) return { file, bytes: (await stat(path)).size, state: 'unreadable', reason: stored.problem };
  const { identity } = stored;
  const head = { file, bytes: identity.bytes };
  const kind = parseRecordingFile(file, types);
  const type = kind && recordingType(kind, types);
  if (kind === undefined || !type?.isIn(source, kind))
    return { ...head, state: 'unknown', reason: { kind: 'unknown' } };
  // First, so that planning finds the sizes of files known.
  const input = await recordingInput(type.sources(source, kind));
  const plan = planRecording(source, kind, {}, types);
  if (identity.applicationId !== plan.applicationId)
    return { ...head, state: 'unknown', reason: { kind: 'other-program' } };
  // What options narrowed is as good as the whole; only what it was made from counts.
  const verdict = await judgeInput(path, { ...identity, recordingId: plan.recordingId }, { plan, input });
  if (verdict.outdated !== undefined) return { ...head, state: 'outdated', reason: verdict.outdated };
  const { part_of, part = '', selection = '' } = identity.properties;
  if (part_of !== undefined) return { ...head, state: 'up-to-date', reason: { kind: 'part', part, file: part_of } };
  const isNarrowed = selection !== '' && selection !== plan.selection;
  const reason = isNarrowed ? ({ kind: 'narrowed' } as const) : worthSaying(verdict.compared, false);
  return { ...head, state: 'up-to-date', ...(reason && { reason }) };
}
