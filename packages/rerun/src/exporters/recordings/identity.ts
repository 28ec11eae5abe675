/**
 * Who a recording is: the same experiment and options give the same ids, whoever exports.
 * @module
 */
import { formatEpoch, formatRecordingName, LAYOUT_VERSION, type RecordingName } from '@outlay/schema/names';
import type { FingerprintPart } from '@outlay/schema/port';
import { describeModels } from '../body-model/body-models.ts';
import type { ExportSelection } from '../options.ts';
import { formatFrameSelection } from '../steps/frame-selection.ts';
import type { SourceFacts } from './recording-type.ts';

/** Identity of a recording, as viewers and catalogues see it. */
export interface RecordingIdentity {
  /** File name, `evaluation_epoch_0030.rrd`. */
  readonly name: string;
  /** Shape of what is inside; viewers keep layouts per application id. `outlay-v1-evaluation` */
  readonly applicationId: string;
  /** `<experiment>-<scene>[-<epoch>]-<fingerprint>`, letters of `[A-Za-z0-9_-]` only. */
  readonly recordingId: string;
  /** `demo_pair01_run / v001 / epoch_0030`, for people. */
  readonly title: string;
  /** Identity of the source files, from the port. */
  readonly fingerprint: string;
  /** What of the experiment those files are; absent when it is made from several experiments. */
  readonly madeFrom?: FingerprintPart;
  /** The options that narrow the recording, for people; `''` when it shows everything. */
  readonly selection: string;
}

/** Identity of a recording. Options that change the content change the id. */
export function identify(
  { experimentName, sceneName, fingerprint }: SourceFacts,
  recording: RecordingName,
  madeFrom: readonly FingerprintPart[],
  selection: ExportSelection,
  stem: string = recording.kind,
): RecordingIdentity {
  const epoch = recording.epoch === undefined ? [] : [formatEpoch(recording.epoch)];
  const narrowed = [describeSelection(selection), describeModels(selection.bodyModels)]
    .filter((text) => text !== '')
    .join('; ');
  const parts = [experimentName, sceneName, ...epoch, fingerprint.slice(0, 16)];
  if (narrowed !== '') parts.push(fnv1a(narrowed));
  return {
    name: formatRecordingName({ ...recording, kind: stem }),
    applicationId: `outlay-${LAYOUT_VERSION}-${recording.kind}`,
    recordingId: parts.map(slug).join('-').slice(-MAX_ID),
    title: [sceneName, experimentName, ...epoch].join(' / '),
    fingerprint,
    ...(madeFrom.length === 1 && { madeFrom: madeFrom[0]! }),
    selection: narrowed,
  };
}

/** The options that narrow a recording, as text; `''` when nothing is narrowed. */
export function describeSelection({ frames, cameras, persons, tasks, viz, maxSplats }: ExportSelection): string {
  const list = (name: string, values: readonly (string | number)[] | undefined) =>
    values === undefined ? [] : [`${name} ${[...values].join(', ')}`];
  const range = frames === undefined ? '' : formatFrameSelection(frames);
  return [
    ...(range === '' ? [] : [`frames ${range}`]),
    ...list('cameras', cameras),
    ...list('persons', persons),
    ...list('tasks', tasks),
    ...(viz === true ? ['with viz'] : []),
    ...(maxSplats === undefined ? [] : [`at most ${maxSplats} splats`]),
  ].join('; ');
}

/** Text made of letters every supported reader keeps in an id. */
export function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, '_');
}

/** Longest recording id: names may be long, and readers cut or refuse ids above 255 bytes. */
const MAX_ID = 200;

function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
