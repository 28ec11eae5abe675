import { encode } from 'fast-png';
import { beforeAll, describe, expect, test } from 'vitest';
import { MemorySource, openExperiment, validate } from '../../src/index.ts';
import { readImageHeader } from '../../src/read/image-header.ts';
import { uprightBytes } from '../../src/read/orientation.ts';
import { readPng } from '../../src/read/png.ts';
import { collect } from '../experiment/series-of.ts';
import { join } from '../read/bytes.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';
import { exif, pngChunk, withExif } from './bytes.ts';

const PICTURE = 'input_data/train/images/4/000001.jpg';
let files: Files;
beforeAll(async () => {
  files = await tinyFiles();
}, 60_000);

const header = (bytes: Uint8Array) => readImageHeader(bytes, 'a.jpg');

describe('the orientation of a JPEG', () => {
  test.each([
    ...[2, 3, 4, 5, 6, 7, 8].map((value) => [value, {}] as const),
    [6, { little: false }],
    [8, { little: false, type: 4 }],
    [6, { type: 1 }],
    [3, { little: false, type: 1 }],
  ] as const)('%i, %o: found, and set to 1 without touching another byte', (value, options) => {
    const jpeg = files.get(PICTURE)!;
    const bytes = withExif(jpeg, exif(value, options));
    const { orientation, width, height } = header(bytes);
    expect(orientation?.map((tag) => tag.value)).toEqual([value]);
    expect({ width, height }).toEqual({ width: 48, height: 64 });
    const upright = uprightBytes(bytes, orientation!);
    expect(upright).toEqual(withExif(jpeg, exif(1, options)));
    expect(header(upright).orientation).toBeUndefined();
  });

  test.each([0, 1, 9, 255])('%i means nothing', (value) => {
    expect(header(withExif(files.get(PICTURE)!, exif(value))).orientation).toBeUndefined();
  });

  test.each([
    ['cut', exif(6).subarray(0, 20)],
    ['of another order', join(new Uint8Array(2), exif(6).subarray(2))],
    ['with a directory behind its end', exif(6).map((byte, i) => (i === 5 ? 200 : byte))],
  ])('Exif that is %s is passed over', (_, tiff) => {
    expect(header(withExif(files.get(PICTURE)!, tiff)).orientation).toBeUndefined();
  });

  test('two tags are both set: decoders differ in which they take', () => {
    const bytes = withExif(withExif(files.get(PICTURE)!, exif(6)), exif(8));
    expect(header(bytes).orientation?.map(({ value }) => value)).toEqual([8, 6]);
    expect(header(uprightBytes(bytes, header(bytes).orientation!)).orientation).toBeUndefined();
  });
});

describe('the orientation of a PNG', () => {
  const plain = encode({ width: 3, height: 2, channels: 3, depth: 8, data: new Uint8Array(18).fill(9) });
  const chunk = pngChunk('eXIf', exif(6));

  test.each([
    ['before the pixels', join(plain.subarray(0, 33), chunk, plain.subarray(33))],
    ['behind them', join(plain.subarray(0, -12), chunk, plain.subarray(-12))],
  ])('%s: found, and set to 1 with its checksum', (_, bytes) => {
    const { orientation } = readImageHeader(bytes, 'a.png');
    expect(orientation?.map(({ value }) => value)).toEqual([6]);
    const upright = uprightBytes(bytes, orientation!);
    expect(Buffer.from(upright).includes(Buffer.from(pngChunk('eXIf', exif(1))))).toBe(true);
    expect(readPng(upright, 'a.png').samples).toEqual(readPng(plain, 'a.png').samples);
  });
});

describe('pictures of a phone', () => {
  const damaged = (): Files => {
    const turned = [1, 2, 3, 4, 5, 6].map((frame) => `input_data/train/images/4/00000${frame}.jpg`);
    return changed(files, Object.fromEntries(turned.map((path) => [path, withExif(files.get(path)!, exif(6))])));
  };

  test('validation names the tag and both sizes, once', async () => {
    const { diagnostics } = await validate(new MemorySource(damaged()));
    expect(diagnostics).toMatchObject([
      {
        code: 'OUT4317',
        message: expect.stringContaining('EXIF orientation 6 (turned by 90° clockwise): its pixels are 48×64'),
        affects: { count: 6 },
      },
    ]);
  });

  test('the port gives them as PIL sees them, says so, and leaves the memory of the source alone', async () => {
    const source = damaged();
    const before = source.get(PICTURE)!.slice();
    const experiment = await openExperiment(new MemorySource(source));
    const items = await collect(experiment.train!.cameras.find(({ camera }) => camera === 4)!.images!);
    for (const { value, notes, path } of items) {
      expect(value).toMatchObject({ width: 48, height: 64 });
      expect(value!.bytes).toEqual(withExif(files.get(path)!, exif(1)));
      expect(notes).toMatchObject([{ code: 'OUT4317' }]);
    }
    expect(source.get(PICTURE)).toEqual(before);
  });
});
