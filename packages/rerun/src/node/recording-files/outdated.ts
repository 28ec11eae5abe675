/**
 * Is a recording on disk what an export would write now, and if not, what differs? Told from what it says of itself
 * and from names, sizes and times of change of the files behind it, or from their contents.
 * @module
 */
import type { RecordingName } from '@outlay/schema/names';
import type { PlannedRecording } from '../../exporters/index.ts';
import { readIdentity, type StoredIdentity } from './identity.ts';
import type { RecordingInput } from './inputs.ts';
import type { OutdatedReason } from './reason.ts';
import { selectionChanges } from './selection-text.ts';
import { newerFiles, tableChange } from './source-table.ts';

/** What is looked for: a recording of this plan, made from this input by this version. */
export interface WantedRecording {
  readonly plan: PlannedRecording<RecordingName>;
  readonly input: RecordingInput;
  readonly toolVersion: string;
  /** What else its properties must say, e.g. of which recording it is a part. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** What a recording says about its making, besides what exporters write anyway. */
export function propertiesOf({ input, properties }: WantedRecording): Readonly<Record<string, string>> {
  return {
    source_folders: input.folders,
    ...(input.contents === undefined ? {} : { source_contents: input.contents }),
    ...properties,
  };
}

/** Says why `path` must be written to be what is `wanted`; `undefined` when it already is that, and whole. */
export async function reasonToWrite(path: string, wanted: WantedRecording): Promise<OutdatedReason | undefined> {
  const stored = await readIdentity(path);
  return stored.ok ? whyOutdated(stored.identity, wanted) : stored.problem;
}

/** The same for a recording whose identity has been read. */
export function whyOutdated(stored: StoredIdentity, wanted: WantedRecording): OutdatedReason | undefined {
  const { plan, toolVersion, properties = {} } = wanted;
  const { tool_version = '', selection = '' } = stored.properties;
  if (stored.applicationId !== plan.applicationId) return { kind: 'other-program' };
  if (tool_version !== toolVersion) return { kind: 'other-version', before: tool_version, now: toolVersion };
  if (selection !== plan.selection) {
    const changes = selectionChanges(selection, plan.selection);
    return { kind: 'other-selection', before: selection, now: plan.selection, changes };
  }
  for (const name of PART_PROPERTIES) if (stored.properties[name] !== properties[name]) return { kind: 'other-split' };
  return inputChange(stored, wanted);
}

/** Properties of a recording that is a part of another: of which, `2/3`, and the size at which it was split. */
const PART_PROPERTIES = ['part_of', 'part', 'max_size'] as const;

/** What a recording was made from compared with what is there now, whatever its version and selection. */
export function inputChange(
  stored: StoredIdentity,
  { plan, input }: Pick<WantedRecording, 'plan' | 'input'>,
): OutdatedReason | undefined {
  const { source_fingerprint, source_folders, source_contents } = stored.properties;
  const { files, folders, contents } = input;
  if (source_fingerprint !== plan.fingerprint) {
    const change = source_folders === undefined ? undefined : tableChange(source_folders, folders, files, stored.date);
    return change ? { kind: 'files-changed', change } : { kind: 'manifest-changed' };
  }
  if (stored.recordingId !== plan.recordingId) return { kind: 'names-changed' };
  if (contents !== undefined && source_contents === undefined) return { kind: 'contents-unknown' };
  const change =
    contents === undefined || source_contents === undefined
      ? newerFiles(files, stored.date)
      : tableChange(source_contents, contents, files, stored.date);
  return change && { kind: 'files-changed', change };
}
