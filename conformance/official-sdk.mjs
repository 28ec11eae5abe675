import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { cache } from './places.mjs';

export const windows = process.platform === 'win32';

export function run(command, args, options = {}) {
  return spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
}

/** Python and CLI of a virtual environment with that version of the official SDK, made on demand, or why there is none. */
export function officialSdk(version) {
  const system = ['python3', 'python'].find(
    (name) => run(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0,
  );
  if (!system) return { reason: 'Python >= 3.10 was not found on the PATH' };
  const venv = join(cache, `venv-${version}`);
  const python = join(venv, windows ? 'Scripts' : 'bin', 'python');
  const rerun = join(venv, windows ? 'Scripts' : 'bin', 'rerun');
  if (run(python, ['-c', `import rerun, pyarrow; assert rerun.__version__ == '${version}'`]).status !== 0) {
    console.log(`making ${venv} with rerun-sdk ${version} ...`);
    const made = run(system, ['-m', 'venv', '--clear', venv]);
    if (made.status !== 0) return { reason: `'${system} -m venv' failed: ${made.stderr.trim()}` };
    const packages = [`rerun-sdk==${version}`, 'pyarrow', 'numpy'];
    const pip = run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    if (pip.status !== 0)
      return { reason: `pip could not install rerun-sdk ${version}: ${pip.stderr.trim().slice(-400)}` };
  }
  run(rerun, ['analytics', 'disable']);
  return { python, rerun };
}
