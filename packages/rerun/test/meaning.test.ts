import { describe, expect, it } from 'vitest';
import { meaningOf } from './meaning.ts';
import { media, OFFICIAL, officialFile } from './official.ts';
import { VECTORS } from './vectors/all.ts';
import { encodeVector } from './vectors/vector.ts';

describe('our file for the same calls means what the file of the official SDK means', () => {
  it('for every one of its files', () => {
    const ours = VECTORS.map(({ name, suffix = 'rrd' }) => `${name}.${suffix}`);
    const official = OFFICIAL.map(({ name }) => name).filter((name) => !name.startsWith('old/'));
    expect(ours.sort()).toEqual(official);
  });

  it.each(VECTORS.map((vector) => [vector.name, vector] as const))('%s', async (name, vector) => {
    const official = officialFile(`${name}.${vector.suffix ?? 'rrd'}`);
    expect(await meaningOf(encodeVector(vector, media))).toBe(await meaningOf(official));
  });

  it.each(VECTORS.map((vector) => [vector.name, vector] as const))('%s: same calls, same bytes', (_, vector) => {
    expect(Buffer.compare(encodeVector(vector, media), encodeVector(vector, media))).toBe(0);
  });
});
