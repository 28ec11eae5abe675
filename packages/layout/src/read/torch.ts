/**
 * Dictionaries of tensors in the ZIP form of `torch.save` (PyTorch 1.6 and later).
 * @module
 */
import {
  EmptyFileError,
  MalformedFileError,
  TruncatedFileError,
  UnexpectedContentError,
  UnsupportedFileError,
} from './errors.ts';
import { isKind, type PickleValue, readPickle } from './pickle.ts';
import { readZip, readZipEntry, type ZipArchive } from './zip.ts';

/** A tensor in row-major order. */
export interface TorchTensor {
  readonly shape: readonly number[];
  /** Booleans are 0 and 1. May share memory with the bytes that were read. */
  readonly data: Float32Array | Int32Array | Uint8Array;
}

const STORAGES = {
  'torch.FloatStorage': Float32Array,
  'torch.IntStorage': Int32Array,
  'torch.BoolStorage': Uint8Array,
} as const;
type StorageArray = Float32Array | Int32Array | Uint8Array;

/**
 * Reads the tensors of a `.pt` file without unpickling it. Contiguous tensors at an aligned offset are views.
 * @throws ReadError (empty, truncated, malformed, checksum, unsafe, unsupported: the form before PyTorch 1.6, limit)
 */
export function readTensors(bytes: Uint8Array, path: string): ReadonlyMap<string, TorchTensor> {
  if (bytes.length === 0) throw new EmptyFileError(path, 'a PyTorch file');
  if (bytes[0] === 0x80)
    throw new UnsupportedFileError(path, 'The file is a bare pickle', {
      expected: 'the ZIP form that PyTorch writes since 1.6',
      actual: 'a pickle, which is never executed',
    });
  const zip = readZip(bytes, path);
  const dataName = [...zip.entries.keys()].find((name) => name.endsWith('/data.pkl'));
  const entry = dataName === undefined ? undefined : zip.entries.get(dataName);
  if (dataName === undefined || !entry)
    throw new UnexpectedContentError(path, 'Not a PyTorch file', {
      expected: 'the entry data.pkl',
      actual: `an archive with ${zip.entries.size} other entries`,
    });
  const root = dataName.slice(0, -'data.pkl'.length);
  const value = readPickle(readZipEntry(zip, entry), path);
  if (!isKind(value, 'dict'))
    throw new UnexpectedContentError(path, 'The file holds no dictionary', {
      expected: 'a dictionary of tensors',
      actual: 'another value',
    });
  const isBig = isBigEndian(zip, root);
  const storages = new Map<string, StorageArray>();
  const tensors = new Map<string, TorchTensor>();
  for (const [key, item] of value.entries)
    if (isKind(item, 'tensor')) tensors.set(key, rebuild(key, item.args, zip, root, isBig, storages));
  return tensors;
}

function isBigEndian(zip: ZipArchive, root: string): boolean {
  const entry = zip.entries.get(`${root}byteorder`);
  return entry !== undefined && new TextDecoder().decode(readZipEntry(zip, entry)).trim() === 'big';
}

function rebuild(
  key: string,
  args: readonly PickleValue[],
  zip: ZipArchive,
  root: string,
  isBig: boolean,
  storages: Map<string, StorageArray>,
): TorchTensor {
  const broken = (expected: string, actual: string): MalformedFileError =>
    new MalformedFileError(zip.path, `Tensor "${key}" is broken`, { expected, actual });
  const [persistent, offset, size, stride] = args;
  const id = isKind(persistent, 'persistent') && Array.isArray(persistent.id) ? persistent.id : undefined;
  const [tag, type, name, , count] = (id ?? []) as readonly PickleValue[];
  if (
    tag !== 'storage' ||
    !isKind(type, 'global') ||
    !(type.name in STORAGES) ||
    typeof name !== 'string' ||
    !isCount(count)
  )
    throw broken('a storage', 'something else');
  if (!isCount(offset) || !isCounts(size) || !isCounts(stride) || size.length !== stride.length)
    throw broken('an offset, a size and a stride', 'something else');

  const cacheKey = `${type.name} ${name}`;
  const storage =
    storages.get(cacheKey) ?? readStorage(key, type.name as keyof typeof STORAGES, name, count, zip, root, isBig);
  storages.set(cacheKey, storage);
  const length = size.reduce((product, n) => product * n, 1);
  const highest = length === 0 ? -1 : size.reduce((sum, n, axis) => sum + (n - 1) * (stride[axis] as number), offset);
  // A stride of 0 can make any size out of one number; no tensor of ours is larger than its storage.
  if (highest >= storage.length || length > storage.length)
    throw broken(`at most ${storage.length} values`, `${length} from ${offset}`);
  if (isContiguous(size, stride)) return { shape: size, data: storage.subarray(offset, offset + length) };
  return { shape: size, data: gather(storage, offset, size, stride, length) };
}

function readStorage(
  key: string,
  type: keyof typeof STORAGES,
  name: string,
  count: number,
  zip: ZipArchive,
  root: string,
  isBig: boolean,
): StorageArray {
  const entry = zip.entries.get(`${root}data/${name}`);
  const Data = STORAGES[type];
  const width = Data.BYTES_PER_ELEMENT;
  if (!entry || entry.size < count * width)
    throw new TruncatedFileError(zip.path, `Tensor "${key}" is not complete`, {
      expected: `${count * width} bytes in data/${name}`,
      actual: entry ? `${entry.size}` : 'no such entry',
    });
  let raw = readZipEntry(zip, entry);
  if (raw.byteOffset % width !== 0 || (isBig && width > 1)) raw = raw.slice();
  if (isBig) for (let at = 0; at + width <= raw.length; at += width) raw.subarray(at, at + width).reverse();
  return new Data(raw.buffer as ArrayBuffer, raw.byteOffset, count);
}

function gather(
  storage: StorageArray,
  offset: number,
  size: readonly number[],
  stride: readonly number[],
  length: number,
): StorageArray {
  const out = storage.slice(0, length);
  const index = new Array<number>(size.length).fill(0);
  let from = offset;
  for (let to = 0; to < length; to++) {
    out[to] = storage[from] as number;
    for (let axis = size.length - 1; axis >= 0; axis--) {
      from += stride[axis] as number;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (size[axis] as number)) break;
      from -= (stride[axis] as number) * (size[axis] as number);
      index[axis] = 0;
    }
  }
  return out;
}

function isContiguous(size: readonly number[], stride: readonly number[]): boolean {
  let expected = 1;
  for (let axis = size.length - 1; axis >= 0; axis--) {
    if (size[axis] !== 1 && stride[axis] !== expected) return false;
    expected *= size[axis] as number;
  }
  return true;
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCounts(value: PickleValue | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every(isCount);
}
