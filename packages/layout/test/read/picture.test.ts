import { fc, test as property } from '@fast-check/vitest';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { readImageHeader, readMask, readPng } from '../../src/read/index.ts';
import { join, latin, png } from './bytes.ts';
import { codeOf } from './failure.ts';

const jpeg = (options: { fill?: boolean; scan?: Uint8Array; tail?: Uint8Array; frame?: number } = {}): Uint8Array => {
  const {
    fill = false,
    scan = Uint8Array.of(1, 2, 0xff, 0x00, 3),
    tail = Uint8Array.of(0xff, 0xd9),
    frame = 0xc0,
  } = options;
  return join(
    Uint8Array.of(0xff, 0xd8),
    fill ? Uint8Array.of(0xff, 0xff) : new Uint8Array(0),
    Uint8Array.of(0xff, 0xe0, 0, 4, 0xff, 0xd9),
    Uint8Array.of(0xff, 0xc4, 0, 2),
    Uint8Array.of(0xff, frame, 0, 11, 8, 1, 64, 0, 240, 1, 1, 0x11, 0),
    Uint8Array.of(0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0),
    scan,
    tail,
  );
};
const gray = encode({ width: 3, height: 2, channels: 1, depth: 8, data: Uint8Array.of(0, 255, 128, 255, 0, 0) });

describe('readImageHeader', () => {
  test.each([
    ['baseline', jpeg()],
    ['progressive', jpeg({ frame: 0xc2 })],
    ['with fill bytes', jpeg({ fill: true })],
    ['with bytes behind the end', jpeg({ tail: Uint8Array.of(0xff, 0xd9, 0, 0, 7) })],
  ])('reads a %s JPEG', (_, bytes) => {
    expect(readImageHeader(bytes, 'a.jpg')).toEqual({ mediaType: 'image/jpeg', width: 240, height: 320, channels: 1 });
  });

  test('reads a PNG, and one with bytes behind its end', () => {
    expect(readImageHeader(gray, 'a.png')).toEqual({ mediaType: 'image/png', width: 3, height: 2, channels: 1 });
    expect(readImageHeader(join(gray, latin('more')), 'a.png').width).toBe(3);
  });

  test.each([
    ['FILE_EMPTY', new Uint8Array(0)],
    ['FILE_TRUNCATED', jpeg().subarray(0, -2)],
    ['FILE_TRUNCATED', jpeg().subarray(0, -1)],
    ['FILE_TRUNCATED', jpeg().subarray(0, 30)],
    ['FILE_TRUNCATED', jpeg().subarray(0, 2)],
    ['FILE_TRUNCATED', gray.subarray(0, -4)],
    ['FILE_TRUNCATED', gray.subarray(0, 20)],
    ['FILE_MALFORMED', latin('<html>not found</html>')],
    ['FILE_MALFORMED', jpeg({ frame: 0xc8 })],
    ['FILE_MALFORMED', join(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1), jpeg())],
    ['LIMIT_EXCEEDED', patched(gray, 16, [0, 0x7f, 0xff, 0xff, 0, 0x7f, 0xff, 0xff])],
    ['FILE_MALFORMED', patched(gray, 16, [0, 0, 0, 0])],
  ])('refuses with %s', (code, bytes) => {
    expect(codeOf(() => readImageHeader(bytes, 'a.jpg'))).toBe(code);
  });

  test('an end marker inside a thumbnail does not make a picture whole', () => {
    expect(codeOf(() => readImageHeader(jpeg({ tail: new Uint8Array(0) }), 'a.jpg'))).toBe('FILE_TRUNCATED');
  });
});

function patched(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const out = bytes.slice();
  out.set(values, at);
  return out;
}

