import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ISSUE_CODES, MemorySource, validate } from '../../src/index.ts';
import { changed, type Files, tinyFiles } from '../tiny-files.ts';
import { type DocExample, docExample } from './examples.ts';
import { DAMAGE as FILE_DAMAGE } from './fixtures.ts';
import { CONTENT_DAMAGE } from './fixtures-content.ts';
import { RECORDING_READER } from './recording-reader.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const DAMAGE = [...FILE_DAMAGE, ...CONTENT_DAMAGE];
const HOME = '/results/demo_pair02_tiny/v001_tiny';
/** Codes whose fixtures need a source of their own. */
const ELSEWHERE = ['OUT1107', 'OUT1108', 'OUT1109', 'OUT1110', 'OUT1111', 'OUT1112', 'OUT1113'];

let sound: Files;
beforeAll(async () => {
  sound = await tinyFiles();
});

describe('a sound experiment', () => {
  test.each(['structure', 'default', 'full'] as const)('has no findings at level %s', async (level) => {
    const report = await validate(new MemorySource(sound, HOME), { level, recordings: RECORDING_READER });
    expect(report.diagnostics).toEqual([]);
    expect(report).toMatchObject({ ok: true, level, counts: { error: 0, warning: 0, info: 0 } });
  });
});

test('every code has a fixture', () => {
  const shown = new Set<string>([...DAMAGE.map(({ code }) => code), ...ELSEWHERE]);
  expect(ISSUE_CODES.filter((code) => !shown.has(code))).toEqual([]);
});

test('columns may be called anything', async () => {
  const path = 'evaluation/epoch_0000/nvs/metrics/metrics_avg_per_camera.csv';
  const text = 'camera_id,__proto__,constructor,toString,psnr,ssim,lpips\n4,1,2,3,20,0.5,0.1\n';
  const report = await validate(new MemorySource(changed(sound, { [path]: text }), HOME), {
    level: 'full',
    recordings: RECORDING_READER,
  });
  expect(report.diagnostics.map(({ code }) => code)).toContain('OUT3002');
});

const examples = new Map<string, DocExample>();

describe('damage is told by its code, and nothing else is', () => {
  test.each(DAMAGE.map((fixture) => [fixture.code, fixture.what, fixture] as const))(
    '%s %s',
    async (code, _, fixture) => {
      const { damage, level = 'default', also = [], location = HOME } = fixture;
      const damaged = damage(sound);
      const report = await validate(new MemorySource(damaged, location), { level, recordings: RECORDING_READER });
      const codes = [...new Set(report.diagnostics.map((diagnostic) => diagnostic.code))].sort();
      expect(codes, report.diagnostics.map(({ code: found, message }) => `${found} ${message}`).join('\n')).toEqual(
        [code, ...also].sort(),
      );
      for (const { message, fix, path } of report.diagnostics) {
        expect(message).toMatch(/[.…]$/);
        expect(message).not.toMatch(/undefined|\[object|NaN/);
        expect(fix).toMatch(/\.$/);
        expect(path).not.toMatch(/^\/|undefined/);
      }
      if (examples.has(code)) return;
      const names = await validate(new MemorySource(damaged, location), {
        level: 'structure',
        recordings: RECORDING_READER,
      });
      const lowest = names.diagnostics.some((diagnostic) => diagnostic.code === code) ? 'structure' : level;
      const found = report.diagnostics.find((diagnostic) => diagnostic.code === code)!;
      examples.set(code, docExample(fixture.what, lowest, sound, damaged, found));
    },
  );

  test('and shown in the docs: apps/docs/codes/examples.json', async ({ skip }) => {
    skip(examples.size < new Set(DAMAGE.map(({ code }) => code)).size, 'not every fixture was run');
    const text = JSON.stringify(Object.fromEntries([...examples].sort()), null, 1);
    await expect(`${text}\n`).toMatchFileSnapshot('../../../../apps/docs/codes/examples.json');
  });
});
