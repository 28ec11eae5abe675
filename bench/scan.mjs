// Benchmark of the scan, against `find` on the same tree, in turn within each round.
//
//   npm run bench -- scan [--epochs 8] [--rounds 11] [--keep]
//
// The scan's own time is without Node's start, which stands beside it; `find` and `validate --structure` are whole
// processes. The tree is in the page cache: what is measured is the work, not the disk. Prints medians (ratios are
// medians within rounds), and appends them to results/scan.csv with --keep.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'tsup';
import { treeOf } from './scan-tree.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const cache = join(root, '.cache', 'bench', 'scan');
const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '11' },
    keep: { type: 'boolean', default: false },
  },
});
mkdirSync(cache, { recursive: true });
const tree = treeOf(cache, Number(values.epochs));
await build({
  entry: [join(here, 'scan-case.mjs')],
  outDir: cache,
  format: 'esm',
  platform: 'node',
  noExternal: [/.*/],
  config: false,
  silent: true,
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
const bundled = ['scan-case.mjs', 'scan-case.js'].map((name) => join(cache, name)).find(existsSync);

/** Output, seconds, CPU seconds and peak memory (MB) of a command, by GNU time where it is. */
function measure(command) {
  const report = join(cache, 'time.txt');
  const timed = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', '%U %S %M', '-o', report, ...command] : command;
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(timed[0], timed.slice(1), { encoding: 'utf8', maxBuffer: 1 << 30 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${command.join(' ')}\n${stderr}`);
  if (timed === command) return { stdout, seconds, cpu: Number.NaN, peak: Number.NaN };
  const [user, system, kB] = readFileSync(report, 'utf8').trim().split('\n').pop().split(' ').map(Number);
  return { stdout, seconds, cpu: user + system, peak: kB / 1024 };
}

const candidates = {
  find: () => measure(['sh', '-c', `find '${tree}' | wc -l`]),
  node: () => measure([process.execPath, '-e', '0']),
  scan: () => {
    const whole = measure([process.execPath, bundled, tree]);
    return { ...whole, ...JSON.parse(whole.stdout) };
  },
  validate: () => measure([process.execPath, join(root, 'packages/cli/bin.js'), 'validate', '--structure', tree]),
};
for (const work of Object.values(candidates)) work();
const rounds = Array.from({ length: Number(values.rounds) }, () =>
  Object.fromEntries(Object.entries(candidates).map(([name, work]) => [name, work()])),
);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const of = (name, what) => median(rounds.map((round) => round[name][what])).toFixed(3);
const ratio = (what) => median(rounds.map((round) => round.scan[what] / round.find[what])).toFixed(2);
const row = {
  date: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  cpus: cpus().length,
  load: loadavg()[0].toFixed(1),
  rounds: rounds.length,
  files: rounds[0].scan.files,
  find_s: of('find', 'seconds'),
  find_cpu_s: of('find', 'cpu'),
  node_s: of('node', 'seconds'),
  scan_s: of('scan', 'seconds'),
  scan_cpu_s: of('scan', 'cpu'),
  x_find: ratio('seconds'),
  x_find_cpu: ratio('cpu'),
  validate_s: of('validate', 'seconds'),
  validate_cpu_s: of('validate', 'cpu'),
  validate_peak_MB: median(rounds.map((round) => round.validate.peak)).toFixed(0),
};
console.table([row]);
if (values.keep) {
  const results = join(here, 'results', 'scan.csv');
  if (!existsSync(results)) writeFileSync(results, `${Object.keys(row).join(',')}\n`);
  appendFileSync(results, `${Object.values(row).join(',').replaceAll('NaN', '')}\n`);
  console.log(`kept in ${results}`);
}
