// What an export does when it is killed at any moment, and on disks that are full, closed or changing.
//
//   npm run conformance -- interruptions [--points 200] [--seed 1]
//
// A recording is then the one from before or the new one, byte for byte; both are judged by `rerun rrd verify` where
// the official SDK is there. Full and closed disks are made with mount and chattr, which only root may do.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { judgeDiskErrors } from './disk-errors.mjs';
import { officialSdk, run } from './official-sdk.mjs';
import { cache, root } from './places.mjs';
import { check, skip } from './report.mjs';

const BIN = join(root, 'packages/cli/bin.js');
const NEWEST = '0.41.0';
const work = join(cache, 'interruptions');

const outlay = (...argv) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], { encoding: 'utf8', maxBuffer: 1e9 });
  return { status, stdout, stderr };
};
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder).sort() : []);
const recordingsIn = (folder) => namesIn(folder).filter((name) => name.endsWith('.rrd'));
/** What is neither a recording nor the record of one. */
const leftIn = (folder) => [
  ...namesIn(folder).filter((name) => !name.endsWith('.rrd') && name !== '.outlay'),
  ...namesIn(join(folder, '.outlay')).filter((name) => !name.endsWith('.json')),
];
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
const hashesOf = (folder) => Object.fromEntries(recordingsIn(folder).map((name) => [name, sha256(join(folder, name))]));

function sampleExperiment() {
  const made = join(work, 'results');
  const bin = join(root, 'internal/sample/bin.js');
  if (!existsSync(made)) run(process.execPath, [bin, '--tiny', '--frames', '12', '--epochs', '0,30', '--out', made]);
  const [scene] = readdirSync(made);
  return join(made, scene, readdirSync(join(made, scene))[0]);
}

/** 0 to 1, the same for the same seed (mulberry32). */
function randomness(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export async function judgeInterruptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: { points: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
  });
  mkdirSync(work, { recursive: true });
  const experiment = sampleExperiment();
  await killed(experiment, Number(values.points), randomness(Number(values.seed)));
  await twoAtOnce(experiment);
  await recoveries(experiment);
  changing(experiment);
  judgeDiskErrors(experiment, outlay);
  if (process.platform === 'linux' && process.getuid() === 0) disks(experiment);
  else skip('full and closed disks', 'they are made with mount and chattr, by root on Linux');
}

// Two states of the recordings take turns, so that what was there before always differs from what is being written.
async function killed(experiment, points, random) {
  const states = [[], ['--frames', '::2']];
  const out = join(work, 'out');
  const wanted = states.map((options, i) => {
    const folder = join(work, `state-${i}`);
    rmSync(folder, { recursive: true, force: true });
    outlay('export', 'all', experiment, '-o', folder, ...options);
    const started = performance.now();
    outlay('export', 'all', experiment, '-o', folder, ...options, '--force');
    return { folder, hashes: hashesOf(folder), duration: performance.now() - started };
  });
  const names = Object.keys(wanted[0].hashes);
  check(
    'interruptions: two states differ',
    names.some((name) => wanted[0].hashes[name] !== wanted[1].hashes[name]),
  );
  const { rerun, reason } = officialSdk(NEWEST);
  if (reason) skip('interruptions: rerun rrd verify of both states', reason);
  else
    for (const { folder } of wanted)
      for (const name of recordingsIn(folder))
        check(
          `interruptions: rerun rrd verify ${name}`,
          run(rerun, ['rrd', 'verify', join(folder, name)]).status === 0,
        );

  rmSync(out, { recursive: true, force: true });
  const counts = { before: 0, writing: 0, after: 0 };
  const wrong = [];
  const rubbish = [];
  for (let point = 0; point < points; point++) {
    const now = point % 2;
    const argv = ['export', 'all', experiment, '-o', out, ...states[now]];
    const child = spawn(process.execPath, [BIN, ...argv], { stdio: 'ignore' });
    const ended = new Promise((done) => child.once('exit', done));
    await Promise.race([ended, setTimeout(random() * wanted[now].duration)]);
    child.kill('SIGKILL');
    await ended;
    const found = hashesOf(out);
    for (const [name, hash] of Object.entries(found))
      if (!wanted.some(({ hashes }) => hashes[name] === hash)) wrong.push(`point ${point}: ${name}`);
    const fresh = names.filter((name) => found[name] === wanted[now].hashes[name]).length;
    counts[
      fresh === names.length ? 'after' : namesIn(out).some((name) => name.endsWith('.tmp')) ? 'writing' : 'before'
    ]++;
    if (point % 10 !== 9) continue;
    const { status } = outlay(...argv);
    const left = leftIn(out).filter((name) => !names.includes(name));
    const isWhole = names.every((name) => sha256(join(out, name)) === wanted[now].hashes[name]);
    if (status !== 0 || left.length > 0 || !isWhole) rubbish.push(`point ${point}: exit ${status}, left ${left}`);
  }
  const where = `${counts.writing} while writing, ${counts.before} between, ${counts.after} when all was done`;
  check(
    `interruptions: ${points} kills (${where}): every recording is the old or the new one`,
    wrong.length === 0,
    wrong,
  );
  check('interruptions: the run after finishes and leaves nothing else', rubbish.length === 0, rubbish.join('\n'));
}

