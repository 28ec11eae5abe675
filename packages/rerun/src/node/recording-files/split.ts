/**
 * A recording that is larger than allowed, as several: by task, then by groups of cameras.
 * @module
 */
import { parseEntityPath, type RecordingKind, TASKS, type Task } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { SizePrediction } from '../../exporters/index.ts';
import type { RecordingTarget } from './job.ts';

/** A prediction may be wrong by so much; groups are filled a little less than full. */
const MARGIN = 0.97;

/** The parts of a recording, none larger than `maxSize` where that can be; one alone when it cannot be split. */
export function splitTarget(
  target: RecordingTarget,
  experiment: Experiment,
  { entities, shared }: SizePrediction,
  maxSize: number,
): readonly RecordingTarget[] {
  const parts: RecordingTarget[] = [];
  for (const part of byTask(target, experiment)) {
    const own = entities.filter(({ entity }) => belongsTo(entity, part));
    const bytes = own.reduce((sum, one) => sum + one.bytes, shared);
    parts.push(...(bytes <= maxSize ? [part] : byCameras(part, own, shared, maxSize * MARGIN)));
  }
  return parts;
}

function byTask(target: RecordingTarget, experiment: Experiment): readonly RecordingTarget[] {
  const { kind } = target;
  if (kind.kind !== 'evaluation') return [target];
  const evaluation = experiment.evaluations.find(({ epoch }) => epoch === kind.epoch);
  return (evaluation?.tasks ?? []).map((task) => ({ ...target, kind: { kind: task, epoch: kind.epoch } }));
}

function belongsTo(entity: string, { kind }: RecordingTarget): boolean {
  if (!(TASKS as readonly string[]).includes(kind.kind)) return true;
  const address = parseEntityPath(entity);
  return address === undefined || !('task' in address) || address.task === (kind.kind as Task);
}

type Sizes = SizePrediction['entities'];

/** Cameras in ascending order, as many to a part as fit; what belongs to no camera is in every part. */
function byCameras(target: RecordingTarget, sizes: Sizes, shared: number, limit: number): readonly RecordingTarget[] {
  const cameras = new Map<number, number>();
  let common = shared;
  for (const { entity, bytes } of sizes) {
    const camera = cameraOf(entity);
    if (camera === undefined) common += bytes;
    else cameras.set(camera, (cameras.get(camera) ?? 0) + bytes);
  }
  const groups: number[][] = [];
  let used = 0;
  for (const [camera, bytes] of [...cameras].sort(([a], [b]) => a - b)) {
    const last = groups.at(-1);
    if (last !== undefined && used + bytes <= limit) last.push(camera);
    else {
      groups.push([camera]);
      used = common;
    }
    used += bytes;
  }
  if (groups.length < 2 || !hasGroups(target.kind)) return [target];
  return groups.map((group) => ({
    ...target,
    kind: { ...target.kind, cameras: [group[0]!, group.at(-1)!] } as RecordingKind,
    cameras: group,
  }));
}

/** Bodies have no cameras, and the source view of a pose evaluation stays with them. */
function cameraOf(entity: string): number | undefined {
  const address = parseEntityPath(entity);
  if (address === undefined || !('camera' in address) || address.camera === undefined) return undefined;
  return 'task' in address && address.task !== 'nvs' ? undefined : address.camera;
}

function hasGroups({ kind }: RecordingKind): boolean {
  return kind === 'nvs' || kind === 'input_data' || kind === 'nv_generation';
}