describe('readMask', () => {
  const coverage = (bytes: Uint8Array): number[] => [...readMask(bytes, 'a.png').coverage];

  test('takes gray values as they are', () => {
    expect(readMask(gray, 'a.png')).toEqual({ width: 3, height: 2, coverage: Uint8Array.of(0, 255, 128, 255, 0, 0) });
  });

  test('of colours, more than 5 % of the brightest channel is foreground, whatever alpha says', () => {
    const rgb = Uint8Array.of(12, 0, 0, 13, 0, 0, 0, 0, 255);
    expect(coverage(encode({ width: 3, height: 1, channels: 3, depth: 8, data: rgb }))).toEqual([0, 255, 255]);
    const rgba = Uint8Array.of(0, 0, 0, 255, 200, 0, 0, 0);
    expect(coverage(encode({ width: 2, height: 1, channels: 4, depth: 8, data: rgba }))).toEqual([0, 255]);
  });

  test('scales 16 bits, and 1 bit to 0 and 255', () => {
    expect(
      coverage(encode({ width: 3, height: 1, channels: 1, depth: 16, data: Uint16Array.of(0, 65535, 32896) })),
    ).toEqual([0, 255, 128]);
    expect(coverage(png([9, 1, 1, 0, 0, 0, 0], Uint8Array.of(0, 0b10100001, 0b10000000)))).toEqual([
      255, 0, 255, 0, 0, 0, 0, 255, 255,
    ]);
  });

  test('looks palette colours up', () => {
    const palette = [['PLTE', Uint8Array.of(0, 0, 0, 5, 5, 5, 0, 90, 0)]] as const;
    expect(coverage(png([4, 1, 2, 3, 0, 0, 0], Uint8Array.of(0, 0b00011011), palette))).toEqual([0, 0, 255, 0]);
    expect(codeOf(() => coverage(png([4, 1, 2, 3, 0, 0, 0], Uint8Array.of(0, 0))))).toBe('FILE_MALFORMED');
  });

  test.each([
    ['FILE_UNSUPPORTED', jpeg()],
    ['FILE_EMPTY', new Uint8Array(0)],
    ['FILE_MALFORMED', latin('GIF89a')],
    ['CHECKSUM_MISMATCH', patched(gray, 45, [7])],
    ['FILE_TRUNCATED', png([3, 2, 8, 0, 0, 0, 0], Uint8Array.of(0, 1, 2, 3))],
    ['FILE_MALFORMED', png([3, 1, 8, 0, 0, 0, 0], Uint8Array.of(9, 1, 2, 3))],
    ['FILE_MALFORMED', png([3, 1, 3, 0, 0, 0, 0], Uint8Array.of(0, 1))],
    ['LIMIT_EXCEEDED', png([16_000, 16_000, 8, 0, 0, 0, 0], Uint8Array.of(0))],
  ])('refuses with %s', (code, bytes) => {
    expect(codeOf(() => readMask(bytes, 'a.png'))).toBe(code);
  });

  test('says why a JPEG is refused', () => {
    expect(() => readMask(jpeg(), 'seg/000001.jpg')).toThrow(
      'The mask is a JPEG: expected a PNG, because JPEG smears the edges of a mask, found JPEG data (seg/000001.jpg).',
    );
  });

  test.each([
    [
      'more compressed bytes than the pixels could need',
      [2, 2, 8, 0, 0, 0, 0],
      new Uint8Array(1 << 23),
      'FILE_MALFORMED',
    ],
    ['fewer compressed bytes than the pixels need', [4000, 4000, 8, 0, 0, 0, 0], new Uint8Array(10), 'FILE_TRUNCATED'],
    ['more pixels than memory should hold', [8000, 8000, 16, 6, 0, 0, 0], new Uint8Array(10), 'LIMIT_EXCEEDED'],
  ] as const)('%s are refused before they are inflated', (_, header, raw, code) => {
    expect(codeOf(() => readMask(png(header, raw), 'a.png'))).toBe(code);
  });

  test('what follows the pixels costs no memory', () => {
    expect(readMask(png([2, 2, 8, 0, 0, 0, 0], new Uint8Array(1 << 20)), 'a.png').coverage).toHaveLength(4);
  });
});

const sizes = fc.record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) });
const formats = fc.constantFrom<readonly [1 | 2 | 3 | 4, 8 | 16]>(
  [1, 8],
  [2, 8],
  [3, 8],
  [4, 8],
  [1, 16],
  [3, 16],
  [4, 16],
);
property.prop([sizes, formats, fc.boolean(), fc.nat()])(
  'readPng reads what fast-png writes',
  ({ width, height }, [channels, depth], isInterlaced, seed) => {
    const length = width * height * channels;
    const random = (i: number): number => Math.imul(i + seed, 2654435761) >>> (32 - depth);
    const data =
      depth === 8
        ? Uint8Array.from({ length }, (_, i) => random(i))
        : Uint16Array.from({ length }, (_, i) => random(i));
    const bytes = encode({ width, height, channels, depth, data }, { interlace: isInterlaced ? 'Adam7' : 'null' });
    const png = readPng(bytes, 'a.png');
    expect(png).toMatchObject({ width, height, channels, depth });
    expect([...png.samples]).toEqual([...data]);
  },
);

property.prop([
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 12 }),
  fc.constantFrom(1, 3),
  fc.uint8Array({ minLength: 12, maxLength: 12 }),
  fc.nat(),
])('readPng undoes every row filter', (width, height, channels, filters, seed) => {
  const rowBytes = width * channels;
  const pixel = (i: number): number => Math.imul(i + seed, 2246822519) >>> 24;
  const rows = Array.from({ length: height }, (_, y) =>
    Uint8Array.from({ length: rowBytes }, (_, x) => pixel(y * rowBytes + x)),
  );
  const raw = join(...rows.map((row, y) => filterRow(row, rows[y - 1], (filters[y] as number) % 5, channels)));
  const { samples } = readPng(png([width, height, 8, channels === 1 ? 0 : 2, 0, 0, 0], raw), 'a.png');
  expect([...samples]).toEqual(rows.flatMap((row) => [...row]));
});

/** The filters of the PNG specification, section 9.2, the way an encoder applies them. */
function filterRow(row: Uint8Array, above: Uint8Array | undefined, filter: number, step: number): Uint8Array {
  const out = Uint8Array.from(row, (value, i) => {
    const a = i < step ? 0 : row[i - step]!;
    const b = above?.[i] ?? 0;
    const c = i < step ? 0 : (above?.[i - step] ?? 0);
    const p = a + b - c;
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    return value - [0, a, b, (a + b) >> 1, paeth][filter]!;
  });
  return join(Uint8Array.of(filter), out);
}
