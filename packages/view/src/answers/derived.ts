/**
 * Masks and depth as pictures that a canvas can draw, see `Pixels`.
 * @module
 */
import { parseFrame, SPLITS } from '@outlay/schema/names';
import type { ClassImage, DepthMap, Experiment, Series } from '@outlay/schema/port';
import { FaultError, unreadable } from '../web/fault.ts';
import { encodePng } from './png.ts';

/** Depth that a picture can hold, in millimetres. */
const FARTHEST = 65_535;

/**
 * `masks/train/4/000012.png`, `depths/train/4/000012.png`, `background-depths/30/000012.png` as the bytes of a PNG.
 * @throws FaultError when there is none, or the file behind it is broken.
 */
export async function derivedPicture(
  experiment: Experiment,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts = path.split('/');
  const frame = parseFrame(/^(\d+)\.png$/.exec(parts.at(-1)!)?.[1] ?? '');
  const [kind, where, camera] = parts;
  if (frame !== undefined && kind === 'background-depths' && parts.length === 3) {
    const pose = experiment.evaluations.find(({ epoch }) => String(epoch) === where)?.pose.pose_smplx;
    return depthPicture(await valueAt(pose?.sourceView?.backgroundDepths, frame, signal));
  }
  const split = SPLITS.find((name) => name === where);
  const input = split && experiment[split]?.cameras.find((one) => String(one.camera) === camera);
  if (frame !== undefined && input && parts.length === 4) {
    if (kind === 'masks') return classPicture(await valueAt(input.masks, frame, signal));
    if (kind === 'depths') return depthPicture(await valueAt(input.depths, frame, signal));
  }
  throw new FaultError('notServed', 'This run has no such picture.');
}

async function valueAt<T>(series: Series<T> | undefined, frame: number, signal: AbortSignal | undefined): Promise<T> {
  if (series?.frames.includes(frame))
    for await (const [item] of series.read({ frames: [frame], ...(signal && { signal }) })) {
      if (item?.problem) throw unreadable(item.problem);
      if (item) return item.value;
    }
  throw new FaultError('notServed', 'This run has no such picture.');
}

function classPicture({ width, height, classes }: ClassImage): Promise<Uint8Array<ArrayBuffer>> {
  return encodePng(width, height, 1, classes);
}

function depthPicture({ width, height, metres }: DepthMap): Promise<Uint8Array<ArrayBuffer>> {
  const samples = new Uint8Array(metres.length * 3);
  for (let i = 0; i < metres.length; i++) {
    const depth = metres[i]!;
    // Not a number and below 0 are unknown; what is known must not become unknown by rounding.
    const value = depth > 0 ? Math.min(FARTHEST, Math.max(1, Math.round(depth * 1000))) : 0;
    samples[3 * i] = value >> 8;
    samples[3 * i + 1] = value & 0xff;
  }
  return encodePng(width, height, 3, samples);
}
