import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { encodeFaces, encodeVertices, joinObj, mergeFaces } from '../../src/format/obj.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

// BigInt arithmetic on the float's exact value: printf's %.8f, written a second way.
function printf8(value: number): string {
  const [mantissa, shift] = (() => {
    let m = Math.abs(value);
    let s = 0;
    while (!Number.isInteger(m)) {
      m *= 2;
      s++;
    }
    return [BigInt(m), BigInt(s)];
  })();
  const scaled = mantissa * 100_000_000n;
  const one = 1n << shift;
  let n = scaled / one;
  const rest = 2n * (scaled % one);
  if (rest > one || (rest === one && n % 2n === 1n)) n++;
  const digits = n.toString().padStart(9, '0');
  return `${value < 0 || Object.is(value, -0) ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`;
}

test.prop([fc.float({ min: -1000, max: 1000, noNaN: true })])(
  'coordinates are printed as printf("%.8f") does',
  (value) => {
    expect(text(encodeVertices(Float32Array.of(value, 0, 1)))).toBe(`v ${printf8(value)} 0.00000000 1.00000000\n`);
  },
);

it('an object is the comment, vertices of all persons, faces with offset indexes and a blank line', () => {
  const faces = mergeFaces(Uint32Array.of(0, 1, 2), 3, 2);
  const person = encodeVertices(new Float32Array(9));
  expect(text(joinObj([person, person], encodeFaces(faces)))).toBe(
    `# https://github.com/mikedh/trimesh\n${'v 0.00000000 0.00000000 0.00000000\n'.repeat(6)}f 1 2 3\nf 4 5 6\n\n`,
  );
});
