// What an export does when the disk refuses single calls: strace puts the errors of a failing disk, a lost network or too
// many open files into the system calls that concern one file or folder.
//
// Called by `npm run conformance -- interruptions`. Right is: the recording from before stays, byte for byte, the exit code
// is 3, the file is named, and the next run on a healthy disk makes the recording.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './places.mjs';
import { check, skip } from './report.mjs';

const BIN = join(root, 'packages/cli/bin.js');
const PICTURES = 'evaluation/epoch_0030/nvs/pred/cam_4/metrics_input';
const PICTURE = `${PICTURES}/000001.jpg`;
const TABLE = 'evaluation/epoch_0030/nvs/metrics/metrics_all_cams_per_frame.csv';

/** [path, system calls, error] */
const CASES = [
  [PICTURE, 'read,pread64', 'EIO'],
  [PICTURE, 'read,pread64', 'ESTALE'],
  [PICTURE, 'read,pread64', 'ETIMEDOUT'],
  [PICTURE, 'openat', 'ESTALE'],
  [PICTURE, 'openat', 'EACCES'],
  [PICTURE, 'openat', 'EMFILE'],
  [PICTURE, 'openat', 'ENOENT'],
  [PICTURE, 'statx', 'ESTALE'],
  [TABLE, 'openat', 'EIO'],
  [TABLE, 'read,pread64', 'ESTALE'],
  [PICTURES, 'openat', 'EACCES'],
  [PICTURES, 'getdents64', 'EIO'],
  ['evaluation/epoch_0030', 'getdents64', 'ENOTCONN'],
  ['input_data/test', 'openat', 'ESTALE'],
];

export function judgeDiskErrors(experiment, outlay) {
  const probe = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'inject=chdir:error=EIO', 'true'], {
    encoding: 'utf8',
  });
  if (probe.status !== 0)
    return skip(
      'disk errors',
      probe.error ? 'strace is not installed' : `strace may not trace here: ${probe.stderr.trim()}`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'outlay-disk-errors-'));
  try {
    const copy = join(folder, 'experiment');
    cpSync(experiment, copy, { recursive: true });
    for (const one of CASES) judgeCase(copy, one, outlay);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judgeCase(experiment, [path, calls, error], outlay) {
  const what = `disk errors: ${error} from ${calls} on ${path}`;
  const argv = ['export', 'evaluation', experiment, '--epoch', '30', '--json'];
  const recording = join(experiment, 'rerun/evaluation_epoch_0030.rrd');
  const hash = () => createHash('sha256').update(readFileSync(recording)).digest('hex');
  outlay(...argv);
  const before = hash();
  // So that it has to be made again.
  const now = new Date();
  utimesSync(join(experiment, PICTURES, '000002.jpg'), now, now);
  const strace = ['-f', '-o', '/dev/null', '-P', join(experiment, path), '-e', `inject=${calls}:error=${error}`];
  const failed = spawnSync('strace', [...strace, process.execPath, BIN, ...argv], { encoding: 'utf8', maxBuffer: 1e9 });
  const isNamed = JSON.parse(failed.stdout || '{"diagnostics":[]}').diagnostics.some(
    (finding) => finding.mayPass && (finding.path === path || finding.path.startsWith(path)),
  );
  check(
    `${what}: exit 3, named, and the recording from before stays`,
    failed.status === 3 && isNamed && hash() === before,
    `${failed.status} ${failed.stdout}\n${failed.stderr}`,
  );
  const after = outlay(...argv);
  const [made] = JSON.parse(after.stdout).data.experiments[0].recordings;
  check(`${what}: the next run makes it`, after.status === 0 && made.status === 'written', after.stdout);
}
