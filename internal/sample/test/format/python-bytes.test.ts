import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { because } from '../../../../vitest.shared.ts';
import { encodeNpy, encodeNpz, type NpyArray } from '../../src/format/npy.ts';
import { encodeFaces, encodeVertices, joinObj } from '../../src/format/obj.ts';
import type { Tensor } from '../../src/format/torch-pickle.ts';
import { encodeTorchFile } from '../../src/format/torch-zip.ts';
import { filesBelow, NO_PYTHON_SAMPLE, pythonSample } from '../shared.ts';

/** A small npy reader, apart from the code under test. */
function readNpy(bytes: Uint8Array): NpyArray {
  const length = bytes[8]! + 256 * bytes[9]!;
  const header = Buffer.from(bytes.subarray(10, 10 + length)).toString('latin1');
  const descr = /'descr': '([^']+)'/.exec(header)![1]!;
  const shape = /'shape': \(([^)]*)\)/
    .exec(header)![1]!
    .split(',')
    .filter((s) => s.trim() !== '')
    .map(Number);
  const body = bytes.slice(10 + length).buffer;
  if (descr === '<f4') return { shape, data: new Float32Array(body) };
  if (descr === '<f8') return { shape, data: new Float64Array(body) };
  if (descr === '<i8') return { shape, data: new BigInt64Array(body) };
  const width = Number(/^<U(\d+)$/.exec(descr)![1]);
  const codes = new Uint32Array(body);
  const data = Array.from({ length: codes.length / width }, (_, i) =>
    String.fromCodePoint(...codes.subarray(i * width, (i + 1) * width)).replace(/\0+$/, ''),
  );
  return { shape, data };
}

const read = (path: string) => new Uint8Array(readFileSync(join(pythonSample!, path)));

describe.skipIf(!pythonSample)(
  `what is read from the Python sample is written back with the same bytes${because(NO_PYTHON_SAMPLE)}`,
  () => {
    const files = pythonSample ? filesBelow(pythonSample) : [];

    it('npz', () => {
      const npz = files.filter((path) => path.endsWith('.npz'));
      expect(npz.length).toBeGreaterThan(50);
      for (const path of npz) {
        const bytes = read(path);
        const arrays = Object.fromEntries(
          Object.entries(unzipSync(bytes)).map(([name, entry]) => [name.replace(/\.npy$/, ''), readNpy(entry)]),
        );
        expect(Buffer.from(encodeNpz(arrays)).equals(bytes), path).toBe(true);
      }
    });

    it('npy', () => {
      const arrays = files.filter((path) => path.endsWith('.npy'));
      expect(arrays.length).toBeGreaterThan(0);
      for (const path of arrays) {
        const bytes = read(path);
        expect(Buffer.from(encodeNpy(readNpy(bytes))).equals(bytes), path).toBe(true);
      }
    });

    it('obj', () => {
      const objs = files.filter((path) => path.endsWith('.obj'));
      expect(objs.length).toBeGreaterThan(50);
      for (const path of objs) {
        const bytes = read(path);
        const lines = Buffer.from(bytes).toString('latin1').split('\n');
        const numbers = (kind: string) =>
          lines.filter((l) => l.startsWith(kind)).flatMap((l) => l.slice(2).split(' ').map(Number));
        const vertices = Float32Array.from(numbers('v '));
        const faces = Uint32Array.from(numbers('f '), (i) => i - 1);
        const written = joinObj([encodeVertices(vertices)], encodeFaces(faces));
        expect(written.length, path).toBe(bytes.length);
        // Eight decimals do not give every float32 back, so the last digit may differ; the form may not.
        const again = Buffer.from(written).toString('latin1').split('\n');
        const strays = again.filter((line, i) => {
          const theirs = lines[i]!;
          if (!line.startsWith('v ')) return line !== theirs;
          const wanted = theirs.slice(2).split(' ');
          return line
            .slice(2)
            .split(' ')
            .some((value, k) => Math.abs(Number(value) - Number(wanted[k])) > 1.2e-7);
        });
        expect(strays, path).toEqual([]);
      }
    });

    it('pt, but for the serialization id that torch derives from hashes of its own', () => {
      const pts = files.filter((path) => path.endsWith('.pt'));
      expect(pts.length).toBeGreaterThan(10);
      for (const path of pts) {
        const bytes = read(path);
        const stem = /(\d+)\.pt$/.exec(path)![1]!;
        const entries = unzipSync(bytes);
        const data = (i: number) => entries[`${stem}/data/${i}`]!;
        const n = data(1).length / 4;
        const persons = data(6).length / 4;
        const float = (shape: number[], i: number): Tensor => ({ type: 'FloatStorage', shape, bytes: data(i) });
        const written = encodeTorchFile(stem, {
          xyz: float([n, 3], 0),
          opacity: float([n, 1], 1),
          rotation: float([n, 4], 2),
          scaling: float([n, 3], 3),
          shs: float([n, 1, 3], 4),
          person_ids: { type: 'IntStorage', shape: [n], bytes: data(5) },
          person_gaussian_counts: { type: 'IntStorage', shape: [persons], bytes: data(6) },
          use_rgb: { type: 'BoolStorage', shape: [], bytes: data(7) },
        });
        expect(written.length, path).toBe(bytes.length);
        const differing = [...written].flatMap((byte, i) => (byte === bytes[i] ? [] : [i]));
        const id = Buffer.from(bytes).indexOf(`${stem}/.data/serialization_id`);
        const inId = differing.filter((i) => i >= id && i < id + 30 + 128);
        // Everything else that may differ is that entry's checksum in the central directory.
        expect(differing.length - inId.length, path).toBeLessThanOrEqual(4);
      }
    });
  },
);
