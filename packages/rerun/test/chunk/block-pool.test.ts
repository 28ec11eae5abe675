import { describe, expect, it } from 'vitest';
import { BlockPool } from '../../src/chunk/block-pool.ts';

describe('BlockPool', () => {
  it('uses memory again that was given back, for blocks of nearly one size', () => {
    const pool = new BlockPool();
    const first = pool.take(100_000);
    expect(first.length).toBe(100_000);
    pool.giveBack([new Uint8Array(3), first]);
    expect(pool.take(200_000).buffer).toBe(first.buffer);
    expect(pool.take(100_000).buffer).not.toBe(first.buffer);
  });

  it('makes small blocks to measure and keeps none of them', () => {
    const pool = new BlockPool();
    const small = pool.take(300);
    expect(small.buffer.byteLength).toBe(300);
    pool.giveBack([small]);
    expect(pool.take(300).buffer).not.toBe(small.buffer);
  });
});
