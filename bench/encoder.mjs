// Benchmarks of the encoder: the same recording by @outlay/rerun and by the official Python SDK (where it is), and the
// floor (a C program that writes as many bytes), in turn within each round.
//
//   npm run bench -- encoder [--rounds 5] [--only images,read,scalars,meshes,calls] [--keep]
//
// Seconds of ours and of the peer are those of the work itself, without start-up and imports; those of the floor are its
// whole process. Prints medians (ratios are medians within rounds), and appends them to results/encoder.csv with --keep.
// Only ratios carry from machine to machine, and on a busy one CPU time (making the data included, a little) says more
// than wall time: the load is written beside them.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES, WORK } from './encoder-sizes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const cache = join(root, '.cache', 'bench', 'encoder');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: Object.keys(CASES).join(',') },
    keep: { type: 'boolean', default: false },
  },
});
mkdirSync(cache, { recursive: true });

function run(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')}\n${result.error ?? ''}${result.stderr}`);
  return result.stdout;
}

const python = [join(root, '.cache/conformance/venv-0.41.0/bin/python'), '/tmp/work/venv/bin/python'].find(existsSync);
if (python === undefined) console.log('The official SDK is left out: run `npm run conformance` once, it installs it.');
const floorProgram = join(cache, 'floor');
const hasFloor = spawnSync('cc', ['-O2', '-o', floorProgram, join(here, 'floor.c')]).status === 0;
if (!hasFloor) console.log('The floor is left out: no C compiler.');
const nothing = join(cache, 'nothing.txt');
writeFileSync(nothing, '');

const MEBIBYTE = Buffer.alloc(1 << 20, 1);

/** Machines that give free memory back to their host make the first write after a pause slow: touch it before. */
function ballast() {
  const file = join(cache, 'ballast');
  const handle = openSync(file, 'w');
  // In small pieces: the peak memory of a child counts what its parent held when it was forked.
  for (let piece = 0; piece < 256; piece++) writeSync(handle, MEBIBYTE);
  closeSync(handle);
  rmSync(file);
}

const fileOf = (name, who) => join(cache, `${name === 'read' ? 'images' : name}.${who}.rrd`);
const ours = (name) => JSON.parse(run(process.execPath, [join(here, 'encoder-case.mjs'), name, fileOf(name, 'ours')]));
const peers = (name) =>
  JSON.parse(
    run(python, [
      '-W',
      'ignore',
      join(here, 'encoder_case.py'),
      name,
      fileOf(name, 'peer'),
      JSON.stringify(CASES[name]),
    ]),
  );
function floor(bytes) {
  const start = process.hrtime.bigint();
  run(floorProgram, [nothing, join(cache, 'floor.out'), String(bytes)]);
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9 };
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rows = [];
for (const name of values.only.split(',')) {
  const isRead = name === 'read';
  // Before `read` without `images`, the files have to be made.
  for (const who of isRead ? ['ours', ...(python ? ['peer'] : [])] : [])
    if (!existsSync(fileOf(name, who))) who === 'ours' ? ours('images') : peers('images');
  ours(name);
  const written = statSync(fileOf(name, 'ours')).size;
  const candidates = {
    outlay: () => ours(name),
    ...(hasFloor && !isRead ? { floor: () => floor(written) } : {}),
    ...(python ? { peer: () => peers(name) } : {}),
  };
  const rounds = Array.from({ length: Number(values.rounds) }, () =>
    Object.fromEntries(
      Object.entries(candidates).map(([who, work]) => {
        ballast();
        return [who, work()];
      }),
    ),
  );
  const typical = (who, what) => (who in candidates ? median(rounds.map((round) => round[who][what])) : Number.NaN);
  const ratio = (a, b, what = 'seconds') =>
    median(rounds.map((round) => (round[a]?.[what] ?? Number.NaN) / (round[b]?.[what] ?? Number.NaN)));
  const { rows: count, megabytes } = WORK[name](CASES[name]);
  const seconds = typical('outlay', 'seconds');
  rows.push({
    case: name,
    load: loadavg()[0].toFixed(1),
    rows: count,
    MB: megabytes.toFixed(1),
    outlay_s: seconds.toFixed(3),
    MB_per_s: Math.round(megabytes / seconds),
    rows_per_s: Math.round(count / seconds),
    floor_s: typical('floor', 'seconds').toFixed(3),
    x_floor: ratio('outlay', 'floor').toFixed(2),
    cpu_s: typical('outlay', 'cpu').toFixed(3),
    peer_cpu_s: typical('peer', 'cpu').toFixed(3),
    x_less_cpu_than_peer: ratio('peer', 'outlay', 'cpu').toFixed(2),
    peer_s: typical('peer', 'seconds').toFixed(3),
    x_faster_than_peer: ratio('peer', 'outlay').toFixed(2),
    file_MB: (written / 1e6).toFixed(2),
    peer_file_MB: python ? (statSync(fileOf(name, 'peer')).size / 1e6).toFixed(2) : '',
    peak_MB: typical('outlay', 'peakMB').toFixed(0),
    peer_peak_MB: typical('peer', 'peakMB').toFixed(0),
  });
}
console.table(rows);

if (values.keep) {
  const results = join(here, 'results', 'encoder.csv');
  const columns = ['node', 'cpus', 'rounds', ...Object.keys(rows[0])];
  mkdirSync(dirname(results), { recursive: true });
  if (!existsSync(results)) writeFileSync(results, `${columns.join(',')}\n`);
  for (const row of rows)
    appendFileSync(
      results,
      `${[process.versions.node, cpus().length, values.rounds, ...Object.values(row)].join(',').replaceAll('NaN', '')}\n`,
    );
  console.log(`kept in ${results}`);
}
