// Bodies posed by a body model of full size, against the published formula in numpy doubles.
//
// The real models are licensed, so the model is the sample's made-up one. The experiment is given to the exporter without
// the meshes of its predictions, and the recordings are compared with its parameters (body_model.py).
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './official-sdk.mjs';
import { cache, root } from './places.mjs';
import { check } from './report.mjs';

export function judgeBodyModel({ python }) {
  const folder = join(cache, 'body-model');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sample = (...options) =>
    run(process.execPath, [join(root, 'internal/sample/bin.js'), '--out', folder, '--body', 'full', ...options]);
  const options = ['--frames', '3', '--cameras', '1', '--size', '48x64', '--epochs', '30', '--tasks', 'pose_smplx'];
  const made = sample(...options, '--only', 'input,pose');
  const model = sample('--body-model', 'smplx');
  check('the experiment and the made-up body model are written', made.status === 0 && model.status === 0, made.stderr);
  if (made.status !== 0 || model.status !== 0) return;
  const { directory } = JSON.parse(made.stdout);
  const { file } = JSON.parse(model.stdout);
  rmSync(join(directory, 'evaluation/epoch_0030/pose_smplx/pred'), { recursive: true });
  const out = join(folder, 'out');
  const exported = run(process.execPath, [
    join(root, 'packages/cli/bin.js'),
    ...['export', 'all', directory, '-o', out, '--body-model', file],
  ]);
  check('body model: export all', exported.status === 0 && readdirSync(out).length > 1, exported.stderr);
  if (exported.status !== 0) return;
  const judged = run(python, [join(root, 'conformance', 'body_model.py'), file, directory, out]);
  check(
    `body model: posed bodies against numpy (${judged.stdout.trim().split('\n').pop()})`,
    judged.status === 0,
    judged.stdout + judged.stderr,
  );
  rmSync(folder, { recursive: true, force: true });
}
