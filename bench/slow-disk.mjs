// What reading ahead is worth on a disk where every file is waited for. The wait is made: a library that is preloaded
// lets every open in the experiment take some milliseconds, as on a network disk. Linux, with a C compiler.
//
//   npm run bench -- slow-disk [<experiment>] [--ms 5] [--ahead 0,4,8,32] [--rounds 3]
//
// Exports the NVS pictures of the last epoch as a whole process, prints medians of wall time, and fails when the bytes
// differ. Nothing is kept: the numbers say how waiting overlaps, and nothing about a machine.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { experimentOf } from './data.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache', 'bench');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ms: { type: 'string', default: '5' },
    ahead: { type: 'string', default: '0,4,8,32' },
    rounds: { type: 'string', default: '3' },
  },
});
mkdirSync(cache, { recursive: true });
const experiment = resolve(positionals[0] ?? experimentOf(root, cache, 'small'));
const library = join(cache, 'slow-open.so');
const made = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, join(root, 'bench/slow-open.c'), '-ldl']);
if (made.status !== 0) throw new Error(`cc could not make ${library}: ${made.stderr ?? made.error}`);

const out = join(cache, 'out-slow');
const env = { ...process.env, LD_PRELOAD: library, SLOW_ROOT: experiment, SLOW_MS: values.ms };
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function measure(ahead) {
  rmSync(out, { recursive: true, force: true });
  const argv = ['export', 'evaluation', experiment, '--epoch', 'latest', '--task', 'nvs', '-o', out];
  const started = performance.now();
  const bin = join(root, 'packages/cli/bin.js');
  const run = spawnSync(process.execPath, [bin, ...argv, '--read-ahead', ahead], { env, encoding: 'utf8' });
  const ms = performance.now() - started;
  if (run.status !== 0) throw new Error(run.stderr);
  const [name] = readdirSync(out);
  return {
    ms,
    hash: createHash('sha256')
      .update(readFileSync(join(out, name)))
      .digest('hex'),
  };
}

const aheads = values.ahead.split(',');
const times = new Map(aheads.map((ahead) => [ahead, []]));
const hashes = new Set();
for (let round = 0; round < Number(values.rounds); round++)
  for (const ahead of aheads) {
    const { ms, hash } = measure(ahead);
    times.get(ahead).push(ms);
    hashes.add(hash);
  }
rmSync(out, { recursive: true, force: true });
console.log(`${experiment}, ${values.ms} ms per file`);
for (const [ahead, all] of times) console.log(`  --read-ahead ${ahead.padEnd(4)} ${(median(all) / 1000).toFixed(2)} s`);
if (hashes.size !== 1) throw new Error('the recordings differ');
console.log('  the same bytes every time');
