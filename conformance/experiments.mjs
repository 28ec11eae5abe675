// The recordings of whole experiments: Rerun's own tools judge every one that we write.
//
// Writes the sample experiment, exports it (and the experiment of the Python writers, where ../shared is there), then
// asks `rerun rrd verify`, `rerun rrd stats`, and judge.py, which compares every recording with its folder through the
// official reader.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { judgeBodyModel } from './body-model.mjs';
import { officialSdk, run, windows } from './official-sdk.mjs';
import { cache, root, shared } from './places.mjs';
import { check, skip } from './report.mjs';
import { judgeTables } from './tables.mjs';

const NEWEST = '0.41.0';

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

/** The example trainer writes through the package as one file, with numpy; what it wrote must be sound. */
function judgeWriter(sdk) {
  const folder = join(cache, 'writer');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const cli = (...args) => run(process.execPath, [join(root, 'packages/cli/bin.js'), ...args]);
  const module = cli('schema', '--python');
  check('writer: outlay schema --python', module.status === 0, module.stderr);
  writeFileSync(join(folder, 'outlay.py'), module.stdout);
  for (const name of ['train.py', 'scene.py'])
    copyFileSync(join(root, 'examples', 'trainer', name), join(folder, name));
  const experiment = join(folder, 'demo_numpy', 'v001');
  const written = run(sdk.python, ['-W', 'error', join(folder, 'train.py'), experiment]);
  check('writer: an experiment written with numpy', written.status === 0, written.stderr);
  if (written.status !== 0) return;
  const validated = cli('validate', '--full', experiment);
  check('writer: validate --full finds nothing', /no findings/.test(validated.stdout), validated.stdout);
  judge('writer', experiment, sdk);
}

export function judgeExperiments() {
  const sdk = officialSdk(NEWEST);
  if (sdk.reason) {
    skip('the official tools', sdk.reason);
    return;
  }
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

  judgeWriter(sdk);
  judgeBodyModel(sdk);
  judgeTables(sdk);

  const python = join(shared, 'samples', 'demo_pair01_run', 'v001_python_sample');
  if (existsSync(python)) judge('python-sample', python, sdk);
  else skip('the experiment of the Python writers', `${python} is not there`);
}
