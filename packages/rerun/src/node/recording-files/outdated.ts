/**
 * Is a recording on disk what an export would write now, and if not, what differs? Told by equality alone, of what it says
 * of itself, of the record of its making, or of the contents of the files behind it.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { RecordingName } from '@outlay/schema/names';
import type { PlannedRecording } from '../../exporters/index.ts';
import { fileMarks, marksChange } from './file-marks.ts';
import { readIdentity, type StoredIdentity } from './identity.ts';
import type { RecordingInput } from './inputs.ts';
import { type MakingRecord, readRecord } from './making-record.ts';
import type { InputComparison, OutdatedReason, RecordingReason } from './reason.ts';
import { selectionChanges } from './selection-text.ts';
import { tableChange } from './source-table.ts';

/** What is looked for: a recording of this plan, made from this input by this version. */
export interface WantedRecording {
  readonly plan: PlannedRecording<RecordingName>;
  readonly input: RecordingInput;
  readonly toolVersion: string;
  /** What else its properties must say, e.g. of which recording it is a part. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** What was found out about a recording on disk. */
export type Verdict =
  | { readonly outdated: OutdatedReason }
  | {
      readonly outdated?: undefined;
      readonly compared: InputComparison;
      /** What it lacks: its files were broken when it was made, and are the same. */
      readonly problems: readonly Diagnostic[];
      readonly stored: StoredIdentity;
      /** The record says otherwise than the contents, which count: times changed and nothing else. */
      readonly isRecordOutdated: boolean;
    };

/** What a recording says about its making, besides what exporters write anyway. */
export function propertiesOf({ input, properties }: WantedRecording): Readonly<Record<string, string>> {
  return {
    source_folders: input.folders,
    ...(input.contents === undefined ? {} : { source_contents: input.contents }),
    ...properties,
  };
}

/** Compares the recording at `path` with what is `wanted`. */
export async function judge(path: string, wanted: WantedRecording): Promise<Verdict> {
  const stored = await readIdentity(path);
  return stored.ok ? judgeStored(path, stored.identity, wanted) : { outdated: stored.problem };
}

/** The same for a recording whose identity has been read. */
export async function judgeStored(path: string, stored: StoredIdentity, wanted: WantedRecording): Promise<Verdict> {
  const outdated = otherMaking(stored, wanted);
  return outdated ? { outdated } : judgeInput(path, stored, wanted);
}

function otherMaking(stored: StoredIdentity, wanted: WantedRecording): OutdatedReason | undefined {
  const { plan, toolVersion, properties = {} } = wanted;
  const { tool_version = '', selection = '' } = stored.properties;
  if (stored.applicationId !== plan.applicationId) return { kind: 'other-program' };
  if (tool_version !== toolVersion) return { kind: 'other-version', before: tool_version, now: toolVersion };
  if (selection !== plan.selection) {
    const changes = selectionChanges(selection, plan.selection);
    return { kind: 'other-selection', before: selection, now: plan.selection, changes };
  }
  const isOther = PART_PROPERTIES.some((name) => stored.properties[name] !== properties[name]);
  return isOther ? { kind: 'other-split' } : undefined;
}

/** Properties of a recording that is a part of another: of which, `2/3`, and the size at which it was split. */
const PART_PROPERTIES = ['part_of', 'part', 'max_size'] as const;

/** What a recording was made from compared with what is there now, whatever its version and selection. */
export async function judgeInput(
  path: string,
  stored: StoredIdentity,
  { plan, input }: Pick<WantedRecording, 'plan' | 'input'>,
): Promise<Verdict> {
  const record = await readRecord(path, stored.ending);
  const change = record && marksChange(record.files, fileMarks(input.files));
  const { source_fingerprint, source_folders, source_contents } = stored.properties;
  if (source_fingerprint !== plan.fingerprint) {
    const found = change ?? (source_folders === undefined ? undefined : tableChange(source_folders, input.folders));
    return { outdated: found ? { kind: 'files-changed', change: found } : { kind: 'manifest-changed' } };
  }
  if (stored.recordingId !== plan.recordingId) return { outdated: { kind: 'names-changed' } };
  if (input.contents !== undefined && source_contents !== undefined) {
    const other = tableChange(source_contents, input.contents);
    if (other) return { outdated: { kind: 'files-changed', change: other } };
    return same('contents', record, stored, record === undefined || change !== undefined);
  }
  if (change) return { outdated: { kind: 'files-changed', change } };
  return same(record ? 'times' : 'names-and-sizes', record, stored);
}

function same(
  by: InputComparison['by'],
  record: MakingRecord | undefined,
  stored: StoredIdentity,
  isRecordOutdated = false,
): Verdict {
  return { compared: { kind: 'compared', by }, problems: record?.problems ?? [], stored, isRecordOutdated };
}

/**
 * What is worth saying of how it was compared: what was asked for and what could not be done.
 * @param asked Were contents to be compared?
 */
export function worthSaying(compared: InputComparison, asked: boolean): RecordingReason | undefined {
  return compared.by === 'times' && !asked ? undefined : compared;
}
