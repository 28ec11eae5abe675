/**
 * Names of the recordings in `<exp>/rerun/`.
 * @module
 */
import { formatCamera, formatEpoch, parseEpoch } from './ids.ts';
import { TASKS, type Task } from './vocabulary.ts';

/** Of a recording that was too large and is split by cameras: the first and the last camera of this part. */
export interface CameraGroup {
  readonly cameras?: readonly [first: number, last: number];
}

/** What a recording of an experiment holds. */
export type RecordingKind =
  | ({ readonly kind: 'input_data' } & CameraGroup)
  | { readonly kind: 'training_artifacts' }
  | ({ readonly kind: 'evaluation'; readonly epoch: number } & CameraGroup)
  | ({ readonly kind: Task; readonly epoch: number } & CameraGroup)
  | ({ readonly kind: 'nv_generation'; readonly epoch: number } & CameraGroup)
  | { readonly kind: 'gaussians'; readonly epoch: number };

/** The parts of a recording's name. A {@link RecordingKind} is one; kinds of others may be named the same way. */
export interface RecordingName extends CameraGroup {
  /** Lower-case letters and `_`. */
  readonly kind: string;
  readonly epoch?: number;
}

/** Which parts the name of a kind has. */
export interface RecordingNamePattern {
  readonly kind: string;
  /** Does an epoch follow? */
  readonly perEpoch: boolean;
  /** May a group of cameras follow, because recordings of the kind are split by cameras? */
  readonly byCameras: boolean;
}

/** Names of all kinds of recordings of the contract. */
export const RECORDING_NAMES = [
  { kind: 'input_data', perEpoch: false, byCameras: true },
  { kind: 'training_artifacts', perEpoch: false, byCameras: false },
  { kind: 'nv_generation', perEpoch: true, byCameras: true },
  { kind: 'evaluation', perEpoch: true, byCameras: true },
  ...TASKS.map((kind) => ({ kind, perEpoch: true, byCameras: true }) as const),
  { kind: 'gaussians', perEpoch: true, byCameras: false },
] as const satisfies readonly RecordingNamePattern[];

/**
 * `{ kind: 'evaluation', epoch: 30 }` → `evaluation_epoch_0030.rrd`; with `cameras: [4, 16]`
 * `evaluation_epoch_0030_cameras_4-16.rrd`. @throws RangeError for a bad number.
 */
export function formatRecordingName({ kind, epoch, cameras }: RecordingName): string {
  return `${kind}${epoch === undefined ? '' : `_${formatEpoch(epoch)}`}${formatGroup(cameras)}.rrd`;
}

function formatGroup(cameras: CameraGroup['cameras']): string {
  if (cameras === undefined) return '';
  const [first, last] = cameras.map(formatCamera);
  return first === last ? `_camera_${first}` : `_cameras_${first}-${last}`;
}

const ID = '0|[1-9]\\d{0,8}';
const REST = new RegExp(`^(?:_(epoch_[^_.]+))?(?:_camera_(${ID})|_cameras_(${ID})-(${ID}))?\\.rrd$`);

/** `evaluation_epoch_0030.rrd` → `{ kind: 'evaluation', epoch: 30 }`; `undefined` for any other name. */
export function parseRecordingName(name: string): RecordingKind | undefined;
/** The same for other kinds than those of the contract. */
export function parseRecordingName(name: string, patterns: readonly RecordingNamePattern[]): RecordingName | undefined;
export function parseRecordingName(
  name: string,
  patterns: readonly RecordingNamePattern[] = RECORDING_NAMES,
): RecordingName | undefined {
  for (const { kind, perEpoch, byCameras } of patterns) {
    const [rest, epochName, only, from = only, to = only] =
      (name.startsWith(kind) ? REST.exec(name.slice(kind.length)) : null) ?? [];
    if (rest === undefined || perEpoch !== (epochName !== undefined)) continue;
    const [first, last] = [Number(from), Number(to)];
    if (from !== undefined && (!byCameras || (only === undefined && last <= first))) continue;
    const cameras = from === undefined ? {} : { cameras: [first, last] as const };
    if (epochName === undefined) return { kind, ...cameras };
    const epoch = parseEpoch(epochName);
    if (epoch !== undefined) return { kind, epoch, ...cameras };
  }
  return undefined;
}
