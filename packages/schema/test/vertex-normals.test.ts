import { fc, test as property } from '@fast-check/vitest';
import { lazyKernel } from '@outlay-internal/kernel';
import { expect, it } from 'vitest';
import { wasm } from '../src/kernels/vertex-normals.ts';
import { plainVertexNormals, vertexNormals } from '../src/vertex-normals.ts';

const coordinate = fc.oneof(
  fc.float({ min: -3, max: 3, noNaN: true }),
  fc.float(),
  fc.constantFrom(0, 1, 1e-20, 1e20, Number.NaN, Number.POSITIVE_INFINITY),
);
const positions = fc.array(coordinate, { maxLength: 40 }).map((values) => Float32Array.from(values));
const triangles = fc
  .array(fc.integer({ min: 0, max: 13 }), { maxLength: 60 })
  .map((values) => Uint32Array.from(values));

it('has its kernel here', () => {
  expect(lazyKernel(wasm)()).toBeDefined();
});

property.prop([positions, triangles], { numRuns: 2000 })('gives the same bits with and without WebAssembly', (p, t) => {
  expect(new Uint32Array(vertexNormals(p, t).buffer)).toEqual(new Uint32Array(plainVertexNormals(p, t).buffer));
});

property.prop([positions, triangles], { numRuns: 500 })('gives unit vectors whatever it is given', (p, t) => {
  const normals = vertexNormals(p, t);
  for (let v = 0; v + 2 < normals.length; v += 3)
    if (p.length % 3 === 0 || v + 3 <= p.length - (p.length % 3))
      expect(Math.hypot(normals[v]!, normals[v + 1]!, normals[v + 2]!)).toBeCloseTo(1, 5);
});
