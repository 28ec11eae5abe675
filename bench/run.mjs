// Benchmarks of exports as whole processes: outlay, the floor (read the same files, write the same number of bytes),
// and a skilled Python user's exporter on the official SDK, in turn within each round.
//
//   npm run bench -- [small|full] [--rounds 5] [--only nvs,pose,input] [--keep]
//
// Prints medians of ratios within rounds, sizes and peak memory, and appends them to results/exports.csv with --keep.
// Only ratios carry from machine to machine.
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
import { cpus } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { experimentOf, SIZES } from './data.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache', 'bench');
const shared = process.env.OUTLAY_SHARED ?? resolve(root, '..', 'shared');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'nvs,pose,input' },
    keep: { type: 'boolean', default: false },
  },
});
const size = positionals[0] ?? 'small';
if (!(size in SIZES)) throw new Error(`Unknown size '${size}'. One of: ${Object.keys(SIZES).join(', ')}.`);

mkdirSync(cache, { recursive: true });
const experiment = experimentOf(root, cache, size);
const out = join(cache, 'out');
const epoch = join(experiment, 'evaluation', 'epoch_0030');
const cli = (...args) => [
  process.execPath,
  join(root, 'packages/cli/bin.js'),
  'export',
  ...args,
  experiment,
  '-o',
  out,
  '--force',
  '--progress',
  'none',
  '-q',
];

const CASES = {
  nvs: {
    outlay: cli('evaluation', '--epoch', '30', '--task', 'nvs'),
    file: 'nvs_epoch_0030.rrd',
    peer: ['nvs'],
    reads: [join(epoch, 'nvs/pred'), join(epoch, 'nvs/gt_inputs')],
  },
  pose: {
    outlay: cli('evaluation', '--epoch', '30', '--task', 'pose_smplx'),
    file: 'pose_smplx_epoch_0030.rrd',
    peer: ['pose', '--normals', '--jobs', '2'],
    reads: ['pred', 'gt_inputs'].flatMap((role) =>
      ['world_aligned', 'root_aligned'].flatMap((space) =>
        persons(join(epoch, 'pose_smplx', role, space, 'posed_smplx_meshes_per_frame')),
      ),
    ),
  },
  input: {
    outlay: cli('input-data'),
    file: 'input_data.rrd',
    peer: ['input'],
    reads: ['images', 'seg', 'depths', 'all_cameras', 'smplx', 'smpl']
      .flatMap((part) => ['train', 'test'].map((split) => join(experiment, 'input_data', split, part)))
      .filter(existsSync),
  },
};

function persons(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Seconds, peak memory of the largest process, and status of a command, by GNU time where it is. */
function measure(command) {
  const report = join(cache, 'time.txt');
  const timed = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', '%M', '-o', report, ...command] : command;
  ballast();
  const start = process.hrtime.bigint();
  const result = spawnSync(timed[0], timed.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (result.status !== 0) throw new Error(`${command.join(' ')}\n${result.error ?? ''}${result.stderr}`);
  const peak = timed === command ? Number.NaN : Number(readFileSync(report, 'utf8').trim().split('\n').pop()) / 1024;
  return { seconds, peak };
}

/** Machines that give free memory back to their host make the first write after a pause slow: touch it before. */
function ballast() {
  const file = join(cache, 'ballast');
  writeFileSync(file, Buffer.alloc(256 << 20, 1));
  rmSync(file);
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const python = [join(root, '.cache/conformance/venv-0.41.0/bin/python'), '/tmp/work/venv/bin/python'].find(existsSync);
const peerScript = join(shared, 'peer', 'export.py');
const hasPeer = python !== undefined && existsSync(peerScript);
if (!hasPeer)
  console.log('The Python peer is left out: run `npm run conformance` once, with ../shared beside the repository.');
const floorProgram = join(cache, 'floor');
const compiled = spawnSync('cc', ['-O2', '-o', floorProgram, join(root, 'bench', 'floor.c')]).status === 0;
if (!compiled) console.log('No C compiler: the floor is `cat`.');

const rows = [];
for (const name of values.only.split(',')) {
  const { outlay, file, peer, reads } = CASES[name];
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const files = reads.flatMap(filesBelow);
  const readBytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  const list = join(cache, 'list.txt');
  writeFileSync(list, `${files.join('\n')}\n`);
  measure(outlay);
  const written = statSync(join(out, file)).size;
  const candidates = {
    floor: compiled
      ? [floorProgram, list, join(cache, 'floor.out'), String(written)]
      : ['sh', '-c', `tr '\\n' '\\0' < '${list}' | xargs -0 cat > '${join(cache, 'floor.out')}'`],
    outlay,
    node: [process.execPath, '-e', '0'],
    ...(hasPeer ? { peer: [python, peerScript, peer[0], experiment, join(cache, 'peer.rrd'), ...peer.slice(1)] } : {}),
  };
  const rounds = Array.from({ length: Number(values.rounds) }, () =>
    Object.fromEntries(Object.entries(candidates).map(([key, command]) => [key, measure(command)])),
  );
  const seconds = (key) => median(rounds.map((round) => round[key].seconds));
  const ratio = (a, b) => median(rounds.map((round) => round[a].seconds / round[b].seconds));
  rows.push({
    case: name,
    size,
    files: files.length,
    read_MB: (readBytes / 1e6).toFixed(1),
    written_MB: (written / 1e6).toFixed(1),
    floor_s: seconds('floor').toFixed(3),
    outlay_s: seconds('outlay').toFixed(3),
    node_s: seconds('node').toFixed(3),
    peer_s: hasPeer ? seconds('peer').toFixed(3) : '',
    x_floor: ratio('outlay', 'floor').toFixed(2),
    x_faster_than_peer: hasPeer ? ratio('peer', 'outlay').toFixed(2) : '',
    peak_MB: median(rounds.map((round) => round.outlay.peak)).toFixed(0),
    peer_MB: hasPeer ? (statSync(join(cache, 'peer.rrd')).size / 1e6).toFixed(1) : '',
  });
}
console.table(rows);

if (values.keep) {
  const results = join(root, 'bench', 'results', 'exports.csv');
  const columns = ['node', 'cpus', ...Object.keys(rows[0])];
  mkdirSync(dirname(results), { recursive: true });
  if (!existsSync(results)) writeFileSync(results, `${columns.join(',')}\n`);
  for (const row of rows)
    appendFileSync(results, `${[process.versions.node, cpus().length, ...Object.values(row)].join(',')}\n`);
  console.log(`kept in ${results}`);
}
