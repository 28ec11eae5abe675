/**
 * Is a recording on disk what an export would write now, and if not, what differs? Told from what it says of itself
 * and from names, sizes and times of change of the files behind it; with `--checksum` from their contents.
 * @module
 */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintPart, type PlannedRecording, planRecording } from '@outlay/rerun/exporters';
import { parseRecordingName, type RecordingKind } from '@outlay/schema/names';
import type { Experiment, FingerprintPart } from '@outlay/schema/port';
import { InputFiles } from './input-files.ts';
import { readIdentity, type StoredIdentity } from './recording-identity.ts';
import { folderTable, newerFiles, tableChange } from './recording-source.ts';

/** What a recording is made from. */
export interface RecordingInput {
  /** The files, ascending by path. */
  readonly files: InputFiles;
  /** Their {@link folderTable}. */
  readonly folders: string;
  /** The same over their contents; only with `--checksum`. */
  readonly contents?: string;
}

/** What is looked for: a recording of this plan, made from this input by this version. */
export interface WantedRecording {
  readonly plan: PlannedRecording;
  readonly input: RecordingInput;
  readonly toolVersion: string;
  /** What else its properties must say, e.g. of which recording it is a part. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** Looks at the files behind a recording. */
export async function recordingInput(experiment: Experiment, part: FingerprintPart): Promise<RecordingInput> {
  const files = (await experiment.inputs?.(part)) ?? [];
  return { files: new InputFiles(files), folders: folderTable(files) };
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
export async function reasonToWrite(path: string, wanted: WantedRecording): Promise<string | undefined> {
  const stored = await readIdentity(path);
  return typeof stored === 'string' ? stored : whyOutdated(stored, wanted);
}

/** The same for a recording whose identity has been read. */
export function whyOutdated(stored: StoredIdentity, wanted: WantedRecording): string | undefined {
  const { plan, toolVersion, properties = {} } = wanted;
  if (stored.applicationId !== plan.applicationId) return 'written by another program';
  const version = stored.properties.tool_version;
  if (version !== toolVersion) return `written by outlay ${version || 'of an unknown version'}, this is ${toolVersion}`;
  const options = optionsChange(stored.properties.selection ?? '', plan.selection);
  if (options !== undefined) return options;
  for (const name of PART_PROPERTIES) if (stored.properties[name] !== properties[name]) return 'split in another way';
  return inputChange(stored, wanted);
}

/** Properties of a recording that is a part of another: of which, `2/3`, and the size at which it was split. */
export const PART_PROPERTIES = ['part_of', 'part', 'max_size'] as const;

function inputChange(stored: StoredIdentity, { plan, input }: WantedRecording): string | undefined {
  const { source_fingerprint, source_folders, source_contents } = stored.properties;
  if (source_fingerprint !== plan.fingerprint)
    return (
      (source_folders === undefined
        ? undefined
        : tableChange(source_folders, input.folders, input.files, stored.date)) ?? 'the manifest changed'
    );
  if (stored.recordingId !== plan.recordingId) return 'names of the experiment changed';
  if (input.contents === undefined) return newerFiles(input.files, stored.date);
  if (source_contents === undefined) return 'made without --checksum';
  return tableChange(source_contents, input.contents, input.files, stored.date);
}

/** Flags of the words that selections are described with. */
const FLAGS = ['frames', 'cameras', 'persons', 'task'] as const;

function optionsChange(before: string, now: string): string | undefined {
  if (before === now) return undefined;
  const [old, current] = [parseSelection(before), parseSelection(now)];
  const changed = FLAGS.filter((flag) => old.get(flag) !== current.get(flag)).map(
    (flag) => `--${flag} ${current.get(flag) ?? 'all'} instead of ${old.get(flag) ?? 'all'}`,
  );
  const [had, has] = [old.get('body'), current.get('body')];
  if (had !== has) changed.push(has === undefined ? 'no --body-model' : `${had ? 'another' : 'a'} --body-model`);
  return `options changed: ${changed.join(', ') || `${now || 'everything'} instead of ${before || 'everything'}`}`;
}

/** `frames 1:5; tasks nvs, pose_smpl` → flag → value. */
function parseSelection(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('; ').map((part) => {
      const [, word = part, value = ''] = /^(\w+) (.*)$/.exec(part) ?? [];
      return [word === 'tasks' ? 'task' : word, value.replaceAll(', ', ',')];
    }),
  );
}

/** The cameras that a selection names; `undefined` when it names none. */
export function selectedCameras(selection: string): readonly number[] | undefined {
  return parseSelection(selection).get('cameras')?.split(',').map(Number);
}

/** A recording in a folder, compared with the experiment. */
export interface RecordingState {
  readonly file: string;
  readonly bytes: number;
  readonly state: 'up-to-date' | 'outdated' | 'unknown' | 'unreadable';
  /** Why it is not up to date, or in what it is narrower than the whole. */
  readonly reason: string | null;
}

/** Every recording in `folder`, ascending by name. */
export async function recordingStates(experiment: Experiment, folder: string): Promise<RecordingState[]> {
  const states: RecordingState[] = [];
  for (const file of await recordingFiles(folder)) states.push(await recordingState(experiment, folder, file));
  return states;
}

/** Names of the recordings in a folder, ascending; none when there is no such folder. */
export async function recordingFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const names = entries.filter((entry) => entry.isFile() && /^[^.].*\.rrd$/.test(entry.name)).map(({ name }) => name);
  return names.sort();
}

async function recordingState(experiment: Experiment, folder: string, file: string): Promise<RecordingState> {
  const path = join(folder, file);
  const stored = await readIdentity(path);
  if (typeof stored === 'string') return { file, bytes: (await stat(path)).size, state: 'unreadable', reason: stored };
  const { bytes } = stored;
  const kind = parseRecordingName(file);
  if (kind === undefined || !hasDataFor(experiment, kind))
    return { file, bytes, state: 'unknown', reason: 'not a recording that outlay writes here' };
  // First, so that planning finds the sizes of files known.
  const input = await recordingInput(experiment, fingerprintPart(kind));
  const plan = planRecording(experiment, kind, {});
  if (stored.applicationId !== plan.applicationId)
    return { file, bytes, state: 'unknown', reason: 'written by another program' };
  // What options narrowed is as good as the whole; only what it was made from counts.
  const reason = inputChange({ ...stored, recordingId: plan.recordingId }, { plan, input, toolVersion: '' });
  if (reason !== undefined) return { file, bytes, state: 'outdated', reason };
  const { part_of, part, selection = '' } = stored.properties;
  if (part_of !== undefined) return { file, bytes, state: 'up-to-date', reason: `part ${part} of ${part_of}` };
  const isNarrowed = selection !== '' && selection !== `tasks ${kind.kind}`;
  return { file, bytes, state: 'up-to-date', reason: isNarrowed ? 'narrowed by options' : null };
}

function hasDataFor({ evaluations, poseStates, training }: Experiment, kind: RecordingKind): boolean {
  if (kind.kind === 'training_artifacts') return training !== undefined;
  if (kind.kind === 'nv_generation') return poseStates.some(({ epoch }) => epoch === kind.epoch);
  return !('epoch' in kind) || evaluations.some(({ epoch }) => epoch === kind.epoch);
}
