/**
 * A camera over time, read whole: a frame of it is 168 bytes.
 * @module
 */
import type { Camera, ImageFile, Series } from '@outlay/schema/port';
import { exportFinding, type ProblemLog } from '../run/problems.ts';

/** Poses and intrinsics of one camera. */
export interface CameraTrack {
  readonly frames: readonly number[];
  readonly cameras: readonly Camera[];
  /** The same extrinsics in every frame, bit for bit. */
  readonly constantPose: boolean;
  /** The same intrinsics in every frame, bit for bit. */
  readonly constantLens: boolean;
}

/** Reads a camera. Frames whose matrices cannot be a camera are reported and left out; `undefined` when none is left. */
export async function readCameraTrack(
  series: Series<Camera>,
  frames: readonly number[],
  problems: ProblemLog,
  signal?: AbortSignal,
): Promise<CameraTrack | undefined> {
  const kept: number[] = [];
  const cameras: Camera[] = [];
  for await (const batch of series.read({ frames, ...(signal && { signal }) }))
    for (const { frame, path, value, problem } of batch) {
      if (value === undefined) {
        problems.add(problem);
        continue;
      }
      const fault = faultOf(value);
      if (fault === undefined) {
        kept.push(frame);
        cameras.push(sharing(value, cameras.at(-1)));
      } else
        problems.add(
          exportFinding('export-camera-invalid', path, `The camera of frame ${frame} is left out: ${fault}.`),
        );
    }
  const first = cameras[0];
  if (first === undefined) return undefined;
  return {
    frames: kept,
    cameras,
    constantPose: cameras.every(({ extrinsics }) => same(extrinsics, first.extrinsics)),
    constantLens: cameras.every(({ intrinsics }) => same(intrinsics, first.intrinsics)),
  };
}

/** Most cameras stand still for thousands of frames: what is equal is kept once. */
function sharing(camera: Camera, before: Camera | undefined): Camera {
  if (before === undefined) return camera;
  const intrinsics = same(camera.intrinsics, before.intrinsics) ? before.intrinsics : camera.intrinsics;
  const extrinsics = same(camera.extrinsics, before.extrinsics) ? before.extrinsics : camera.extrinsics;
  return intrinsics === before.intrinsics && extrinsics === before.extrinsics ? before : { intrinsics, extrinsics };
}

function same(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => value === b[i]);
}

function faultOf({ intrinsics, extrinsics }: Camera): string | undefined {
  if (intrinsics.length !== 9 || extrinsics.length !== 12) return 'its matrices are not 3×3 and 3×4';
  if (!intrinsics.every(Number.isFinite) || !extrinsics.every(Number.isFinite)) return 'a value is not finite';
  if (!(intrinsics[0]! > 0 && intrinsics[4]! > 0)) return 'a focal length is not above 0';
  return undefined;
}

/** Width and height in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Size of the first picture that can be read, `undefined` when there is none. Its problems are the writers' to tell. */
export async function firstPictureSize(
  series: Series<ImageFile> | undefined,
  signal?: AbortSignal,
): Promise<PictureSize | undefined> {
  for (const frame of series?.frames.slice(0, MAX_TRIES) ?? []) {
    let size: PictureSize | undefined;
    // To its end, so that its memory is used again: there are as many first pictures as series.
    for await (const batch of series!.read({ frames: [frame], reuse: true, ...(signal && { signal }) }))
      for (const { value } of batch) if (value !== undefined) size = { width: value.width, height: value.height };
    if (size !== undefined) return size;
  }
  return undefined;
}

/** Damaged pictures passed over before giving up on learning a size. */
const MAX_TRIES = 8;

/** The part of a full-size camera that a smaller picture shows. */
export interface PictureScale {
  /** Size of the picture the pinhole is for. */
  readonly picture: PictureSize;
  /** Factor from full-size pixels to picture pixels, along x and y. */
  readonly x: number;
  readonly y: number;
}

/**
 * Scale between a camera's intrinsics, which are for the full-size picture, and the picture at hand. A trainer halves
 * sizes by whole numbers and rounds down, so `470 × 640` of `941 × 1280` is exactly one half.
 * @param full Size of the full picture; without it, twice the principal point stands for it.
 * @param picture Size of the picture drawn; without it, the full size.
 */
export function pictureScale(
  camera: Camera,
  full: PictureSize | undefined,
  picture: PictureSize | undefined,
): PictureScale {
  const whole = full ?? { width: Math.round(2 * camera.intrinsics[2]!), height: Math.round(2 * camera.intrinsics[5]!) };
  const size = picture ?? { width: Math.max(1, whole.width), height: Math.max(1, whole.height) };
  const along = (part: number, of: number) => {
    const divisor = Math.round(of / part);
    const isWhole = divisor >= 1 && Math.abs(Math.floor(of / divisor) - part) <= (full === undefined ? 1 : 0);
    return isWhole ? 1 / divisor : part / of;
  };
  return { picture: size, x: along(size.width, whole.width), y: along(size.height, whole.height) };
}

/** Intrinsics for the scaled picture, 3×3 row-major. */
export function scaleIntrinsics(intrinsics: Float64Array, { x, y }: Pick<PictureScale, 'x' | 'y'>): Float64Array {
  return intrinsics.map((value, i) => (i < 3 ? value * x : i < 6 ? value * y : value));
}
