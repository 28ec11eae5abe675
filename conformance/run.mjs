// The conformance lane: Rerun's own tools judge every recording we write.
//
//   npm run conformance            newest official SDK
//
// Makes a virtual environment with the official SDK below .cache/, writes the sample experiment, exports it (and the
// experiment of the Python writers, where ../shared is there), then asks `rerun rrd verify`, `rerun rrd stats`, and
// judge.py, which compares every recording with its folder through the official reader. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const SDK = '0.41.0';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache', 'conformance');
const shared = process.env.OUTLAY_SHARED ?? resolve(root, '..', 'shared');
const windows = process.platform === 'win32';

let passed = 0;
let failed = 0;
let skipped = 0;

function run(command, args, options = {}) {
  return spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
}

function check(name, ok, detail = '') {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok ? '' : `\n${String(detail).trim().slice(-4000)}`}`);
}

function skip(name, reason) {
  skipped++;
  console.log(`skip ${name}: ${reason}`);
}

function close() {
  console.log(`conformance: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed > 0 ? 1 : 0);
}

/** The Python of a virtual environment with the official SDK, or the reason why there is none. */
function officialSdk() {
  const system = ['python3', 'python'].find(
    (name) => run(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0,
  );
  if (!system) return { reason: 'Python >= 3.10 was not found on the PATH' };
  const venv = join(cache, `venv-${SDK}`);
  const python = join(venv, windows ? 'Scripts' : 'bin', 'python');
  if (run(python, ['-c', `import rerun, pyarrow; assert rerun.__version__ == '${SDK}'`]).status !== 0) {
    console.log(`making ${venv} with rerun-sdk ${SDK} ...`);
    const made = run(system, ['-m', 'venv', '--clear', venv]);
    if (made.status !== 0) return { reason: `'${system} -m venv' failed: ${made.stderr.trim()}` };
    const pip = run(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `rerun-sdk==${SDK}`,
      'pyarrow',
      'numpy',
    ]);
    if (pip.status !== 0) return { reason: `pip could not install rerun-sdk ${SDK}: ${pip.stderr.trim().slice(-400)}` };
  }
  return { python, rerun: join(venv, windows ? 'Scripts' : 'bin', 'rerun') };
}

function exportAll(experiment, out) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  return run(process.execPath, [join(root, 'packages/cli/bin.js'), 'export', 'all', experiment, '-o', out]);
}

const recordingsIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.rrd'))
    .sort();
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function judge(label, experiment, { python, rerun }) {
  const out = join(cache, 'out', label);
  const exported = exportAll(experiment, out);
  check(`${label}: export all`, exported.status === 0, exported.stderr);
  if (exported.status !== 0) return;
  const names = recordingsIn(out);

  const again = join(cache, 'out', `${label}-again`);
  exportAll(experiment, again);
  check(
    `${label}: exporting twice gives the same bytes`,
    names.every((name) => sha256(join(out, name)) === sha256(join(again, name))),
  );
  rmSync(again, { recursive: true, force: true });

  const dump = join(shared, 'tools', 'rrd-dump');
  for (const name of names) {
    const file = join(out, name);
    const verified = run(rerun, ['rrd', 'verify', file]);
    check(
      `${label}/${name}: rerun rrd verify`,
      verified.status === 0 && !/WARN|ERROR/.test(verified.stderr),
      verified.stdout + verified.stderr,
    );
    const stats = run(rerun, ['rrd', 'stats', file]);
    check(`${label}/${name}: rerun rrd stats`, stats.status === 0 && !/WARN|ERROR/.test(stats.stderr), stats.stderr);
    if (existsSync(dump)) {
      const path = `${dirname(python)}${windows ? ';' : ':'}${process.env.PATH}`;
      const footer = run(python, [dump, '--check-footer', file], { env: { ...process.env, PATH: path } });
      check(`${label}/${name}: rrd-dump --check-footer`, footer.status === 0, footer.stdout + footer.stderr);
    } else skip(`${label}/${name}: rrd-dump --check-footer`, `${dump} is not there`);
  }
  const judged = run(python, [join(root, 'conformance', 'judge.py'), experiment, out]);
  check(
    `${label}: recordings against the folder (${judged.stdout.trim().split('\n').pop()})`,
    judged.status === 0,
    judged.stdout + judged.stderr,
  );
}

const sdk = officialSdk();
if (sdk.reason) {
  skip('the official tools', sdk.reason);
  close();
}
run(sdk.rerun, ['analytics', 'disable']);

const results = join(cache, 'sample');
const made = run(process.execPath, [
  join(root, 'internal/sample/bin.js'),
  '--out',
  results,
  '--frames',
  '8',
  '--cameras',
  '3',
  '--size',
  '96x128',
  '--body',
  'tiny',
]);
check('the sample experiment is written', made.status === 0, made.stderr);
if (made.status === 0) {
  const scene = readdirSync(results)[0];
  judge('sample', join(results, scene, readdirSync(join(results, scene))[0]), sdk);
}

const python = join(shared, 'samples', 'demo_pair01_run', 'v001_python_sample');
if (existsSync(python)) judge('python-sample', python, sdk);
else skip('the experiment of the Python writers', `${python} is not there`);
close();
