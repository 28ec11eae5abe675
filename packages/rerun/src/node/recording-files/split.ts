/**
 * A recording that is larger than allowed, as several: by what it consists of, then by groups of cameras.
 * @module
 */
import { cameraOf, dividedRecording, recordingType, type SizePrediction } from '../../exporters/index.ts';
import type { RecordingTarget } from './job.ts';
import type { MakeContext } from './wish.ts';

/** A prediction may be wrong by so much; groups are filled a little less than full. */
const MARGIN = 0.97;

/** The parts of a recording, none larger than `maxSize` where that can be; one alone when it cannot be split. */
export function splitTarget(
  { source, types }: Pick<MakeContext, 'source' | 'types'>,
  target: RecordingTarget,
  { entities, shared }: SizePrediction,
  maxSize: number,
): readonly RecordingTarget[] {
  const parts: RecordingTarget[] = [];
  for (const kind of dividedRecording(source, target.kind, types)) {
    const part = { ...target, kind };
    const { split, holds } = recordingType(kind, types);
    const isByCameras = split?.byCameras ?? false;
    const own = entities.filter(({ address }) => holds?.(address) ?? true);
    const bytes = own.reduce((sum, one) => sum + one.bytes, shared);
    parts.push(...(bytes <= maxSize || !isByCameras ? [part] : byCameras(part, own, shared, maxSize * MARGIN)));
  }
  return parts;
}

type Sizes = SizePrediction['entities'];

/** Cameras in ascending order, as many to a part as fit; what belongs to no camera is in every part. */
function byCameras(target: RecordingTarget, sizes: Sizes, shared: number, limit: number): readonly RecordingTarget[] {
  const cameras = new Map<number, number>();
  let common = shared;
  for (const { address, bytes } of sizes) {
    const camera = cameraOf(address);
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
  if (groups.length < 2) return [target];
  return groups.map((group) => ({
    ...target,
    kind: { ...target.kind, cameras: [group[0]!, group.at(-1)!] as const },
    cameras: group,
  }));
}
