import { describe, expect, it } from 'vitest';
import { KnownSizes } from '../../src/node/known-sizes.ts';

const PATHS = [
  'images/4/000000.jpg',
  'images/4/000001.jpg',
  'images/4/000001.png',
  'images/40/000001.jpg',
  'images/4/999999.jpg',
  'images/4/0000001.jpg',
  'images/4/00001.jpg',
  'images/4/00000a.jpg',
  'images/4/000001',
  '000001.jpg',
  'manifest.json',
  '',
];

describe('KnownSizes', () => {
  it('tells every path from every other', () => {
    const sizes = new KnownSizes();
    for (const [i, path] of PATHS.entries()) {
      expect(sizes.get(path)).toBeUndefined();
      sizes.set(path, i);
    }
    expect(PATHS.map((path) => sizes.get(path))).toEqual(PATHS.map((_, i) => i));
    expect(sizes.get('images/4/000002.jpg')).toBeUndefined();
  });

  it('keeps what was set last, of any size', () => {
    const sizes = new KnownSizes();
    sizes.set('images/4/000003.jpg', 1);
    sizes.set('images/4/000003.jpg', 2 ** 40);
    expect(sizes.get('images/4/000003.jpg')).toBe(2 ** 40);
  });
});
