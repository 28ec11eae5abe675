import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEntityPath, joinEntityPath, splitEntityPath } from '../src/entity-path.ts';

describe('entity paths', () => {
  // Written forms of the SDK: rrd-format 12.3 and the vector entity_paths.
  it.each([
    [[], '/'],
    [['cam_00', 'a b'], '/cam_00/a\\ b'],
    [['x (1)'], '/x\\ \\(1\\)'],
    [['p/q'], '/p\\/q'],
    [['50%'], '/50\\%'],
    [['ünï', '☮'], '/ünï/\\u{262E}'],
    [['a.b-c_d'], '/a.b-c_d'],
    [['tab\tnew\nline'], '/tab\\tnew\\nline'],
    [['back\\slash'], '/back\\\\slash'],
    [['💣'], '/💣'],
    [['\u0007'], '/\\u{0007}'],
  ])('%j is %s', (parts, path) => {
    expect(joinEntityPath(...parts)).toBe(path);
    expect(splitEntityPath(path)).toEqual(parts);
  });

  it('come back for any parts', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => !text.endsWith('\\'));
    const property = fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const path = joinEntityPath(...parts);
      expect(splitEntityPath(path)).toEqual(parts);
      expect(formatEntityPath(path)).toBe(path);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('are read forgivingly, as Rerun does', () => {
    expect(formatEntityPath('world//cam 4/')).toBe('/world/cam\\ 4');
    expect(formatEntityPath('a(b)/c')).toBe('/a\\(b\\)/c');
    expect(formatEntityPath('')).toBe('/');
  });

  it.each(['a\\', 'a\\q', 'a\\u{1F4A3}', '\\u{12'])('%j is refused', (path) => {
    expect(() => splitEntityPath(path)).toThrow(expect.objectContaining({ code: 'ENTITY_PATH_INVALID' }));
  });

  it.each([[''], ['ends in \\'], ['\ud800']])('the part %j is refused', (part) => {
    expect(() => joinEntityPath(part)).toThrow(expect.objectContaining({ code: 'ENTITY_PATH_INVALID' }));
  });
});
