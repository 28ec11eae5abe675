// The tables of `outlay summarise` over a family of 12 experiments: their numbers against pandas, which reads the metric
// files by itself (tables.py), and their LaTeX through a LaTeX.
//
// pdflatex is installed with apt where it is missing and this is root; else that part is skipped.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, windows } from './official-sdk.mjs';
import { cache, root } from './places.mjs';
import { check, skip } from './report.mjs';

const PACKAGES = ['texlive-latex-base', 'texlive-latex-recommended'];

export function judgeTables({ python }) {
  const folder = join(cache, 'tables');
  rmSync(folder, { recursive: true, force: true });
  const results = join(folder, 'results');
  const made = run(process.execPath, [join(root, 'internal/sample/bin.js'), '--out', results, '--family']);
  check('tables: a family of 12 experiments is written', made.status === 0, made.stderr);
  if (made.status !== 0) return;
  const table = (...options) =>
    run(process.execPath, [join(root, 'packages/cli/bin.js'), 'summarise', '--results', results, ...options]);
  judgeNumbers(python, folder, results, table);
  judgeLatex(folder, results, table);
  rmSync(folder, { recursive: true, force: true });
}

function judgeNumbers(python, folder, results, table) {
  if (run(python, ['-c', 'import pandas']).status !== 0) {
    const pip = run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'pandas']);
    if (pip.status !== 0) {
      skip('tables: numbers against pandas', `pip could not install pandas: ${pip.stderr.trim().slice(-400)}`);
      return;
    }
  }
  const files = Object.entries({
    experiments: ['--baseline', 'baseline'],
    common: ['--baseline', 'baseline', '--common'],
    scenes: ['--rows', 'scene'],
    cameras: ['--rows', 'camera'],
    epochs: ['--rows', 'epoch'],
  }).map(([name, options]) => {
    const file = join(folder, `${name}.csv`);
    const made = table(...options, '--format', 'csv', '-o', file);
    // One experiment is broken on purpose.
    check(`tables: ${name}`, made.status === 1 && /manifest\.json cannot be parsed/.test(made.stderr), made.stderr);
    return file;
  });
  const judged = run(python, [join(root, 'conformance', 'tables.py'), results, ...files]);
  check(
    `tables: numbers against pandas (${judged.stdout.trim().split('\n').pop()})`,
    judged.status === 0,
    judged.stdout + judged.stderr,
  );
}

const NAMES = ['[a]', '*b', 'c_%&#$', '~^{}\\', 'a|b<c>"', 'naïve–ß'];

function judgeLatex(folder, results, table) {
  const reason = latexIsMissing();
  if (reason !== undefined) {
    skip('tables: LaTeX', reason);
    return;
  }
  const experiment = join(results, 'arc', 'ours');
  const cases = {
    experiments: table('--baseline', 'baseline', '--format', 'latex'),
    scenes: table('--rows', 'scene', '--format', 'latex'),
    columns: table('--rows', 'scene', '--columns', 'experiment', '--metric', 'psnr', '--format', 'latex'),
    epochs: table('--rows', 'epoch', '--format', 'latex'),
    // One experiment under many names.
    names: { stdout: NAMES.map((name) => named(folder, experiment, name)).join('\n\n') },
  };
  for (const [name, { stdout }] of Object.entries(cases)) {
    const source = `\\documentclass{article}\n\\usepackage{booktabs}\n\\begin{document}\n${stdout}\n\\end{document}\n`;
    writeFileSync(join(folder, `${name}.tex`), source);
    const compiled = run('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', `${name}.tex`], { cwd: folder });
    check(`tables: LaTeX of ${name} compiles`, compiled.status === 0, compiled.stdout);
  }
}

function named(folder, experiment, name) {
  const argv = [`${name}=${experiment}`, `other=${join(experiment, '..', 'baseline')}`];
  // Names hold no path separators: a backslash is one on Windows.
  return run(process.execPath, [join(root, 'packages/cli/bin.js'), 'summarise', ...argv, '--format', 'latex'], {
    cwd: folder,
  }).stdout;
}

/** Installs a LaTeX where that is possible; why there is none otherwise. */
function latexIsMissing() {
  const isThere = () => run('pdflatex', ['--version']).status === 0 && run('kpsewhich', ['booktabs.sty']).status === 0;
  if (isThere()) return undefined;
  if (windows || process.getuid() !== 0) return 'pdflatex with booktabs is not installed, and only root can install it';
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], { env });
  return isThere() ? undefined : `apt-get could not install ${PACKAGES.join(', ')}`;
}
