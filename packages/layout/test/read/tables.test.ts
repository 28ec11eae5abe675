import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { READ_LIMITS, readMetricCsv, readMetricTxt, readSkipFrames } from '../../src/read/index.ts';
import { codeOf } from './failure.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const NVS = { columns: ['camera_id', 'frame_id', 'psnr', 'ssim'], optional: ['ssim'] };
const csv = (text: string, contract = NVS) => readMetricCsv(utf8(text), 'm.csv', contract);
const kinds = (text: string): string[] => csv(text).findings.list.map(({ kind }) => kind);

describe('readMetricCsv', () => {
  test('reads ids, metrics and missing values', () => {
    const { table, findings } = csv('camera_id,frame_id,psnr,ssim\n4,1,18.5,\n4,10,nan,0.75\n4,2,inf,-inf\n');
    expect(findings.count).toBe(0);
    expect(table).toEqual({
      metrics: ['psnr', 'ssim'],
      frames: [1, 10, 2],
      cameras: [4, 4, 4],
      values: { psnr: Float64Array.of(18.5, NaN, Infinity), ssim: Float64Array.of(NaN, 0.75, -Infinity) },
    });
  });

  test.each([
    ['CRLF', 'camera_id,frame_id,psnr,ssim\r\n4,1,2,3\r\n'],
    ['a byte order mark', '\ufeffcamera_id,frame_id,psnr,ssim\n4,1,2,3\n'],
    ['no final newline', 'camera_id,frame_id,psnr,ssim\n4,1,2,3'],
    ['blanks and quotes', ' camera_id, frame_id ,psnr,ssim\n"4", 1 ,"2",3\n\n'],
    ['cam_ before the camera', 'camera_id,frame_id,psnr,ssim\ncam_4,1,2,3\n'],
  ])('understands %s', (_, text) => {
    const { table } = csv(text);
    expect(table).toMatchObject({
      frames: [1],
      cameras: [4],
      values: { psnr: Float64Array.of(2), ssim: Float64Array.of(3) },
    });
  });

  test.each([
    ['LF', 'camera_id,frame_id,psnr,ssim\n4,1,2,3\n', []],
    ['CRLF, as csv.writer of Python writes it', 'camera_id,frame_id,psnr,ssim\r\n4,1,2,3\r\n', []],
    ['both', 'camera_id,frame_id,psnr,ssim\r\n4,1,2,3\n', ['mixed line endings']],
    ['a mark and CRLF', '\ufeffcamera_id,frame_id,psnr,ssim\r\n4,1,2,3\r\n', ['a byte order mark']],
  ])('says of line endings what is true: %s', (_, text, found) => {
    expect(csv(text).findings.list.map(({ actual }) => actual)).toEqual(found);
  });

  test('keeps what a cut last line leaves', () => {
    const { table, findings } = csv('camera_id,frame_id,psnr,ssim\n4,1,18.5,0.5\n4,2,17.');
    expect(findings.list).toEqual([{ kind: 'ragged-row', line: 3, expected: '4 cells', actual: '3: "4,2,17."' }]);
    expect([...table.values.psnr!]).toEqual([18.5, 17]);
    expect([...table.values.ssim!]).toEqual([0.5, NaN]);
  });

  test.each([
    ['missing-column', 'camera_id,frame_id,ssim\n4,1,2\n'],
    ['extra-column', 'camera_id,frame_id,psnr,ssim,vmaf\n4,1,2,3,4\n'],
    ['extra-column', 'camera_id,frame_id,psnr,psnr\n4,1,2,3\n'],
    ['renamed-column', 'camera_id,frame_id,PSNR,ssim\n4,1,2,3\n'],
    ['bad-number', 'camera_id,frame_id,psnr,ssim\n4,1,two,3\n'],
    ['bad-number', 'camera_id,frame_id,psnr,ssim\n4,first,2,3\n'],
    ['float-id', 'camera_id,frame_id,psnr,ssim\n4,1.0,2,3\n'],
    ['duplicate-row', 'camera_id,frame_id,psnr,ssim\n4,1,2,3\n4,1,2,3\n'],
    ['no-rows', 'camera_id,frame_id,psnr,ssim\n'],
  ])('reports %s', (kind, text) => {
    expect(kinds(text)).toEqual([kind]);
  });

  test('an optional column may be absent', () => {
    expect(kinds('camera_id,frame_id,psnr\n4,1,2\n')).toEqual([]);
  });

  test('counts all findings and keeps a bounded number', () => {
    const { findings } = csv(
      `camera_id,frame_id,psnr,ssim\n${Array.from({ length: 500 }, (_, i) => `4,${i},x,1`).join('\n')}`,
    );
    expect(findings.count).toBe(500);
    expect(findings.list).toHaveLength(READ_LIMITS.textFindings);
  });

  test.each([
    ['FILE_EMPTY', ''],
    ['FILE_EMPTY', '\n\n'],
    ['FILE_MALFORMED', 'camera_id,frame_id,psnr,ssim\n"4,1,2,3\n'],
    ['LIMIT_EXCEEDED', `${'a,'.repeat(300)}\n`],
  ])('refuses with %s', (code, text) => {
    expect(codeOf(() => csv(text))).toBe(code);
  });

  // A zero with a sign is written without it.
  const number = fc.double().map((value) => value + 0);
  property.prop([fc.array(fc.tuple(fc.nat(99), fc.nat(9999), number, fc.option(number)), { minLength: 1 })])(
    'reads every double back',
    (rows) => {
      const lines = rows.map(([camera, frame, psnr, ssim]) => `${camera},${frame},${psnr},${ssim ?? ''}`);
      const { table } = csv(`camera_id,frame_id,psnr,ssim\n${lines.join('\n').replaceAll('Infinity', 'inf')}\n`);
      expect(table.frames).toEqual(rows.map(([, frame]) => frame));
      expect([...table.values.psnr!]).toEqual(rows.map(([, , psnr]) => psnr));
      expect([...table.values.ssim!]).toEqual(rows.map(([, , , ssim]) => ssim ?? Number.NaN));
    },
  );
});

