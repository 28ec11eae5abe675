import { describe, expect, it } from 'vitest';
import { crateVersionBits } from '../../src/rrd/crate-version.ts';
import * as messages from '../../src/rrd/messages.ts';
import { decodeTuid, encodeTuid, formatTuid, parseTuid } from '../../src/rrd/tuid.ts';
import { fromHex, toHex } from '../hex.ts';

const tuid = { timeNs: 0x182342300c5f8c32n, inc: 0x007a4b6e5a379ac4n };
const storeId = { kind: 'recording', recordingId: 'rec', applicationId: 'app' } as const;

describe('vectors of rrd-format 4.5', () => {
  it('writes a TUID as text and as Arrow bytes', () => {
    expect(formatTuid(tuid)).toBe('182342300C5F8C32007a4b6e5a379ac4');
    expect(toHex(encodeTuid(tuid))).toBe('182342300c5f8c32007a4b6e5a379ac4');
    expect(decodeTuid(encodeTuid(tuid))).toEqual(tuid);
    expect(parseTuid(`chunk_${formatTuid(tuid)}`)).toEqual(tuid);
    expect(parseTuid('chunk_12')).toBeUndefined();
  });

  it('writes a StoreId', () => {
    expect(toHex(messages.encodeStoreId(storeId))).toBe('080112037265631a050a03617070');
  });

  it('writes and reads a SetStoreInfo', () => {
    const message = {
      rowId: tuid,
      storeId,
      legacyApplicationId: 'app',
      source: { kind: 6, payload: new TextEncoder().encode('my tool') },
      crateVersionBits: crateVersionBits({ major: 0, minor: 24, patch: 0 }),
    };
    const hex =
      '0a1209328c5f0c3042231811c49a375a6e4b7a00122b0a050a03617070120e080112037265631a050a036170702a0d080612090a076d7920746f6f6c3203088030';
    expect(toHex(messages.encodeSetStoreInfo(message))).toBe(hex);
    expect(messages.decodeSetStoreInfo(fromHex(hex))).toEqual(message);
  });

  it('writes and reads a BlueprintActivationCommand', () => {
    const command = {
      blueprintId: { kind: 'blueprint', recordingId: 'bp', applicationId: 'app' },
      makeActive: true,
      makeDefault: true,
    } as const;
    const hex = '0a0d0802120262701a050a0361707010011801';
    expect(toHex(messages.encodeBlueprintActivationCommand(command))).toBe(hex);
    expect(messages.decodeBlueprintActivationCommand(fromHex(hex))).toEqual(command);
  });
});

describe('ArrowMsg', () => {
  const message = {
    storeId,
    compression: 'none',
    uncompressedSize: 300,
    chunkId: tuid,
    isStatic: true,
    payload: new Uint8Array(300).fill(7),
  } as const;

  it('comes back as it went', () => {
    expect(messages.decodeArrowMsg(messages.encodeArrowMsg(message))).toEqual(message);
  });

  it('is refused at every length but its own', () => {
    const whole = messages.encodeArrowMsg(message);
    for (let length = 0; length < whole.length; length++) {
      let decoded: unknown;
      try {
        decoded = messages.decodeArrowMsg(whole.subarray(0, length));
      } catch (error) {
        expect(error).toMatchObject({ code: 'BYTES_MALFORMED' });
      }
      // Payload is the last field: a cut between two fields leaves a message without payload, nothing else.
      if (decoded !== undefined) expect(decoded).toMatchObject({ payload: new Uint8Array() });
    }
  });
});

it('RrdFooter comes back as it went', () => {
  const footer = {
    manifests: [
      {
        storeId,
        sorbetSchema: Uint8Array.of(1, 2),
        sorbetSchemaSha256: new Uint8Array(32),
        data: { compression: 'lz4', uncompressedSize: 9, payload: Uint8Array.of(3) },
      },
    ],
  } as const;
  expect(messages.decodeRrdFooter(messages.encodeRrdFooter(footer))).toEqual(footer);
});

it('a message without a required field is refused by name', () => {
  expect(() => messages.decodeSetStoreInfo(new Uint8Array())).toThrow('row_id is missing');
  expect(() => messages.decodeStoreId(fromHex('0803'))).toThrow('store kind 3 is unknown');
});
