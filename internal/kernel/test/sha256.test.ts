import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, expect, it, vi } from 'vitest';
import { sha256 } from '../src/sha256.ts';

/** FIPS 180-2, appendix B.1. */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

afterEach(() => vi.unstubAllGlobals());

it('is SHA-256 by the platform', () => {
  expect(bytesToHex(sha256(utf8ToBytes('abc')))).toBe(ABC);
});

it('is SHA-256 without one', () => {
  vi.stubGlobal('process', undefined);
  expect(bytesToHex(sha256(utf8ToBytes('abc')))).toBe(ABC);
});
