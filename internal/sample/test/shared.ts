import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const repo = fileURLToPath(new URL('../../../', import.meta.url));
const shared = process.env.OUTLAY_SHARED ?? join(repo, '..', 'shared');

/** The experiment that the real Python writers wrote; undefined in a clone without it. */
export const pythonSample: string | undefined = (() => {
  const folder = join(shared, 'samples', 'demo_pair01_run', 'v001_python_sample');
  return existsSync(join(folder, 'manifest.json')) ? folder : undefined;
})();

/** Says in the report why a test against the Python sample is skipped. */
export const withPythonSample = pythonSample ? 'python sample' : 'python sample (skipped: ../shared/samples is absent)';

/** All files below a folder, relative, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
