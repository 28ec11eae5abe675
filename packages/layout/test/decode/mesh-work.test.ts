import { vertexNormals } from '@outlay/schema/port';
import { expect, it } from 'vitest';
import { MeshWorker } from '../../src/decode/mesh-work.ts';
import { readObj } from '../../src/read/obj.ts';

const tetrahedron = (size: number) =>
  `v 0 0 0\nv ${size} 0 0\nv 0 ${size} 0\nv 0 0 ${size}.5\nf 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4`;
const FILES: Readonly<Record<string, string>> = {
  a: tetrahedron(1),
  b: tetrahedron(2),
  triangle: 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n',
  broken: 'v 0 0 zero\n',
  empty: '',
};
const bytesOf = (name: string) => {
  const text = FILES[name];
  if (text === undefined) throw new Error('no such file');
  return new TextEncoder().encode(text);
};

it.each([false, true])('answers hold what readObj gives, with normals: %s, in new and in used memory', (normals) => {
  const worker = new MeshWorker(bytesOf);
  const triangles = new Map<number, Uint32Array>();
  let memory: ArrayBuffer | undefined;
  for (const paths of [
    ['a', 'b'],
    ['b', 'triangle', 'a'],
    ['a', 'absent', 'broken', 'empty', 'b'],
  ]) {
    const answer = worker.answer({ paths, normals, ...(memory ? { memory } : {}) });
    for (const one of answer.triangles) triangles.set(one.topology, one.triangles);
    const found = answer.places.map((place) => {
      if (place === undefined) return undefined;
      const take = (from: number) => new Float32Array(answer.memory, from * 4, place.length).slice();
      return {
        positions: take(place.positions),
        triangles: triangles.get(place.topology),
        normals: place.normals === undefined ? undefined : take(place.normals),
      };
    });
    expect(found).toEqual(
      paths.map((path) => {
        if (['absent', 'broken', 'empty'].includes(path)) return undefined;
        const mesh = readObj(bytesOf(path), path);
        return {
          positions: mesh.positions,
          triangles: mesh.triangles,
          normals: normals ? vertexNormals(mesh.positions, mesh.triangles) : undefined,
        };
      }),
    );
    // As a transfer to another thread does: the views of the worker are gone.
    memory = structuredClone(answer.memory, { transfer: [answer.memory] });
  }
  expect(triangles.size).toBe(3);
});
