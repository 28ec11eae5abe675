import { crc32 as nodeCrc32 } from 'node:zlib';
import { fc, test as property } from '@fast-check/vitest';
import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { crc32, readNpz, readZip, readZipEntry, requireZipEnd } from '../../src/read/index.ts';
import { bytesOf, latin, npy, zip } from './bytes.ts';
import { codeOf } from './failure.ts';

const first = (bytes: Uint8Array): Uint8Array => {
  const archive = readZip(bytes, 'a.zip');
  return readZipEntry(archive, [...archive.entries.values()][0]!);
};
const data = latin('depth and cameras, '.repeat(40));
const deflated = { name: 'b.npy', data, stored: deflateSync(data), method: 8 };

describe('readZip', () => {
  test.each([false, true])('takes sizes from the directory (zip64: %s)', (zip64) => {
    const archive = readZip(zip([{ name: 'a.npy', data }, deflated], { zip64 }), 'a.npz');
    expect([...archive.entries.keys()]).toEqual(['a.npy', 'b.npy']);
    for (const entry of archive.entries.values()) expect(readZipEntry(archive, entry)).toEqual(data);
  });

  test('finds the end behind a comment', () => {
    expect(first(zip([{ name: 'a', data }], { comment: 'PK\x05\x06 not the end' }))).toEqual(data);
  });

  test('a stored entry is a view', () => {
    const bytes = zip([{ name: 'a', data }]);
    expect(first(bytes).buffer).toBe(bytes.buffer);
  });

  test.each([
    ['FILE_EMPTY', new Uint8Array(0)],
    ['FILE_MALFORMED', latin('this is no archive at all, not even a little')],
    ['FILE_TRUNCATED', zip([{ name: 'a', data }]).subarray(0, -30)],
    ['CHECKSUM_MISMATCH', zip([{ name: 'a', data, crc: 1 }])],
    ['FILE_UNSUPPORTED', zip([{ name: 'a', data, flags: 1 }])],
    ['FILE_UNSUPPORTED', zip([{ name: 'a', data, method: 14 }])],
    [
      'FILE_MALFORMED',
      zip([
        { name: 'a', data },
        { name: 'a', data },
      ]),
    ],
    ['FILE_MALFORMED', zip([{ ...deflated, stored: deflateSync(data).subarray(0, 10) }])],
    ['FILE_MALFORMED', zip([{ ...deflated, size: 200_000_000 }])],
    [
      'LIMIT_EXCEEDED',
      zip([{ name: 'a', data: new Uint8Array(0), stored: new Uint8Array(0), method: 8, size: 2 ** 31 }]),
    ],
    ['LIMIT_EXCEEDED', zip(Array.from({ length: 5000 }, (_, i) => ({ name: `${i}`, data: new Uint8Array(0) })))],
  ])('refuses with %s', (code, bytes) => {
    expect(codeOf(() => first(bytes))).toBe(code);
  });

  test('does not inflate more than the directory says', () => {
    const bomb = deflateSync(new Uint8Array(1 << 24));
    expect(codeOf(() => first(zip([{ name: 'a', data: new Uint8Array(100), stored: bomb, method: 8 }])))).toMatch(
      /CHECKSUM|MALFORMED/,
    );
  });

  test('tells from the last bytes whether an archive was finished', () => {
    const bytes = zip([{ name: 'a', data }]);
    expect(codeOf(() => requireZipEnd(bytes.subarray(-40), bytes.length, 'a.pt'))).toBe('none');
    expect(codeOf(() => requireZipEnd(bytes.subarray(-40, -1), bytes.length - 1, 'a.pt'))).toBe('FILE_TRUNCATED');
    expect(codeOf(() => requireZipEnd(new Uint8Array(0), 0, 'a.pt'))).toBe('FILE_EMPTY');
  });
});

describe('readNpz', () => {
  const array = npy("'<f4'", '(2,)', bytesOf(Float32Array.of(1, 2)));
  test('hands out arrays by name, broken ones only when asked for', () => {
    const npz = readNpz(
      zip([
        { name: 'ok.npy', data: array },
        { name: 'bad.npy', data: latin('no') },
      ]),
      'a.npz',
    );
    expect(npz.keys).toEqual(['ok', 'bad']);
    expect(npz.get('ok')?.shape).toEqual([2]);
    expect(npz.get('none')).toBeUndefined();
    expect(codeOf(() => npz.get('bad'))).toBe('FILE_MALFORMED');
  });
});

property.prop([fc.uint8Array({ maxLength: 300 })])('crc32 is the one of zlib', (bytes) => {
  const reference = (nodeCrc32 as ((data: Uint8Array) => number) | undefined)?.(bytes);
  // Node before 20.15 has none; the check value of the algorithm remains.
  if (reference !== undefined) expect(crc32(bytes)).toBe(reference);
  expect(crc32(latin('123456789'))).toBe(0xcbf43926);
});

property.prop([
  fc.array(fc.record({ data: fc.uint8Array({ maxLength: 200 }), isDeflated: fc.boolean() }), { maxLength: 8 }),
  fc.boolean(),
])('what was put in comes out', (files, zip64) => {
  const bytes = zip(
    files.map(({ data: content, isDeflated }, i) => ({
      name: `f${i}`,
      data: content,
      ...(isDeflated ? { stored: deflateSync(content), method: 8 } : {}),
    })),
    { zip64 },
  );
  const archive = readZip(bytes, 'a.zip');
  expect([...archive.entries.values()].map((entry) => readZipEntry(archive, entry))).toEqual(
    files.map((file) => file.data),
  );
});
