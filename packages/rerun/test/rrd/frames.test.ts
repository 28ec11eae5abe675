import { describe, expect, it } from 'vitest';
import {
  crateVersionBits,
  decodeCrateVersion,
  encodeCrateVersion,
  formatCrateVersion,
} from '../../src/rrd/crate-version.ts';
import * as frames from '../../src/rrd/frames.ts';
import { fromHex, toHex } from '../hex.ts';

describe('CrateVersion', () => {
  it.each([
    ['0.24.0', '00180000'],
    ['0.36.2', '00240200'],
    ['0.41.0', '00290000'],
    ['0.37.0-alpha.1+dev', '002500c1'],
    ['0.37.0-rc.3', '00250043'],
  ])('%s is %s', (text, hex) => {
    const version = decodeCrateVersion(fromHex(hex));
    expect(formatCrateVersion(version)).toBe(text);
    expect(toHex(encodeCrateVersion(version))).toBe(hex);
  });

  it('has the bits 6144 for 0.24.0', () => {
    expect(crateVersionBits({ major: 0, minor: 24, patch: 0 })).toBe(6144);
  });
});

describe('frames', () => {
  const header = { version: { major: 0, minor: 24, patch: 0 }, compression: 'off' } as const;

  it('writes a stream header', () => {
    expect(toHex(frames.encodeStreamHeader(header))).toBe('525246320018000000020000');
    expect(frames.decodeStreamHeader(frames.encodeStreamHeader(header))).toEqual(header);
  });

  it('writes a message header', () => {
    const message = { kind: 'arrow_msg', length: 513 } as const;
    expect(toHex(frames.encodeMessageHeader(message))).toBe('02000000000000000102000000000000');
    expect(frames.decodeMessageHeader(frames.encodeMessageHeader(message))).toEqual(message);
  });

  it('writes a stream footer', () => {
    const footer = { offset: 1, length: 2, xxh32: 0x1969372a };
    const bytes = frames.encodeStreamFooter(footer);
    expect(toHex(bytes)).toBe('010000000000000002000000000000002a37691952524632464f4f5401000000');
    expect(frames.decodeStreamFooter(bytes)).toEqual(footer);
    expect(frames.decodeStreamFooter(new Uint8Array(32))).toBeUndefined();
  });

  it.each([
    ['magic', '525246330018000000020000', 0],
    ['compression', '525246320018000002020000', 8],
    ['serializer', '525246320018000000010000', 9],
    ['reserved', '525246320018000000020100', 10],
  ])('names the offset of a wrong %s', (_name, hex, offset) => {
    expect(() => frames.decodeStreamHeader(fromHex(hex))).toThrow(`StreamHeader at byte ${offset}`);
  });

  it('refuses an unknown message kind and a length beyond 2^53', () => {
    expect(() => frames.decodeMessageHeader(fromHex('04000000000000000000000000000000'))).toThrow('kind 4 is unknown');
    expect(() => frames.decodeMessageHeader(fromHex('0100000000000000ffffffffffffffff'))).toThrow('at most');
  });
});
