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

/** What a recording holds. */
export type RecordingKind =
  | ({ readonly kind: 'input_data' } & CameraGroup)
  | { readonly kind: 'training_artifacts' }
  | ({ readonly kind: 'evaluation'; readonly epoch: number } & CameraGroup)
  | ({ readonly kind: Task; readonly epoch: number } & CameraGroup)
  | ({ readonly kind: 'nv_generation'; readonly epoch: number } & CameraGroup)
  | { readonly kind: 'gaussians'; readonly epoch: number };

/**
 * `{ kind: 'evaluation', epoch: 30 }` → `evaluation_epoch_0030.rrd`; with `cameras: [4, 16]`
 * `evaluation_epoch_0030_cameras_4-16.rrd`. @throws RangeError for a bad number.
 */
export function formatRecordingName(recording: RecordingKind): string {
  const epoch = 'epoch' in recording ? `_${formatEpoch(recording.epoch)}` : '';
  return `${recording.kind}${epoch}${formatGroup('cameras' in recording ? recording.cameras : undefined)}.rrd`;
}

function formatGroup(cameras: CameraGroup['cameras']): string {
  if (cameras === undefined) return '';
  const [first, last] = cameras.map(formatCamera);
  return first === last ? `_camera_${first}` : `_cameras_${first}-${last}`;
}

const WITHOUT_EPOCH = ['input_data', 'training_artifacts'] as const;
const PER_EPOCH = ['evaluation', ...TASKS, 'gaussians', 'nv_generation'] as const;
const UNSPLIT: readonly string[] = ['training_artifacts', 'gaussians'];
const ID = '0|[1-9]\\d{0,8}';
const NAME = new RegExp(`^([a-z_]+?)(?:_(epoch_[^_.]+))?(?:_camera_(${ID})|_cameras_(${ID})-(${ID}))?\\.rrd$`);

/** `evaluation_epoch_0030.rrd` → `{ kind: 'evaluation', epoch: 30 }`; `undefined` for any other name. */
export function parseRecordingName(name: string): RecordingKind | undefined {
  const [, kind = '', epochName, only, from = only, to = only] = NAME.exec(name) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (from !== undefined && (UNSPLIT.includes(kind) || (only === undefined && last <= first))) return undefined;
  const cameras = from === undefined ? {} : { cameras: [first, last] as const };
  if (epochName === undefined) {
    const found = WITHOUT_EPOCH.find((word) => word === kind);
    return found && { kind: found, ...cameras };
  }
  const found = PER_EPOCH.find((word) => word === kind);
  const epoch = parseEpoch(epochName);
  return found === undefined || epoch === undefined ? undefined : { kind: found, epoch, ...cameras };
}
