// Benchmark of tables: `outlay summarise` over many experiments as a whole process, their files in the page cache.
//
//   npm run bench -- summarise [--experiments 1000] [--frames 100] [--cameras 4] [--rounds 5] [--keep]
//
// Each experiment has two tasks at one epoch: five metric files, a manifest. `text` is the table of means, `baseline` has
// a paired difference with its bootstrap interval in every cell. Prints medians, appends them to results/summarise.csv
// with --keep.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeMetricFamily } from '../internal/sample/dist/index.js';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const cache = join(root, '.cache', 'bench', 'summarise');
const { values } = parseArgs({
  options: {
    experiments: { type: 'string', default: '1000' },
    frames: { type: 'string', default: '100' },
    cameras: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    bin: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const [experiments, frames, cameras] = [values.experiments, values.frames, values.cameras].map(Number);
const METHODS = 4;
const results = join(cache, `${experiments}-${frames}-${cameras}`);
if (!existsSync(results)) {
  mkdirSync(cache, { recursive: true });
  rmSync(`${results}.making`, { recursive: true, force: true });
  writeMetricFamily(`${results}.making`, {
    methods: Array.from({ length: METHODS }, (_, i) => `method_${i}`),
    scenes: Array.from({ length: Math.ceil(experiments / METHODS) }, (_, i) => `scene_${String(i).padStart(4, '0')}`),
    cameras: Array.from({ length: cameras }, (_, i) => 4 + 12 * i),
    epochs: [30],
    frames,
    flaws: {},
  });
  spawnSync('mv', [`${results}.making`, results]);
}
const bytes = readdirSync(results, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

/** Seconds, CPU seconds and peak memory (MB) of a process, by GNU time where it is. */
function measure(argv) {
  const report = join(cache, 'time.txt');
  const command = [process.execPath, values.bin ?? join(root, 'packages/cli/bin.js'), ...argv];
  const timed = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', '%U %S %M', '-o', report, ...command] : command;
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(timed[0], timed.slice(1), { encoding: 'utf8', maxBuffer: 1 << 30 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${command.join(' ')}\n${stderr}`);
  if (timed === command) return { seconds, cpu: Number.NaN, peak: Number.NaN };
  const [user, system, kB] = readFileSync(report, 'utf8').trim().split('\n').pop().split(' ').map(Number);
  return { seconds, cpu: user + system, peak: kB / 1024 };
}

const table = ['summarise', '--results', results, '--progress', 'none'];
const candidates = {
  text: () => measure(table),
  baseline: () => measure([...table, '--baseline', 'method_0']),
  start: () => measure(['--version']),
};
for (const work of Object.values(candidates)) work();
const rounds = Array.from({ length: Number(values.rounds) }, () =>
  Object.fromEntries(Object.entries(candidates).map(([name, work]) => [name, work()])),
);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const of = (name, what, digits = 2) => median(rounds.map((round) => round[name][what])).toFixed(digits);
const row = {
  date: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  cpus: cpus().length,
  load: loadavg()[0].toFixed(1),
  rounds: rounds.length,
  experiments,
  rows_each: frames * (cameras + 1),
  MB: (bytes / 1e6).toFixed(0),
  text_s: of('text', 'seconds'),
  text_cpu_s: of('text', 'cpu'),
  text_peak_MB: of('text', 'peak', 0),
  baseline_s: of('baseline', 'seconds'),
  baseline_cpu_s: of('baseline', 'cpu'),
  baseline_peak_MB: of('baseline', 'peak', 0),
  start_s: of('start', 'seconds'),
};
console.table([row]);
if (values.keep) {
  const file = join(here, 'results', 'summarise.csv');
  if (!existsSync(file)) writeFileSync(file, `${Object.keys(row).join(',')}\n`);
  appendFileSync(file, `${Object.values(row).join(',')}\n`);
}