describe('readMetricTxt', () => {
  const contract = { keys: ['psnr', 'ssim'], optional: ['lpips'] };
  const txt = (text: string) => readMetricTxt(utf8(text), 'r.txt', contract);
  test('reads key and value, keeps unknown keys', () => {
    const { values, findings } = txt('psnr: 18.6353\r\n\nSSIM: nan\nvmaf: 3\n');
    expect(values).toEqual({ psnr: 18.6353, ssim: NaN, vmaf: 3 });
    expect(findings.list.map(({ kind }) => kind)).toEqual(['renamed-column', 'extra-key']);
  });
  test.each([
    ['missing-key', 'psnr: 1\n'],
    ['bad-line', 'psnr: 1\nssim: 2\nno colon\n'],
    ['bad-line', 'psnr: 1\nssim: 2\nlpips:\n'],
    ['duplicate-key', 'psnr: 1\nssim: 2\npsnr: 3\n'],
  ])('reports %s', (kind, text) => {
    expect(txt(text).findings.list.map((finding) => finding.kind)).toEqual([kind]);
  });
  test('a key cannot reach the prototype', () => {
    const { values } = txt('__proto__: 1\npsnr: 1\nssim: 2\n');
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).psnr).toBeUndefined();
  });
  test('0 bytes are refused', () => {
    expect(codeOf(() => txt(''))).toBe('FILE_EMPTY');
  });
});

describe('readSkipFrames', () => {
  const skip = (text: string) => readSkipFrames(utf8(text), 's.csv');
  test.each([
    ['3, 7, 12', [3, 7, 12]],
    ['12,3,3\r\n7\n', [3, 7, 12]],
    ['', []],
    ['000012', [12]],
  ])('reads %j', (text, frames) => {
    expect(skip(text)).toMatchObject({ frames, findings: { count: 0 } });
  });
  test('reports what is no number', () => {
    expect(skip('3, x').findings.list).toEqual([
      { kind: 'bad-number', line: 1, expected: 'a frame number', actual: '"x"' },
    ]);
  });
});
