import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { globTest } from '../src/source/glob.ts';

describe('globTest', () => {
  it.each([
    ['hi4d_*', 'hi4d_pair00', true],
    ['hi4d_*', 'xhi4d_pair00', false],
    ['pair?', 'pair1', true],
    ['pair?', 'pair12', false],
    ['pair[0-2]', 'pair1', true],
    ['pair[!0-2]', 'pair1', false],
    ['{a,b*}_x', 'bcd_x', true],
    ['{a,b*}_x', 'c_x', false],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['', '', true],
    ['*a*b*', 'xxaxxbxx', true],
  ])('%j on %j is %j', (pattern, name, expected) => expect(globTest(pattern)(name)).toBe(expected));

  it.each(['{a', '[a', '{a,b}'.repeat(20), 'x'.repeat(2000)])('refuses %j', (pattern) =>
    expect(() => globTest(pattern)).toThrow(RangeError),
  );

  it('does not get lost in stars', () => {
    expect(globTest('*a'.repeat(200))('b'.repeat(2000))).toBe(false);
  });

  test.prop([fc.string()])('a quoted name matches itself only', (name) => {
    const quoted = [...name].map((c) => `\\${c}`).join('');
    expect(globTest(quoted)(name)).toBe(true);
    expect(globTest(quoted)(`${name}x`)).toBe(false);
  });
});
