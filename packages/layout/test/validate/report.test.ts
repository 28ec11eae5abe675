import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { formatFrames, ISSUE_CATALOGUE, ISSUE_CODES, type Issue, IssueGroups, toDiagnostic } from '../../src/index.ts';

const black = (camera: number, frame: number): Issue => ({
  name: 'image-uniform',
  path: `input_data/train/images/${camera}/${String(frame).padStart(6, '0')}.jpg`,
  frame,
  expected: 'a picture',
  actual: 'one colour',
});

describe('IssueGroups', () => {
  test('tells repeats once per folder, with ranges, and counts them all', () => {
    const groups = new IssueGroups();
    for (const frame of [12, 13, 14, 20]) groups.add(black(100, frame));
    groups.add(black(101, 1));
    const [first, second] = groups.diagnostics();
    expect(first).toMatchObject({
      code: 'OUT4305',
      path: 'input_data/train/images/100/000012.jpg',
      affects: { count: 4, sample: [13, 14, 20].map((frame) => `input_data/train/images/100/0000${frame}.jpg`) },
    });
    expect(first!.message).toMatch(/In all 4 such places: frames 12-14, 20\.$/);
    expect(second!.affects).toBeUndefined();
    expect(groups.counts()).toEqual({ error: 0, warning: 5, info: 0 });
  });

  test('puts errors first, then sorts by code and path', () => {
    const groups = new IssueGroups();
    groups.add(black(4, 1));
    groups.add({ name: 'manifest-missing', path: 'manifest.json' });
    groups.add({ name: 'unknown-path', path: 'x', kind: 'file' });
    groups.add({ name: 'not-an-experiment', path: '' });
    expect(groups.diagnostics().map(({ code }) => code)).toEqual(['OUT1001', 'OUT2001', 'OUT4305', 'OUT1007']);
  });

  property.prop([fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 9 })])(
    'what is found does not depend on the order of files',
    (frames) => {
      const groups = new IssueGroups();
      for (const frame of frames) groups.add(black(4, frame));
      expect(groups.diagnostics()[0]!.message).toMatch(/frames 1-9\.$/);
    },
  );
});

describe('the catalogue', () => {
  test('names are unique and kebab-case, reasons are sentences', () => {
    const names = Object.values(ISSUE_CATALOGUE).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, reason } of Object.values(ISSUE_CATALOGUE)) {
      expect(name).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      expect(reason).toMatch(/^["A-Z0-9].*\.$/);
    }
  });
  test('codes are OUT and four digits, ascending', () => {
    expect(ISSUE_CODES.every((code) => /^OUT\d{4}$/.test(code))).toBe(true);
    expect([...ISSUE_CODES].sort()).toEqual([...ISSUE_CODES]);
  });
  test('an issue becomes a finding with its facts', () => {
    expect(
      toDiagnostic({ name: 'manifest-key-missing', path: 'manifest.json', key: 'eval_epochs', nearMiss: 'evalEpochs' }),
    ).toEqual({
      code: 'OUT2004',
      name: 'manifest-key-missing',
      severity: 'error',
      path: 'manifest.json',
      message: 'manifest.json lacks the key "eval_epochs"; "evalEpochs" looks like it.',
      expected: 'the key "eval_epochs"',
      actual: '"evalEpochs"',
      fix: 'Rename "evalEpochs" to "eval_epochs".',
    });
  });
});

test.each([
  [[1], 'frame 1'],
  [[3, 1, 2, 7], 'frames 1-3, 7'],
  [Array.from({ length: 20 }, (_, i) => i * 5), 'frames 0, 5, 10, 15, 20, 25, and 14 more'],
])('formatFrames(%j)', (frames, text) => {
  expect(formatFrames(frames)).toBe(text);
});
