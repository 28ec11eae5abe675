// The Python package as its users get it: built, installed from the wheel, tested without and with numpy and pandas,
// checked by mypy and ruff; and what the examples write, checked by outlay.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, windows } from './official-sdk.mjs';
import { cache, root } from './places.mjs';
import { check, skip } from './report.mjs';

const PACKAGE = join(root, 'python');
const home = join(cache, 'python');
const bin = (venv, name) => join(venv, windows ? 'Scripts' : 'bin', name);

export function judgePython() {
  const found = pythons();
  if (found.length === 0) {
    skip('the Python package', 'Python >= 3.9 was not found on the PATH');
    return;
  }
  mkdirSync(home, { recursive: true });
  const tools = environment('tools', found.at(-1));
  const requirements = join(PACKAGE, 'requirements-dev.txt');
  const installed = pip(tools, 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements);
  if (installed.status !== 0) {
    skip('the Python package', `pip could not install its tools: ${installed.stderr.trim().slice(-400)}`);
    return;
  }
  const wheel = build(tools);
  if (wheel === undefined) return;
  for (const python of found) testAlone(tools, wheel, python);
  testWithNumpy(tools, wheel);
  const page = run(bin(tools, 'python'), [join(PACKAGE, 'reference.py'), '--check']);
  check('python: the reference page is that of the package', page.status === 0, page.stderr);
  lint(tools);
  examples(tools);
}

/** The oldest and the default Python, from 3.9 on. */
function pythons() {
  const version = (name) => run(name, ['-c', 'import sys; print(*sys.version_info[:2], sep=".")']).stdout?.trim() ?? '';
  const isUsable = (name) => /^3\.(9|[1-9]\d)$/.test(version(name));
  const names = ['python3.9', 'python3.10', 'python3', 'python'].filter(isUsable);
  const oldest = names[0];
  const usual = names.find((name) => !name.includes('.'));
  return [...new Map([oldest, usual].filter(Boolean).map((name) => [version(name), name])).values()];
}

function environment(name, python, ...options) {
  const venv = join(home, name);
  if (run(bin(venv, 'python'), ['-c', '']).status !== 0) run(python, ['-m', 'venv', '--clear', ...options, venv]);
  return venv;
}

const pip = (venv, ...words) => run(bin(venv, 'python'), ['-m', 'pip', ...words]);

function build(tools) {
  const out = join(home, 'dist');
  rmSync(out, { recursive: true, force: true });
  const built = run(bin(tools, 'python'), ['-m', 'build', '--no-isolation', '--outdir', out, PACKAGE]);
  const names = built.status === 0 ? readdirSync(out) : [];
  const wheel = names.find((name) => name.endsWith('-py3-none-any.whl'));
  const isWhole = wheel !== undefined && names.some((name) => name.endsWith('.tar.gz'));
  check('python: builds a wheel, from the sdist', isWhole, built.stdout + built.stderr);
  return wheel && join(out, wheel);
}

/** In an environment that has the wheel and nothing else, not even pip. */
function testAlone(tools, wheel, python) {
  const venv = environment(`only-${python}`, python, '--without-pip');
  const where = run(bin(venv, 'python'), [
    '-c',
    'import sysconfig; print(sysconfig.get_paths()["purelib"])',
  ]).stdout.trim();
  const installed = pip(tools, 'install', '--quiet', '--no-deps', '--upgrade', '--target', where, wheel);
  check(`python: installs the wheel for ${python}`, installed.status === 0, installed.stderr);
  const tested = run(bin(venv, 'python'), ['-I', '-W', 'error', join(PACKAGE, 'tests', 'run.py')]);
  check(`python: tests without numpy on ${python}`, tested.status === 0, tested.stderr);
}

function testWithNumpy(tools, wheel) {
  const installed = pip(tools, 'install', '--quiet', '--force-reinstall', '--no-deps', wheel);
  check('python: installs the wheel beside numpy and pandas', installed.status === 0, installed.stderr);
  const options = ['-q', '-p', 'no:cacheprovider', join(PACKAGE, 'tests')];
  const tested = run(bin(tools, 'python'), ['-m', 'pytest', ...options], { cwd: home });
  check(
    `python: pytest with numpy and pandas (${tested.stdout.trim().split('\n').at(-1)})`,
    tested.status === 0,
    tested.stdout,
  );
  skip('python: real torch tensors', 'the wheel is too large for CI; a type that behaves like a tensor is tested');
}

function lint(tools) {
  const ruff = (...words) => run(bin(tools, 'ruff'), [...words, '--config', join(PACKAGE, 'pyproject.toml')]);
  const folders = [PACKAGE, join(root, 'examples', 'trainer'), join(root, 'examples', 'adapters')];
  for (const command of [
    ['check', '--no-cache'],
    ['format', '--check', '--no-cache'],
  ]) {
    const judged = ruff(...command, ...folders);
    check(`python: ruff ${command[0]}`, judged.status === 0, judged.stdout + judged.stderr);
  }
  if (run(bin(tools, 'mypy'), ['--version']).status !== 0) {
    skip('python: mypy', 'it needs Python >= 3.10');
    return;
  }
  const mypy = (name, cwd, ...words) => {
    const options = ['-m', 'mypy', '--strict', '--ignore-missing-imports', '--cache-dir', join(home, 'mypy'), ...words];
    const judged = run(bin(tools, 'python'), options, { cwd });
    check(`python: mypy --strict ${name}`, judged.status === 0, judged.stdout + judged.stderr);
  };
  mypy('of the package', join(PACKAGE, 'src'), '-p', 'outlay');
  mypy('refuses mistakes', join(PACKAGE, 'tests'), 'typing_mistakes.py');
  mypy('of the trainer', join(root, 'examples', 'trainer'), 'train.py', 'scene.py', 'averages.py');
  const adapters = ['from_nerfstudio', 'from_gvhmr', 'from_4d_humans', 'test_adapters'].map((name) => `${name}.py`);
  mypy('of the adapters', join(root, 'examples', 'adapters'), ...adapters);
}

function examples(tools) {
  const out = join(home, 'results');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const validate = (...experiment) =>
    run(process.execPath, [join(root, 'packages/cli/bin.js'), 'validate', '--full', join(out, ...experiment)]);
  const train = () =>
    run(bin(tools, 'python'), [
      '-W',
      'error',
      join(root, 'examples/trainer/train.py'),
      join(out, 'studio', 'first_run'),
    ]);
  for (const [name, trained] of [
    ['trains', train()],
    ['trains again in the same folder', train()],
  ]) {
    check(`python: the example ${name}`, trained.status === 0, trained.stderr);
    const { stdout } = validate('studio', 'first_run');
    check(`python: the example ${name}, validate --full finds nothing`, /no findings/.test(stdout), stdout);
  }
  const averages = [join(root, 'examples/trainer/averages.py'), join(out, 'studio', 'first_run')];
  const averaged = run(bin(tools, 'python'), ['-W', 'error', ...averages]);
  check('python: metrics of a DataFrame', averaged.status === 0, averaged.stderr);
  check('python: and they agree', /no findings/.test(validate('studio', 'first_run').stdout));
  const converted = run(bin(tools, 'python'), ['-W', 'error', join(root, 'examples/adapters/test_adapters.py'), out]);
  check('python: adapters convert', converted.status === 0, converted.stdout + converted.stderr);
  for (const name of ['from_nerfstudio', 'from_gvhmr', 'from_4d_humans']) {
    const { status, stdout } = validate(name === 'from_nerfstudio' ? 'studio' : 'video', name);
    check(`python: validate --full has no error in what ${name} wrote`, status === 0, stdout);
  }
}
