import type { Camera } from '@outlay/schema/port';
import type { Issue } from '../../issues/issue.ts';
import { median } from './projection.ts';

/** A camera and where it was read. */
export interface FrameCamera {
  readonly frame: number;
  readonly path: string;
  readonly camera: Camera;
}

/** Fewer frames tell nothing about what is usual. */
const MIN_FRAMES = 4;
/** A step this much larger than the usual one, and than what hands do between two frames, is a jump. */
const JUMP = { times: 8, metres: 0.25, degrees: 12, focal: 0.2 } as const;

/** Frames in which the camera is away from where it is before and after. */
export function* jumps(cameras: readonly FrameCamera[]): Generator<Issue> {
  if (cameras.length < MIN_FRAMES) return;
  const poses = cameras.map(({ camera }) => poseOf(camera));
  const steps = poses.slice(1).map((pose, i) => between(poses[i]!, pose));
  for (const kind of ['metres', 'degrees', 'focal'] as const) {
    const limit = Math.max(JUMP[kind], JUMP.times * median(steps.map((step) => step[kind])));
    const isOff = (i: number): boolean => {
      const [before, after] = [steps[i - 1], steps[i]];
      if (before && after)
        // Away from both neighbours, which are near each other: this one is wrong, not the place.
        return before[kind] > limit && after[kind] > limit && between(poses[i - 1]!, poses[i + 1]!)[kind] <= limit;
      // At an end: the next ones agree with each other.
      const [near, next] = i === 0 ? [steps[0], steps[1]] : [steps.at(-1), steps.at(-2)];
      return near![kind] > limit && next![kind] <= limit;
    };
    const off = cameras.filter((_, i) => isOff(i));
    if (off.length * 3 > cameras.length) continue;
    for (const { frame, path } of off)
      yield {
        name: 'camera-jumps',
        path,
        frame,
        expected: `${WORDS[kind]} as in the frames beside it`,
        actual: 'another one in this frame',
      };
    if (off.length > 0) return;
  }
}

const WORDS = { metres: 'the position', degrees: 'the direction', focal: 'the focal length' } as const;

interface Pose {
  readonly center: readonly [number, number, number];
  readonly rotation: readonly number[];
  readonly focal: number;
}

function poseOf({ extrinsics: e, intrinsics: k }: Camera): Pose {
  const axis = (j: number): number => -(e[j]! * e[3]! + e[4 + j]! * e[7]! + e[8 + j]! * e[11]!);
  return {
    center: [axis(0), axis(1), axis(2)],
    rotation: [0, 1, 2, 4, 5, 6, 8, 9, 10].map((i) => e[i]!),
    focal: Math.log(k[0]!),
  };
}

function between(a: Pose, b: Pose): { readonly metres: number; readonly degrees: number; readonly focal: number } {
  const trace = a.rotation.reduce((sum, value, i) => sum + value * b.rotation[i]!, 0);
  return {
    metres: Math.hypot(...a.center.map((value, i) => value - b.center[i]!)),
    degrees: (Math.acos(Math.min(1, Math.max(-1, (trace - 1) / 2))) * 180) / Math.PI,
    focal: Math.abs(a.focal - b.focal),
  };
}
