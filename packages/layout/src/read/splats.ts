import type { Splats } from '@outlay/schema/port';
import { LimitExceededError, UnexpectedContentError, UnsupportedFileError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import { formatShape } from './npy.ts';
import { readTensors, type TorchTensor } from './torch.ts';

/**
 * Reads posed 3D Gaussians of one frame from a `.pt` file, without unpickling it. Values are taken as they are
 * (activated, not clamped); arrays may share memory with `bytes`.
 * @throws ReadError (also: unexpected content when a tensor is missing, the counts disagree or an index is not that of a person)
 */
export function readSplats(bytes: Uint8Array, path: string): Splats {
  const tensors = readTensors(bytes, path);
  const count = require(tensors, 'xyz', path).shape[0] ?? 0;
  if (count > READ_LIMITS.splats) throw new LimitExceededError(path, 'splats', READ_LIMITS.splats, `${count} splats`);
  const useRgb = tensors.get('use_rgb');
  if (useRgb && useRgb.data[0] === 0)
    throw new UnsupportedFileError(path, 'The colors are spherical harmonics', {
      expected: 'use_rgb = true, colors as RGB',
      actual: 'use_rgb = false',
    });
  const floats = (key: string, width: number): Float32Array => {
    const { shape, data } = require(tensors, key, path);
    if (shape[0] !== count || data.length !== count * width || !(data instanceof Float32Array))
      throw new UnexpectedContentError(path, `Tensor "${key}" has another shape`, {
        expected: `${count} × ${width} floats`,
        actual: `shape ${formatShape(shape)}`,
      });
    return data;
  };
  return {
    count,
    centers: floats('xyz', 3),
    scales: floats('scaling', 3),
    rotations: floats('rotation', 4),
    opacities: floats('opacity', 1),
    colors: floats('shs', 3),
    persons: personsOf(tensors, count, path),
  };
}

function personsOf(tensors: ReadonlyMap<string, TorchTensor>, count: number, path: string): Int32Array {
  const counts = tensors.get('person_gaussian_counts');
  if (counts) {
    const sum = Array.from<number>(counts.data).reduce((total, value) => total + value, 0);
    if (sum !== count)
      throw new UnexpectedContentError(path, 'The splats per person do not add up', {
        expected: `${count} in total`,
        actual: `${sum} in person_gaussian_counts`,
      });
  }
  const { shape, data } = require(tensors, 'person_ids', path);
  if (data.length !== count || !(data instanceof Int32Array))
    throw new UnexpectedContentError(path, 'Tensor "person_ids" has another shape', {
      expected: `${count} integers`,
      actual: `shape ${formatShape(shape)}`,
    });
  const stranger = data.find((person) => person < 0 || person >= READ_LIMITS.persons);
  if (stranger !== undefined)
    throw new UnexpectedContentError(path, 'Tensor "person_ids" has a value that is not a person index', {
      expected: `person indices from 0 to ${READ_LIMITS.persons - 1}`,
      actual: String(stranger),
    });
  return data;
}

function require(tensors: ReadonlyMap<string, TorchTensor>, key: string, path: string): TorchTensor {
  const tensor = tensors.get(key);
  if (!tensor)
    throw new UnexpectedContentError(path, `Tensor "${key}" is missing`, {
      expected: `the key "${key}"`,
      actual: `the keys ${[...tensors.keys()].join(', ')}`,
    });
  return tensor;
}
