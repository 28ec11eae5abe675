// Benchmarks of exports as whole processes: outlay, the floor (read the same files, write the same number of bytes),
// and a skilled Python user's exporter on the official SDK, in turn within each round.
//
//   npm run bench -- [small|full|photos] [--rounds 5] [--only nvs,pose,input] [--bin packages/cli/bin.js] [--keep]
//
// Prints medians of ratios within rounds, CPU time, sizes and peak memory, start-up by itself, and appends them to
// results/exports.csv and results/start-up.csv with --keep. Only ratios carry from machine to machine, and on a busy
// machine CPU time says more than wall time: the load is written beside them.
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
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { experimentOf, SIZES } from './data.mjs';
import { writePage } from './page.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache', 'bench');
const shared = process.env.OUTLAY_SHARED ?? resolve(root, '..', 'shared');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    bin: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const size = positionals[0] ?? 'small';
if (!(size in SIZES)) throw new Error(`Unknown size '${size}'. One of: ${Object.keys(SIZES).join(', ')}.`);

mkdirSync(cache, { recursive: true });
const experiment = experimentOf(root, cache, size);
const out = join(cache, 'out');
const epoch = join(experiment, 'evaluation', 'epoch_0030');
const bin = resolve(values.bin ?? join(root, 'packages/cli/bin.js'));
const cli = (...args) => [
  process.execPath,
  bin,
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
    reads: () => ['pred', 'gt_inputs', 'inputs'].map((part) => join(epoch, 'nvs', part)),
  },
  pose: {
    outlay: cli('evaluation', '--epoch', '30', '--task', 'pose_smplx'),
    file: 'pose_smplx_epoch_0030.rrd',
    peer: ['pose', '--normals', '--jobs', '2'],
    // The source view goes into the same recording: its pictures, cameras and depth are read as well.
    reads: () =>
      [
        ...['pred', 'gt_inputs'].flatMap((role) =>
          ['world_aligned', 'root_aligned'].flatMap((space) =>
            persons(join(epoch, 'pose_smplx', role, space, 'posed_smplx_meshes_per_frame')),
          ),
        ),
        ...['images', 'all_cameras', 'masked_depth_maps'].map((part) => join(epoch, 'pose_smplx/viz', part)),
      ].filter(existsSync),
  },
  input: {
    outlay: cli('input-data'),
    file: 'input_data.rrd',
    peer: ['input'],
    reads: () =>
      ['images', 'seg', 'depths', 'all_cameras', 'smplx', 'smpl']
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

/** Seconds, CPU seconds and peak memory (MB, of the largest process) of a command, by GNU time where it is. */
function measure(command) {
  const report = join(cache, 'time.txt');
  const timed = existsSync('/usr/bin/time') ? ['/usr/bin/time', '-f', '%U %S %M', '-o', report, ...command] : command;
  ballast();
  const start = process.hrtime.bigint();
  const result = spawnSync(timed[0], timed.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (result.status !== 0) throw new Error(`${command.join(' ')}\n${result.error ?? ''}${result.stderr}`);
  if (timed === command) return { seconds, cpu: Number.NaN, peak: Number.NaN };
  const [user, system, kB] = readFileSync(report, 'utf8').trim().split('\n').pop().split(' ').map(Number);
  return { seconds, cpu: user + system, peak: kB / 1024 };
}

/** Machines that give free memory back to their host make the first write after a pause slow: touch it before. */
function ballast() {
  const file = join(cache, 'ballast');
  writeFileSync(file, Buffer.alloc(128 << 20, 1));
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

const rounds = Number(values.rounds);
const starts = {
  node: [process.execPath, '-e', '0'],
  version: [process.execPath, bin, '--version'],
  help: [process.execPath, bin, 'export', '--help'],
};
const startRounds = Array.from({ length: rounds * 3 }, () =>
  Object.fromEntries(Object.entries(starts).map(([key, command]) => [key, measure(command)])),
);
const startRows = ['version', 'help'].map((command) => ({
  command: command === 'version' ? '--version' : 'export --help',
  load: loadavg()[0].toFixed(1),
  node_s: median(startRounds.map((round) => round.node.seconds)).toFixed(3),
  outlay_s: median(startRounds.map((round) => round[command].seconds)).toFixed(3),
  x_node: median(startRounds.map((round) => round[command].seconds / round.node.seconds)).toFixed(2),
  x_node_cpu: median(startRounds.map((round) => round[command].cpu / round.node.cpu)).toFixed(2),
}));
console.table(startRows);

const rows = [];
for (const name of (values.only ?? (size === 'photos' ? 'nvs' : 'nvs,pose,input')).split(',')) {
  const { outlay, file, peer, reads } = CASES[name];
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const files = reads().flatMap(filesBelow);
  const readBytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  const list = join(cache, 'list.txt');
  writeFileSync(list, `${files.join('\n')}\n`);
  measure(outlay);
  const written = statSync(join(out, file)).size;
  const candidates = {
    floor: compiled
      ? [floorProgram, list, join(cache, 'floor.out'), String(written)]
      : ['sh', '-c', `tr '\\n' '\\0' < '${list}' | xargs -0 cat > '${join(cache, 'floor.out')}'`],
    ...(compiled ? { flushed: [floorProgram, list, join(cache, 'floor.out'), String(written), 'flush'] } : {}),
    outlay: [...outlay, '--jobs', '2'],
    outlay1: [...outlay, '--jobs', '1'],
    ...(hasPeer ? { peer: [python, peerScript, peer[0], experiment, join(cache, 'peer.rrd'), ...peer.slice(1)] } : {}),
  };
  const load = loadavg()[0].toFixed(1);
  const results = Array.from({ length: rounds }, () =>
    Object.fromEntries(Object.entries(candidates).map(([key, command]) => [key, measure(command)])),
  );
  const of = (key, what) => median(results.map((round) => round[key][what]));
  const ratio = (a, b, what = 'seconds') => median(results.map((round) => round[a][what] / round[b][what])).toFixed(2);
  rows.push({
    case: name,
    size,
    files: files.length,
    read_MB: (readBytes / 1e6).toFixed(1),
    written_MB: (written / 1e6).toFixed(1),
    load,
    floor_s: of('floor', 'seconds').toFixed(3),
    flushed_floor_s: compiled ? of('flushed', 'seconds').toFixed(3) : '',
    jobs2_s: of('outlay', 'seconds').toFixed(3),
    jobs1_s: of('outlay1', 'seconds').toFixed(3),
    peer_s: hasPeer ? of('peer', 'seconds').toFixed(3) : '',
    jobs2_x_floor: ratio('outlay', 'floor'),
    jobs1_x_floor: ratio('outlay1', 'floor'),
    jobs2_x_flushed_floor: compiled ? ratio('outlay', 'flushed') : '',
    peer_x_jobs2: hasPeer ? ratio('peer', 'outlay') : '',
    floor_cpu_s: of('floor', 'cpu').toFixed(2),
    jobs1_cpu_s: of('outlay1', 'cpu').toFixed(2),
    peer_cpu_s: hasPeer ? of('peer', 'cpu').toFixed(2) : '',
    jobs1_x_floor_cpu: ratio('outlay1', 'floor', 'cpu'),
    peer_x_jobs1_cpu: hasPeer ? ratio('peer', 'outlay1', 'cpu') : '',
    peak_MB: of('outlay', 'peak').toFixed(0),
    written_x_read: (written / readBytes).toFixed(3),
    peer_MB: hasPeer ? (statSync(join(cache, 'peer.rrd')).size / 1e6).toFixed(1) : '',
  });
}
for (const row of rows) console.table([row]);

if (values.keep) {
  keep('exports.csv', rows);
  keep('start-up.csv', startRows);
  writePage(root);
}

function keep(name, lines) {
  const file = join(root, 'bench', 'results', name);
  const machine = { date: new Date().toISOString().slice(0, 10), node: process.versions.node, cpus: cpus().length };
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, `${Object.keys({ ...machine, ...lines[0] }).join(',')}\n`);
  for (const line of lines) appendFileSync(file, `${Object.values({ ...machine, ...line }).join(',')}\n`);
  console.log(`kept in ${file}`);
}
