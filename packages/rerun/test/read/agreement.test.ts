import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { because } from '../../../../vitest.shared.ts';
import { verify } from '../../src/read/index.ts';
import { OFFICIAL } from '../official.ts';
import { mutate } from './mutate.ts';
import { randomNumbers, recoverAll } from './run.ts';
import { sampleRecording } from './sample.ts';

/** Path of the official CLI; without it there is nobody to agree with. */
const RERUN = process.env.OUTLAY_RERUN;
const FILES = 200;

interface Kind {
  readonly why: string;
  readonly ours: 'ok' | 'fail';
  readonly fits: (codes: readonly string[], theirs: string) => boolean;
}

/** Where `outlay rrd verify` and `rerun rrd verify` (0.41) may differ, and why. Anything else is a bug of ours. */
const EXPLAINED: readonly Kind[] = [
  {
    why: 'A file without a chunk index, or without chunks, is a legal file: a finding of severity info here, an error there.',
    ours: 'ok',
    fits: (codes, theirs) =>
      /no RRD manifests/.test(theirs) && codes.some((code) => code === 'OUT6050' || code === 'OUT6046'),
  },
  {
    why: 'A component that this version does not know is a warning here, an error there; viewers ignore the column.',
    ours: 'ok',
    fits: (codes, theirs) => /Unknown (component|archetype)/.test(theirs) && codes.includes('OUT6039'),
  },
  {
    why: 'The official tool does not compare the values of the index with the chunks, nor its hash and place.',
    ours: 'fail',
    fits: (codes) => codes.some((code) => /^OUT60(5[2-9]|6[0-2])$/.test(code)),
  },
  {
    why: 'The official tool does not look at ids, sorted flags and reserved times.',
    ours: 'fail',
    fits: (codes) => codes.some((code) => /^OUT60(32|33|40|41)$/.test(code)),
  },
  {
    why: 'The official tool logs an ERROR about bytes that are no message, checks what came before (perhaps nothing: "0 files verified") and exits with 0.',
    ours: 'fail',
    fits: (codes, theirs) =>
      (LOGGED.test(theirs) || /^0 files verified/m.test(theirs)) && codes.some((code) => /^OUT60(0|1)/.test(code)),
  },
];

/** A line that the official tool logs and then ends with exit code 0. */
const LOGGED = /ERROR.*(trailing bytes|decod)/;

interface Case {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function goodFiles(folder: string): Promise<Case[]> {
  const files: Case[] = OFFICIAL.map(({ name, bytes }) => ({ name, bytes }));
  for (const { name, bytes } of OFFICIAL)
    files.push({ name: `recovered ${name}`, bytes: (await recoverAll(bytes)).bytes });
  for (const { name, bytes } of OFFICIAL) {
    for (const command of ['merge', 'optimize']) {
      const [from, to] = [join(folder, 'from.rrd'), join(folder, 'to.rrd')];
      writeFileSync(from, bytes);
      const { status } = spawnSync(RERUN!, ['rrd', command, from, '-o', to]);
      if (status === 0) files.push({ name: `${command} ${name}`, bytes: new Uint8Array(readFileSync(to)) });
    }
  }
  while (files.length < FILES)
    files.push({ name: `own ${files.length}`, bytes: sampleRecording(`own_${files.length}`) });
  return files;
}

async function disagreements(files: readonly Case[], folder: string): Promise<string[]> {
  const open: string[] = [];
  for (const { name, bytes } of files) {
    const path = join(folder, 'file.rrd');
    writeFileSync(path, bytes);
    const run = spawnSync(RERUN!, ['rrd', 'verify', path], { encoding: 'utf8' });
    const theirs = run.stdout + run.stderr;
    const report = await verify(bytes);
    if (report.ok === (run.status === 0)) continue;
    const codes = report.findings.map(({ code }) => code);
    const ours = report.ok ? 'ok' : 'fail';
    if (!EXPLAINED.some((kind) => kind.ours === ours && kind.fits(codes, theirs))) {
      open.push(`${name}: ours ${ours} (${codes.join(' ')}), theirs: ${theirs.slice(0, 300)}`);
    }
  }
  return open;
}

const NO_RERUN = RERUN === undefined ? 'OUTLAY_RERUN does not name the official CLI' : undefined;

describe.skipIf(NO_RERUN !== undefined)(`agreement with the official verify${because(NO_RERUN)}`, () => {
  it(`on ${FILES} good and ${FILES} damaged files, but for what is explained`, { timeout: 1_800_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outlay-agreement-'));
    try {
      const good = await goodFiles(folder);
      const random = randomNumbers(Number(process.env.OUTLAY_SEED ?? 7));
      const damaged = Array.from({ length: FILES }, (): Case => {
        const from = good[Math.floor(random() * good.length)]!;
        const { damaged: bytes, what } = mutate(from.bytes, random);
        return { name: `${from.name}: ${what}`, bytes };
      });
      expect(good.length).toBeGreaterThanOrEqual(FILES);
      expect(await disagreements(good, folder)).toEqual([]);
      expect(await disagreements(damaged, folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
