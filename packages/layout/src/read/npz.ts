import { UnexpectedContentError } from './errors.ts';
import { formatShape, type NdArray, readNpy } from './npy.ts';
import { readZip, readZipEntry, type ZipArchive } from './zip.ts';

/** Arrays of an `.npz`, read when asked for. */
export interface NpzArchive {
  readonly path: string;
  /** Names without `.npy`, in file order. */
  readonly keys: readonly string[];
  /** The array with this name, or `undefined`. @throws ReadError when it is there but broken. */
  get(key: string): NdArray | undefined;
}

/**
 * Opens an `.npz`, as `numpy.savez` or `savez_compressed` write it.
 * @throws ReadError (empty, truncated, malformed, unsupported, limit)
 */
export function readNpz(bytes: Uint8Array, path: string): NpzArchive {
  const zip = readZip(bytes, path);
  const keys = [...zip.entries.keys()].map((name) => (name.endsWith('.npy') ? name.slice(0, -4) : name));
  return { path, keys, get: (key) => readEntry(zip, key) };
}

function readEntry(zip: ZipArchive, key: string): NdArray | undefined {
  const entry = zip.entries.get(`${key}.npy`) ?? zip.entries.get(key);
  return entry === undefined ? undefined : readNpy(readZipEntry(zip, entry), zip.path);
}

/** The array with this name. @throws UnexpectedContentError when there is none, or its shape is none of `shapes`. */
export function requireArray(npz: NpzArchive, key: string, shapes: readonly string[]): NdArray {
  const array = npz.get(key);
  if (!array)
    throw new UnexpectedContentError(npz.path, `Array "${key}" is missing`, {
      expected: `the key "${key}"`,
      actual: npz.keys.length === 0 ? 'an archive without arrays' : `the keys ${npz.keys.join(', ')}`,
    });
  if (!shapes.some((shape) => matchesShape(array.shape, shape)))
    throw new UnexpectedContentError(npz.path, `Array "${key}" has another shape`, {
      expected: `shape ${shapes.map((shape) => `(${shape})`).join(' or ')}`,
      actual: `shape ${formatShape(array.shape)}`,
    });
  return array;
}

/** `'1,3,3'`, `'P,21,3'`: numbers must be equal, letters and `*` stand for any length. */
function matchesShape(shape: readonly number[], pattern: string): boolean {
  const parts = pattern.split(',');
  return (
    parts.length === shape.length && parts.every((part, axis) => !/^\d+$/.test(part) || Number(part) === shape[axis])
  );
}
