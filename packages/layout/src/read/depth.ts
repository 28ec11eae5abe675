import type { DepthMap } from '@outlay/schema/port';
import { UnexpectedContentError } from './errors.ts';
import { formatShape, type NpyDescription, readNpy, toFloat32 } from './npy.ts';

/** Width and height that an array of depth has. */
export interface DepthShape {
  readonly width: number;
  readonly height: number;
}

/**
 * Checks what the header of a depth map says. Whole numbers are refused: they cannot be metres, and millimetres drawn
 * as metres are kilometres away.
 * @throws UnexpectedContentError for another shape or number type
 */
export function requireDepthForm({ shape, dtype }: NpyDescription, path: string): DepthShape {
  const [height, width, last] = shape;
  if (height === undefined || width === undefined || shape.length > 3 || (last ?? 1) !== 1)
    throw new UnexpectedContentError(path, 'The depth map has another shape', {
      expected: 'shape (H, W) or (H, W, 1)',
      actual: `shape ${formatShape(shape)}`,
    });
  if (/[iu]\d$/.test(dtype))
    throw new UnexpectedContentError(path, 'The depth map has another unit', {
      expected: 'metres as floats',
      actual: `whole numbers (${dtype}), which usually are millimetres`,
      hint: 'Save metres: numpy.save(path, (depth / 1000).astype(numpy.float32)) for millimetres.',
    });
  if (!/f[248]$/.test(dtype))
    throw new UnexpectedContentError(path, 'The depth map holds no numbers', {
      expected: 'metres as floats',
      actual: `type ${dtype}`,
    });
  return { width, height };
}

/**
 * Reads a depth map: an array of shape (H, W) or (H, W, 1) in metres, of 2, 4 or 8 bytes a number. A float32 file may
 * share memory with `bytes`. Values are taken as they are, `NaN` and negative ones too.
 * @throws ReadError (also: unexpected content for another shape, and for whole numbers)
 */
export function readDepth(bytes: Uint8Array, path: string): DepthMap {
  const array = readNpy(bytes, path);
  const { width, height } = requireDepthForm(array, path);
  return { width, height, metres: toFloat32(array, path, 'depth') };
}

/** Farther than this no room and no street goes; millimetres of people are above it. */
const FAR = 500;
/** Pixels that tell enough. */
const SAMPLES = 500;

/**
 * The middle of the known distances where they can hardly be metres, because they are far beyond what cameras of people
 * see; `undefined` where they can.
 */
export function unlikelyMetres(metres: ArrayLike<number>): number | undefined {
  const step = Math.max(1, Math.floor(metres.length / SAMPLES));
  const known: number[] = [];
  for (let i = 0; i < metres.length; i += step) {
    const value = metres[i]!;
    if (value > 0 && value < Number.POSITIVE_INFINITY) known.push(value);
  }
  const middle = known.sort((a, b) => a - b)[known.length >> 1];
  return middle !== undefined && middle > FAR ? middle : undefined;
}
