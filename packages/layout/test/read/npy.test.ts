import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { READ_LIMITS, readNpy, readNpyHeader } from '../../src/read/index.ts';
import { bytesOf, join, latin, npy } from './bytes.ts';
import { codeOf } from './failure.ts';

const floats = bytesOf(Float32Array.of(1, 2, 3, 4, 5, 6));

describe('readNpy', () => {
  test.each([1, 2, 3])('reads version %i', (version) => {
    const array = readNpy(npy("'<f4'", '(2, 3)', floats, { version }), 'a.npy');
    expect(array).toMatchObject({ shape: [2, 3], dtype: '<f4' });
    expect([...(array.data as Float32Array)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('puts Fortran order into C order', () => {
    const array = readNpy(npy("'<f4'", '(2, 3)', floats, { fortran: true }), 'a.npy');
    expect([...(array.data as Float32Array)]).toEqual([1, 3, 5, 2, 4, 6]);
  });

  test('swaps big-endian numbers', () => {
    const array = readNpy(npy("'>i2'", '(2,)', Uint8Array.of(1, 2, 0xff, 0xfe)), 'a.npy');
    expect([...(array.data as Int16Array)]).toEqual([258, -2]);
  });

  test('reads halves, with subnormal, infinite and missing values', () => {
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00, 0xfc00, 0x7e00, 0x8000);
    const { data } = readNpy(npy("'<f2'", '(7,)', bytesOf(halves)), 'a.npy');
    expect([...(data as Float32Array)]).toEqual([1, -2, 2 ** -24, Infinity, -Infinity, NaN, -0]);
  });

  test.each([
    ["'<f8'", Float64Array.of(0.1, -1)],
    ["'|i1'", Int8Array.of(-1, 2)],
    ["'|u1'", Uint8Array.of(255, 2)],
    ["'<u2'", Uint16Array.of(65535, 2)],
    ["'<i4'", Int32Array.of(-5, 2)],
    ["'<u4'", Uint32Array.of(4294967295, 2)],
    ["'<i8'", BigInt64Array.of(-5n, 2n)],
    ["'<u8'", BigUint64Array.of(5n, 2n)],
  ])('reads %s', (descr, values) => {
    expect(readNpy(npy(descr, '(2,)', bytesOf(values)), 'a.npy').data).toEqual(values);
  });

  test('reads booleans as 0 and 1, and strings without their padding', () => {
    expect([...readNpy(npy("'|b1'", '(3,)', Uint8Array.of(0, 1, 7)), 'a.npy').data]).toEqual([0, 1, 1]);
    const text = bytesOf(Uint32Array.of(109, 0, 0x1f600, 120));
    expect(readNpy(npy("'<U2'", '(2,)', text), 'a.npy').data).toEqual(['m', '😀x']);
    expect(readNpy(npy("'|S3'", '(2,)', latin('ab\0xyz')), 'a.npy').data).toEqual(['ab', 'xyz']);
  });

  test('shares memory where the offset allows it, and copies where not', () => {
    const file = npy("'<f4'", '(6,)', floats);
    const start = file.length - floats.length;
    for (const shift of [0, 1, 2, 3]) {
      const buffer = new Uint8Array(file.length + shift);
      buffer.set(file, shift);
      const { data } = readNpy(buffer.subarray(shift), 'a.npy');
      expect([...(data as Float32Array)]).toEqual([1, 2, 3, 4, 5, 6]);
      expect((data as Float32Array).buffer === buffer.buffer).toBe((start + shift) % 4 === 0);
    }
  });

  test('reads scalars and empty arrays', () => {
    expect(readNpy(npy("'<i8'", '()', bytesOf(BigInt64Array.of(4n))), 'a.npy')).toMatchObject({
      shape: [],
      data: BigInt64Array.of(4n),
    });
    expect(readNpy(npy("'<f4'", '(0, 10)', new Uint8Array(0)), 'a.npy')).toMatchObject({
      shape: [0, 10],
      data: new Float32Array(0),
    });
  });

  test.each([
    ['FILE_EMPTY', new Uint8Array(0)],
    ['FILE_MALFORMED', latin('PK\x03\x04 something else')],
    ['FILE_TRUNCATED', npy("'<f4'", '(2, 3)', floats).subarray(0, 90)],
    ['FILE_TRUNCATED', npy("'<f4'", '(2, 3)', floats).subarray(0, 20)],
    ['FILE_UNSAFE', npy("'|O'", '(1,)', latin('\x80\x02cposix\nsystem\n.'))],
    ['FILE_UNSUPPORTED', npy("[('x', '<f4')]", '(1,)', floats)],
    ['FILE_UNSUPPORTED', npy("'<c8'", '(1,)', floats)],
    ['FILE_UNSUPPORTED', npy("'<f4'", '(1,)', floats, { version: 4 })],
    ['FILE_MALFORMED', npy("__import__('os').system('true')", '(1,)', floats)],
    ['FILE_MALFORMED', npy("'<f4'", '(-1,)', floats)],
    ['LIMIT_EXCEEDED', npy("'<f4'", '(999999999, 999999999)', floats)],
    ['LIMIT_EXCEEDED', npy("'<f4'", `(${'1,'.repeat(33)})`, floats)],
    ['LIMIT_EXCEEDED', join(Uint8Array.of(0x93), latin('NUMPY\x02\0'), Uint8Array.of(255, 255, 255, 127))],
  ])('refuses with %s', (code, bytes) => {
    expect(codeOf(() => readNpy(bytes, 'a.npy'))).toBe(code);
  });

  test('says what was expected, what was found, and where', () => {
    expect(() => readNpy(npy("'<f4'", '(2, 3)', floats).subarray(0, -4), 'depths/4/000001.npy')).toThrow(
      'The NumPy array ends early: expected 24 bytes of data for shape (2, 3) of <f4, found 20 (depths/4/000001.npy).',
    );
  });

  test('checks the length of a file from its header alone', () => {
    const file = npy("'<f4'", '(2, 3)', floats);
    const head = file.subarray(0, file.length - floats.length);
    expect(readNpyHeader(head, file.length, 'a.npy')).toEqual({ shape: [2, 3], dtype: '<f4' });
    expect(codeOf(() => readNpyHeader(head, file.length - 1, 'a.npy'))).toBe('FILE_TRUNCATED');
  });

  property.prop([fc.array(fc.nat(4), { minLength: 1, maxLength: 4 })])(
    'Fortran order of any shape comes out transposed',
    (shape) => {
      const count = shape.reduce((product, length) => product * length, 1);
      const values = Int32Array.from({ length: count }, (_, i) => i);
      const { data } = readNpy(npy("'<i4'", `(${shape.join()},)`, bytesOf(values), { fortran: true }), 'a.npy');
      const index = (flat: number): number => {
        let rest = flat;
        const place = [...shape].reverse().map((length) => {
          const at = rest % length;
          rest = Math.floor(rest / length);
          return at;
        });
        place.reverse();
        return place.reduce<{ sum: number; stride: number }>(
          ({ sum, stride }, at, axis) => ({ sum: sum + at * stride, stride: stride * (shape[axis] as number) }),
          { sum: 0, stride: 1 },
        ).sum;
      };
      expect([...(data as Int32Array)]).toEqual(Array.from({ length: count }, (_, i) => index(i)));
    },
  );

  test('the limit is one that no real file comes near', () => {
    expect(READ_LIMITS.arrayBytes).toBeGreaterThan(50 * 940 * 1280 * 4);
  });
});
