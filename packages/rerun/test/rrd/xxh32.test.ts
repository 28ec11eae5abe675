import { expect, it } from 'vitest';
import { FOOTER_XXH32_SEED } from '../../src/rrd/frames.ts';
import { xxh32 } from '../../src/rrd/xxh32.ts';

// The first two from rrd-format 4.5 and performance.md 5, the others from the xxHash documentation and test suite.
it.each([
  ['', FOOTER_XXH32_SEED, 714552945],
  ['rerun', FOOTER_XXH32_SEED, 1127127833],
  ['', 0, 0x02cc5d05],
  ['a', 0, 0x550d7456],
  ['Nobody inspects the spammish repetition', 0, 0xe2293b2f],
])('xxh32(%j, %i)', (text, seed, expected) => {
  expect(xxh32(new TextEncoder().encode(text), seed)).toBe(expected);
});

it('reads through the offset of a view', () => {
  const padded = new Uint8Array(64);
  padded.set(new TextEncoder().encode('rerun'), 3);
  expect(xxh32(padded.subarray(3, 8), FOOTER_XXH32_SEED)).toBe(1127127833);
});
