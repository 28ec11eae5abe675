import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHARED } from './judge.ts';
import { meaningOf } from './meaning.ts';
import { VECTORS } from './vectors/all.ts';
import { encodeVector } from './vectors/vector.ts';

const FOLDER = join(SHARED, 'vectors');
const hasVectors = existsSync(FOLDER);
const media = (name: string) => new Uint8Array(readFileSync(join(FOLDER, 'media', name)));
/** Pictures and video are not copied into the repository. */
const NEED_MEDIA = new Set(['encoded_image', 'encoded_depth_image', 'video']);
const golden = (name: string) => join(import.meta.dirname, 'golden', `${name}.txt`);

if (process.env.OUTLAY_UPDATE_GOLDEN !== undefined) {
  for (const { name, suffix = 'rrd' } of VECTORS) {
    writeFileSync(golden(name), await meaningOf(new Uint8Array(readFileSync(join(FOLDER, `${name}.${suffix}`)))));
  }
}

describe('our files mean what the committed golden texts say', () => {
  for (const vector of VECTORS) {
    it.skipIf(NEED_MEDIA.has(vector.name) && !hasVectors)(vector.name, async () => {
      expect(await meaningOf(encodeVector(vector, media))).toBe(readFileSync(golden(vector.name), 'utf8'));
    });
  }

  it.skipIf(!hasVectors)('the golden texts say what the recordings of the official SDK mean', async () => {
    for (const { name, suffix = 'rrd' } of VECTORS) {
      const official = await meaningOf(new Uint8Array(readFileSync(join(FOLDER, `${name}.${suffix}`))));
      expect(official, name).toBe(readFileSync(golden(name), 'utf8'));
    }
  });
});
