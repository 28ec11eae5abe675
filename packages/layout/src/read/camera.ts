import { fileContract } from '@outlay/schema/names';
import type { Camera } from '@outlay/schema/port';
import { toFloat64 } from './npy.ts';
import { readNpz, requireArray } from './npz.ts';

/**
 * Reads a camera file: `intrinsics` (3×3) and `extrinsics` (3×4), each with or without a leading axis of 1.
 * The numbers are taken as they are; whether they make a camera is for validation.
 * @throws ReadError (also: unexpected content when a key is missing or a shape differs)
 */
export function readCamera(bytes: Uint8Array, path: string): Camera {
  const npz = readNpz(bytes, path);
  const array = (key: 'intrinsics' | 'extrinsics'): Float64Array =>
    toFloat64(requireArray(npz, key, shapesOf(key)), path, key);
  return { intrinsics: array('intrinsics'), extrinsics: array('extrinsics') };
}

function shapesOf(key: string): readonly string[] {
  const { content } = fileContract('input.camera');
  return content.kind === 'npz' ? (content.arrays[key]?.shapes ?? []) : [];
}
