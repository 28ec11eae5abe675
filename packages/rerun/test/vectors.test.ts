import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because } from '../../../vitest.shared.ts';
import { dumpFiles, JUDGE_MISSING, rerunVerifyFiles } from './judge.ts';
import { media, OFFICIAL } from './official.ts';
import { VECTORS } from './vectors/all.ts';
import { encodeVector, type Vector } from './vectors/vector.ts';

/** One run of the official reader over all files: a minute of process starts becomes seconds. */
describe.skipIf(JUDGE_MISSING !== undefined)(
  `to the official reader our files mean what the SDK's files mean${because(JUDGE_MISSING)}`,
  () => {
    let folder = '';
    const paths = new Map<string, string>();
    const meanings = new Map<string, unknown>();
    let warnings = '';

    const dump = async (vectors: readonly Vector[], options: readonly '--no-cli'[]) => {
      const files = vectors.map(({ name }) => paths.get(name)!);
      const { exitCode, output, dumps } = await dumpFiles(files, options);
      if (exitCode !== 0) warnings += output;
      for (const [index, { name }] of vectors.entries()) meanings.set(name, dumps[index]);
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'outlay-vectors-'));
      for (const vector of VECTORS) {
        const path = join(folder, `${vector.name}.${vector.suffix ?? 'rrd'}`);
        writeFileSync(path, encodeVector(vector, media));
        paths.set(vector.name, path);
      }
      const needsCli = (vector: Vector) => vector.log === undefined || vector.options?.blueprint !== undefined;
      await dump(VECTORS.filter(needsCli), []);
      await dump(
        VECTORS.filter((vector) => !needsCli(vector)),
        ['--no-cli'],
      );
    }, 300_000);

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('the official reader warns about nothing', () => {
      expect(warnings).toBe('');
    });

    it.each(VECTORS.map(({ name }) => name))('%s', (name) => {
      const official = OFFICIAL.find((file) => file.name.replace(/\.\w+$/, '') === name);
      expect(meanings.get(name)).toEqual(official?.dump);
    });

    it('rerun rrd verify accepts every file that has chunks', async () => {
      // A recording without chunks has no index, which verify calls missing, also in the SDK's own file.
      const files = [...paths].filter(([name]) => name !== 'empty').map(([, path]) => path);
      const { exitCode, output } = await rerunVerifyFiles(files);
      expect(output).not.toMatch(/WARN|ERROR/);
      expect(exitCode).toBe(0);
    }, 120_000);
  },
);
