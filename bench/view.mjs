// Benchmark of `outlay view` without a browser: how soon it answers with 1,000 experiments, and how much of a recording
// comes before the frame that is looked at is complete, against a finished file of the same experiment, sent by the same
// server.
//
//   npm run bench -- view [--runs 1000] [--frames 40,129,1100] [--rounds 5] [--keep]
//
// A finished file is what `outlay export evaluation` writes. Prints medians (ratios are medians within rounds) and
// appends them to results/view.csv and results/view-3d.csv with --keep.
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'tsup';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const cache = join(root, '.cache', 'bench', 'view');
const bin = join(root, 'packages/cli/bin.js');
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    frames: { type: 'string', default: '40,129,1100' },
    rounds: { type: 'string', default: '5' },
    keep: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
mkdirSync(cache, { recursive: true });
await build({
  entry: [join(here, 'view-case.mjs')],
  outDir: cache,
  format: 'esm',
  platform: 'node',
  noExternal: [/.*/],
  config: false,
  silent: true,
  clean: false,
});
const bundled = ['view-case.mjs', 'view-case.js'].map((name) => join(cache, name)).find(existsSync);
const { completeAt } = await import(pathToFileURL(bundled).href);

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = (since) => Number(process.hrtime.bigint() - since) / 1e9;
const node = (...args) => {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

/** An experiment of a few frames, once. */
function sample() {
  const made = join(cache, 'sample');
  if (existsSync(made)) return experimentIn(made);
  const making = `${made}.making`;
  rmSync(making, { recursive: true, force: true });
  const flags = ['--frames', '6', '--cameras', '4', '--epochs', '30', '--virtual', '0', '--no-viz'];
  node(join(root, 'internal/sample/bin.js'), '--out', making, ...flags);
  renameSync(making, made);
  return experimentIn(made);
}

const experimentIn = (folder) => {
  const scene = join(folder, readdirSync(folder)[0]);
  return join(scene, readdirSync(scene)[0]);
};
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

/** The sample with its frames again and again, as hard links. */
function experimentOf(frames) {
  const results = join(cache, `frames-${frames}`);
  const folder = join(results, 'scene', 'run');
  if (existsSync(results)) return { results, folder };
  const from = sample();
  const making = `${results}.making`;
  rmSync(making, { recursive: true, force: true });
  for (const file of filesIn(from)) {
    const target = join(making, 'scene', 'run', file);
    mkdirSync(dirname(target), { recursive: true });
    const [, before, frame, after] = /^(.*\/)(\d{6})(\.\w+)$/.exec(file) ?? [];
    if (frame === undefined) copyFileSync(join(from, file), target);
    else
      for (let at = Number(frame); at <= frames; at += 6)
        linkSync(join(from, file), join(making, 'scene', 'run', `${before}${String(at).padStart(6, '0')}${after}`));
  }
  renameSync(making, results);
  return { results, folder };
}

/** Many experiments of a manifest and averages each, as hard links. */
function manyRuns(count) {
  const results = join(cache, `runs-${count}`);
  if (existsSync(results)) return results;
  const from = sample();
  const making = `${results}.making`;
  rmSync(making, { recursive: true, force: true });
  const files = filesIn(from).filter((file) => file === 'manifest.json' || file.endsWith('.txt'));
  for (let i = 0; i < count; i++)
    for (const file of files) {
      const target = join(making, `scene_${i % 50}`, `run_${i}`, file);
      mkdirSync(dirname(target), { recursive: true });
      linkSync(join(from, file), target);
    }
  renameSync(making, results);
  return results;
}

/** Starts `outlay view`; gives how to ask it, and the seconds until it said where it is. */
async function serve(results) {
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, [bin, 'view', results, '--no-open', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((done) => child.stdout.once('data', (text) => done(String(text).trim())));
  const listening = seconds(start);
  const { origin } = new URL(url);
  const redirect = await fetch(url, { redirect: 'manual' });
  const cookie = redirect.headers.getSetCookie()[0].split(';')[0];
  const ask = (path) => fetch(`${origin}/${path}`, { headers: { cookie } });
  return {
    ask,
    start,
    listening,
    /** Peak memory, MB; only Linux says. */
    peak: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    end: () => new Promise((done) => child.once('exit', done) && child.kill('SIGINT')),
  };
}

async function firstPage(results) {
  const bare = process.hrtime.bigint();
  node('-e', '0');
  const nodeSeconds = seconds(bare);
  const server = await serve(results);
  try {
    await (await server.ask('')).text();
    const page = seconds(server.start);
    const runs = (await (await server.ask('data/runs.json')).json()).runs.length;
    const names = seconds(server.start);
    const lines = (await (await server.ask('data/numbers.ndjson')).text()).trim().split('\n').length;
    if (lines !== runs) throw new Error(`${lines} numbers of ${runs} runs`);
    return { node: nodeSeconds, page, names, numbers: seconds(server.start), runs, peak: server.peak() };
  } finally {
    await server.end();
  }
}

/** Reads a body to its end; `at(bytes)` says when so many had come. */
async function timed(response, start) {
  const pieces = [];
  const arrivals = [];
  let total = 0;
  for await (const piece of response.body) {
    pieces.push(piece);
    total += piece.length;
    arrivals.push([total, seconds(start)]);
  }
  return {
    bytes: Buffer.concat(pieces),
    seconds: arrivals.at(-1)[1],
    at: (bytes) => arrivals.find(([until]) => until >= bytes)[1],
  };
}

async function frameOf(frames, { results, folder }) {
  const frame = Math.ceil(frames / 2);
  const server = await serve(results);
  try {
    const ask = async (path) => {
      const start = process.hrtime.bigint();
      const answer = await timed(await server.ask(path), start);
      const complete = await completeAt(answer.bytes, frame);
      return { ...answer, complete, completeSeconds: answer.at(complete.bytes) };
    };
    await (await server.ask('data/run/scene/run/run.json')).text();
    const made = await ask(`recording/scene/run/evaluation_epoch_0030.rrd?frame=${frame}`);
    const file = await ask('files/scene/run/rerun/evaluation_epoch_0030.rrd');
    if (made.complete.entities !== file.complete.entities) throw new Error('the two recordings differ');
    return {
      made,
      file,
      peak: server.peak(),
      fileBytes: statSync(join(folder, 'rerun/evaluation_epoch_0030.rrd')).size,
    };
  } finally {
    await server.end();
  }
}

function report(name, row) {
  console.table([row]);
  if (!values.keep) return;
  const path = join(here, 'results', `${name}.csv`);
  if (!existsSync(path)) writeFileSync(path, `${Object.keys(row).join(',')}\n`);
  appendFileSync(path, `${Object.values(row).join(',').replaceAll('NaN', '')}\n`);
  console.log(`kept in ${path}`);
}

const common = () => ({
  date: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  cpus: cpus().length,
  load: loadavg()[0].toFixed(1),
  rounds,
});
async function repeat(work) {
  const all = [];
  for (let i = 0; i < rounds; i++) all.push(await work());
  return (of, digits) => median(all.map(of)).toFixed(digits);
}

{
  const results = manyRuns(Number(values.runs));
  await firstPage(results);
  const of = await repeat(() => firstPage(results));
  report('view', {
    ...common(),
    runs: Number(values.runs),
    node_s: of(({ node }) => node, 3),
    page_s: of(({ page }) => page, 3),
    names_s: of(({ names }) => names, 3),
    numbers_s: of(({ numbers }) => numbers, 3),
    page_x_node: of(({ page, node }) => page / node, 2),
    numbers_x_node: of(({ numbers, node }) => numbers / node, 2),
    peak_MB: of(({ peak }) => peak, 0),
  });
}
for (const frames of values.frames.split(',').map(Number)) {
  const experiment = experimentOf(frames);
  node(bin, 'export', 'evaluation', experiment.folder, '--epoch', '30', '-q', '--progress', 'none');
  const of = await repeat(() => frameOf(frames, experiment));
  report('view-3d', {
    ...common(),
    frames,
    frame_bytes: of(({ made }) => made.complete.bytes, 0),
    frame_s: of(({ made }) => made.completeSeconds, 3),
    whole_bytes: of(({ made }) => made.bytes.length, 0),
    whole_s: of(({ made }) => made.seconds, 3),
    file_frame_bytes: of(({ file }) => file.complete.bytes, 0),
    file_frame_s: of(({ file }) => file.completeSeconds, 3),
    file_bytes: of(({ fileBytes }) => fileBytes, 0),
    frame_x_file_bytes: of(({ made, file }) => made.complete.bytes / file.complete.bytes, 3),
    frame_x_file_s: of(({ made, file }) => made.completeSeconds / file.completeSeconds, 2),
    peak_MB: of(({ peak }) => peak, 0),
  });
}
