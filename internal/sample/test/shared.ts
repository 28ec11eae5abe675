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

/** Why tests against the Python sample are skipped. */
export const NO_PYTHON_SAMPLE = pythonSample
  ? undefined
  : 'the sample of the Python writers is not at ../shared: set OUTLAY_SHARED';

/** All files below a folder, relative, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
