import fc from 'fast-check';
// @ts-expect-error lz4js has no types
import * as lz4js from 'lz4js';
import { expect, it } from 'vitest';
import { lz4Compress, lz4Decompress } from '../../src/rrd/lz4.ts';
import { toHex } from '../hex.ts';

interface Lz4Js {
  compressBound(length: number): number;
  compressBlock(source: Uint8Array, out: Uint8Array, from: number, length: number, table: Uint32Array): number;
  decompressBlock(source: Uint8Array, out: Uint8Array, from: number, length: number, to: number): number;
}
const oracle = lz4js as Lz4Js;

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 300 }), fc.uint8Array())
    .map(([part, times, tail]) =>
      Uint8Array.from({ length: part.length * times + tail.length }, (_, index) =>
        index < part.length * times ? part[index % part.length]! : tail[index - part.length * times]!,
      ),
    ),
  fc
    .array(fc.double({ noNaN: true }), { maxLength: 2000 })
    .map((values) => new Uint8Array(Float32Array.from(values).buffer)),
);

it('lz4js reads our blocks', () => {
  const property = fc.property(bytes, (source) => {
    const out = new Uint8Array(source.length);
    const block = lz4Compress(source);
    expect(oracle.decompressBlock(block, out, 0, block.length, 0)).toBe(source.length);
    expect(toHex(out)).toBe(toHex(source));
  });
  fc.assert(property, { numRuns: 300 });
});

it('we read the blocks of lz4js', () => {
  const property = fc.property(bytes, (source) => {
    const out = new Uint8Array(oracle.compressBound(source.length));
    const length = oracle.compressBlock(source, out, 0, source.length, new Uint32Array(1 << 16));
    // 0 means that it does not pay: lz4js then writes no block at all.
    if (length > 0) expect(toHex(lz4Decompress(out.subarray(0, length), source.length))).toBe(toHex(source));
  });
  fc.assert(property, { numRuns: 300 });
});
