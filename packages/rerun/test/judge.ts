import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OFFICIAL_FOLDER } from './official.ts';

/** Folder beside the repository with samples and tools; `OUTLAY_SHARED` overrides. */
const SHARED = process.env.OUTLAY_SHARED ?? resolve(dirname(fileURLToPath(import.meta.url)), '../../../../shared');

const python = process.env.OUTLAY_RERUN_PYTHON ?? newestOfConformance();
const rrdDump = join(SHARED, 'tools/rrd-dump');

/** The official SDK and rrd-dump; tests that need them skip without. */
export const JUDGE_MISSING = !existsSync(python)
  ? `no Python with rerun-sdk at ${python}: run \`npm run conformance\` once, or set OUTLAY_RERUN_PYTHON`
  : !existsSync(rrdDump)
    ? `no rrd-dump at ${rrdDump}: set OUTLAY_SHARED`
    : undefined;

/** What `npm run conformance` has installed. */
function newestOfConformance(): string {
  const cache = resolve(dirname(fileURLToPath(import.meta.url)), '../../../.cache/conformance');
  const versions = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('venv-')) : [];
  versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return join(cache, versions.at(-1) ?? 'venv', 'bin', 'python');
}

interface Verdict {
  readonly exitCode: number;
  readonly output: string;
}

function run(command: string, args: readonly string[]): Promise<Verdict> {
  const env = { ...process.env, PATH: `${dirname(python)}${delimiter}${process.env.PATH ?? ''}` };
  return new Promise((done) => {
    execFile(command, args, { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      done({ exitCode, output: stdout + stderr });
    });
  });
}

async function withFile<T>(rrd: Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'outlay-judge-'));
  try {
    const path = join(folder, 'own.rrd');
    await writeFile(path, rrd);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Does the file mean what the official SDK's vector means? */
export const diffWithVector = (name: string, rrd: Uint8Array): Promise<Verdict> =>
  withFile(rrd, (path) => run(python, [rrdDump, '--diff', join(OFFICIAL_FOLDER, `${name}.json`), path]));

/** Chunk index against the chunks, value by value. */
export const checkFooter = (rrd: Uint8Array): Promise<Verdict> =>
  withFile(rrd, (path) => run(python, [rrdDump, '--check-footer', path]));

/**
 * Meanings of several files in one run of rrd-dump, in the order of the files. `--no-cli` saves a process per file, but
 * does not see activation commands and stores without chunks.
 */
export async function dumpFiles(
  paths: readonly string[],
  options: readonly '--no-cli'[] = [],
): Promise<Verdict & { readonly dumps: readonly unknown[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'outlay-judge-'));
  try {
    const out = join(folder, 'dumps.json');
    const verdict = await run(python, [rrdDump, ...options, ...paths, '-o', out]);
    const dumps = existsSync(out) ? (JSON.parse(await readFile(out, 'utf8')) as readonly unknown[]) : [];
    return { ...verdict, dumps };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `rerun rrd verify` on several files at once. */
export const rerunVerifyFiles = (paths: readonly string[]): Promise<Verdict> =>
  run(join(dirname(python), 'rerun'), ['rrd', 'verify', ...paths]);