async function twoAtOnce(experiment) {
  const out = join(work, 'two');
  rmSync(out, { recursive: true, force: true });
  const argv = [BIN, 'export', 'all', experiment, '-o', out, '--force'];
  const start = () => new Promise((done) => spawn(process.execPath, argv, { stdio: 'ignore' }).once('exit', done));
  const codes = await Promise.all([start(), start(), start()]);
  const same = JSON.stringify(hashesOf(out)) === JSON.stringify(hashesOf(join(work, 'state-0')));
  const left = leftIn(out);
  check(
    'interruptions: three exports at once give what one gives',
    codes.every((code) => code === 0) && same && left.length === 0,
    `${codes} ${left}`,
  );
}

/** Repairs that are killed leave nothing behind the next one. */
async function recoveries(experiment) {
  const out = join(work, 'recoveries');
  rmSync(out, { recursive: true, force: true });
  outlay('export', 'input-data', experiment, '-o', out);
  const argv = [BIN, 'rrd', 'recover', join(out, 'input_data.rrd'), '--force'];
  const started = performance.now();
  outlay(...argv.slice(1));
  const duration = performance.now() - started;
  let isCaught = false;
  for (let point = 0; point < 20; point++) {
    const child = spawn(process.execPath, argv, { stdio: 'ignore' });
    const ended = new Promise((done) => child.once('exit', done));
    await Promise.race([ended, setTimeout(duration * (0.5 + point / 40))]);
    child.kill('SIGKILL');
    await ended;
    isCaught ||= namesIn(out).some((name) => name.endsWith('.tmp'));
  }
  const { status } = outlay(...argv.slice(1));
  const left = namesIn(out).filter((name) => name !== '.outlay');
  check(
    `interruptions: 20 kills of rrd recover (${isCaught ? 'some' : 'none'} while writing): the run after leaves nothing else`,
    status === 0 && left.join() === 'input_data.recovered.rrd,input_data.rrd',
    `${status} ${left}`,
  );
}

function changing(experiment) {
  const copy = join(work, 'changing');
  rmSync(copy, { recursive: true, force: true });
  cpSync(experiment, copy, { recursive: true });
  const out = join(work, 'changing-out');
  rmSync(out, { recursive: true, force: true });
  const pictures = join(copy, 'evaluation/epoch_0030/nvs/pred/cam_4/metrics_input');
  const [first, second] = readdirSync(pictures).sort();
  truncateSync(join(pictures, first), 10);
  truncateSync(join(pictures, second), 0);
  const cut = outlay('export', 'all', copy, '-o', out);
  check(
    'interruptions: files that were cut are named, all recordings are there',
    cut.status === 1 && cut.stderr.includes(first) && recordingsIn(out).length > 3,
    cut.stderr,
  );
  copyFileSync(join(pictures, readdirSync(pictures).sort()[2]), join(pictures, first));
  utimesSync(join(pictures, first), new Date(), new Date());
  const again = outlay('export', 'all', copy, '-o', out, '--json');
  const written = JSON.parse(again.stdout).data.experiments[0].recordings.filter(({ status }) => status === 'written');
  check(
    'interruptions: only what changed is made again',
    written.length === 1 && written[0].epoch === 30,
    again.stdout,
  );
}

function disks(experiment) {
  const full = join(work, 'full');
  mkdirSync(full, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1M', 'tmpfs', full]).status === 0;
  if (!mounted) skip('interruptions: a full disk', 'tmpfs cannot be mounted here');
  else
    try {
      const { status, stderr } = outlay('export', 'all', experiment, '-o', full);
      const left = [...recordingsIn(full), ...leftIn(full)];
      check(
        'interruptions: on a full disk the sentence says so, small recordings are there, nothing else is',
        status === 3 && /no space left/.test(stderr) && left.length > 0 && left.every((name) => name.endsWith('.rrd')),
        `${status} ${left}\n${stderr}`,
      );
    } finally {
      spawnSync('umount', [full]);
    }
  const closed = join(work, 'closed');
  rmSync(closed, { recursive: true, force: true });
  mkdirSync(closed, { recursive: true });
  const isClosed = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', closed]).status === 0;
  if (!isClosed) return skip('interruptions: a read-only disk', 'tmpfs cannot be mounted here');
  try {
    const { status, stderr } = outlay('export', 'all', experiment, '-o', closed);
    check('interruptions: on a read-only disk the sentence says so', status === 3 && /read-only/.test(stderr), stderr);
    const inside = outlay('export', 'all', experiment, '-o', join(closed, 'deeper'));
    check(
      'interruptions: a folder that cannot be made',
      inside.status === 3 && /read-only/.test(inside.stderr),
      inside.stderr,
    );
  } finally {
    spawnSync('umount', [closed]);
  }
}
