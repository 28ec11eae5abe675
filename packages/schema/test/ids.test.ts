import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  formatCam,
  formatCamera,
  formatEpoch,
  formatFrame,
  formatPerson,
  formatPersonEntity,
  formatRecordingName,
  parseCamera,
  parseEpoch,
  parseFrame,
  parsePerson,
  parseRecordingName,
  type RecordingKind,
  TASKS,
} from '../src/index.ts';

const id = fc.integer({ min: 0, max: 999_999_999 });

describe('ids', () => {
  test.prop([id])('format and parse are inverse', (n) => {
    expect(parseEpoch(formatEpoch(n))).toBe(n);
    expect(parseFrame(formatFrame(n))).toBe(n);
    expect(parseCamera(formatCamera(n))).toBe(n);
    expect(parseCamera(formatCam(n))).toBe(n);
    expect(parsePerson(formatPerson(n))).toBe(n);
    expect(parsePerson(formatPersonEntity(n))).toBe(n);
  });

  it('formats canonical names', () => {
    expect([formatEpoch(30), formatEpoch(12345), formatFrame(7), formatCam(16), formatPerson(1)]).toEqual([
      'epoch_0030',
      'epoch_12345',
      '000007',
      'cam_16',
      '01',
    ]);
  });

  it('parses what trainers leave, and nothing else', () => {
    expect([parseEpoch('epoch_30'), parseFrame('12'), parseCamera('cam_004')]).toEqual([30, 12, 4]);
    for (const name of ['', 'epoch_', 'Epoch-1', 'epoch_1a', '-1', '1.0', ' 1', '١', 'cam_', '9999999999']) {
      expect([name, parseEpoch(name), parseFrame(name), parseCamera(name), parsePerson(name)]).toEqual([
        name,
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
    }
  });

  it('refuses what is no id', () => {
    for (const bad of [-1, 1.5, Number.NaN, 1e9]) expect(() => formatFrame(bad)).toThrow(RangeError);
  });
});

describe('recording names', () => {
  const kinds = fc.oneof<fc.Arbitrary<RecordingKind>[]>(
    fc.constantFrom({ kind: 'input_data' } as const, { kind: 'training_artifacts' } as const),
    fc.record({
      kind: fc.constantFrom('evaluation', ...TASKS, 'gaussians', 'nv_generation'),
      epoch: id,
    }) as fc.Arbitrary<RecordingKind>,
    fc
      .tuple(fc.constantFrom(...TASKS, 'evaluation', 'nv_generation'), id, id, id)
      .map(([kind, epoch, a, b]) => ({ kind, epoch, cameras: [Math.min(a, b), Math.max(a, b)] as const })),
  );
  test.prop([kinds])('format and parse are inverse', (kind) => {
    expect(parseRecordingName(formatRecordingName(kind))).toEqual(kind);
  });

  it('leaves the names of others alone', () => {
    for (const name of [
      'evaluation_nvs_epoch_0030.rrd',
      'evaluation.rrd',
      'evaluation_epoch_0030.rrd.tmp',
      'nvs_epoch_.rrd',
      'nvs_epoch_0030_cameras_16-4.rrd',
      'nvs_epoch_0030_cameras_4.rrd',
      'nvs_epoch_0030_cameras_4-4.rrd',
      'gaussians_epoch_0030_cameras_4-16.rrd',
      'input_data_cameras_04-16.rrd',
    ])
      expect(parseRecordingName(name)).toBeUndefined();
  });
});
