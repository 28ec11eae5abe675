import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpFiles, JUDGE_MISSING, rerunVerifyFiles, SHARED } from './judge.ts';
import { VECTORS } from './vectors/all.ts';
import { encodeVector, type Vector } from './vectors/vector.ts';

const FOLDER = join(SHARED, 'vectors');
const hasVectors = existsSync(FOLDER);
const missing = hasVectors ? JUDGE_MISSING : `no golden recordings at ${FOLDER} (OUTLAY_SHARED)`;
const media = (name: string) => new Uint8Array(readFileSync(join(FOLDER, 'media', name)));

describe.skipIf(!hasVectors)(`our side of the golden recordings${hasVectors ? '' : `: ${missing}`}`, () => {
  it('covers every golden recording', () => {
    const golden = readdirSync(FOLDER).filter((file) => /\.(rrd|rbl)$/.test(file));
    expect(VECTORS.map(({ name, suffix = 'rrd' }) => `${name}.${suffix}`).sort()).toEqual(golden.sort());
  });

  it.each(VECTORS.map((vector) => [vector.name, vector] as const))('%s: same calls, same bytes', (_, vector) => {
    expect(Buffer.compare(encodeVector(vector, media), encodeVector(vector, media))).toBe(0);
  });
});

/** One run of the official reader over all files: a minute of process starts becomes seconds. */
describe.skipIf(missing !== undefined)(
  `our files mean what the official SDK's files mean${missing === undefined ? '' : `: ${missing}`}`,
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
      const golden: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
      expect(meanings.get(name)).toEqual(golden);
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
