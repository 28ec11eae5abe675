import { lazyKernel } from '@outlay-internal/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wasm } from '../../src/kernels/lz4.ts';
import {
  lz4Compress,
  lz4CompressBound,
  lz4CompressPieces,
  lz4CompressPlain,
  lz4Decompress,
} from '../../src/rrd/lz4.ts';
import { fromHex, toHex } from '../hex.ts';

const structured = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 60 })), { maxLength: 30 })
  .map((parts) =>
    Uint8Array.from(parts.flatMap(([part, times]) => Array.from({ length: times }, () => [...part]).flat())),
  );

describe('LZ4 block', () => {
  it('has its kernel here', () => {
    expect(lazyKernel(wasm)()).toBeDefined();
  });

  it('comes back', () => {
    const property = fc.property(fc.oneof(fc.uint8Array({ maxLength: 5000 }), structured), (bytes) => {
      const block = lz4Compress(bytes);
      expect(block.length).toBeLessThanOrEqual(lz4CompressBound(bytes.length));
      expect(toHex(lz4Decompress(block, bytes.length))).toBe(toHex(bytes));
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('is the same with and without WebAssembly, in one piece or several', () => {
    const long = fc.tuple(structured, fc.nat(255), fc.nat(70_000)).map(([head, byte, length]) => {
      const bytes = new Uint8Array(length).fill(byte);
      bytes.set(head.subarray(0, length), length >> 1 > head.length ? length >> 1 : 0);
      return bytes;
    });
    const property = fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 5000 }), structured, long),
      fc.nat(),
      (bytes, cut) => {
        const at = cut % (bytes.length + 1);
        const block = toHex(lz4CompressPlain(bytes));
        expect(toHex(lz4CompressPieces([bytes.subarray(0, at), bytes.subarray(at)], bytes.length))).toBe(block);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it('of any bytes gives exactly the asked size or a coded error', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(400), (block, size) => {
      try {
        expect(lz4Decompress(block, size).length).toBe(size);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(BYTES_MALFORMED|DECODE_LIMIT_EXCEEDED)$/) });
      }
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('reads a block written by hand from the format', () => {
    // 6 literals, a match of 18 at distance 6, 6 literals.
    const block = fromHex('6e726572756e2006006072' + '6572756e21');
    expect(new TextDecoder().decode(lz4Decompress(block, 30))).toBe('rerun rerun rerun rerun rerun!');
  });

  it('shrinks what repeats and refuses a size that no block can reach', () => {
    expect(lz4Compress(new Uint8Array(100_000)).length).toBeLessThan(500);
    expect(() => lz4Decompress(Uint8Array.of(0), 1000)).toThrow('at most 255 allowed');
  });
});
