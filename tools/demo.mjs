// `npm run demo`: a realistic sample experiment, checked and exported, with the next commands to type.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const results = join(root, 'demo', 'results');
const cli = join(root, 'packages', 'cli', 'bin.js');

function step(title, script, args) {
  console.log(`\n# ${title}\n$ node ${[relative(root, script), ...args].join(' ')}`);
  const result = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const experiments = () =>
  existsSync(results)
    ? readdirSync(results).flatMap((scene) =>
        readdirSync(join(results, scene)).map((name) => join('demo', 'results', scene, name)),
      )
    : [];

// Made beside and renamed, so that a demo that was interrupted starts over and never shows half an experiment.
if (experiments().length === 0) {
  const making = join(root, 'demo', 'making');
  rmSync(making, { recursive: true, force: true });
  step('A sample experiment', join(root, 'internal', 'sample', 'bin.js'), ['--out', join('demo', 'making')]);
  rmSync(results, { recursive: true, force: true });
  renameSync(making, results);
}
const experiment = experiments()[0];

step('Is it complete and sound?', cli, ['validate', experiment]);
step('What is in it?', cli, ['inspect', experiment]);
step('Every recording', cli, ['export', 'all', experiment]);

const folder = join(root, experiment, 'rerun');
console.log('\n# Made');
for (const name of readdirSync(folder).filter((file) => file.endsWith('.rrd')))
  console.log(`  ${join(experiment, 'rerun', name)}  ${(statSync(join(folder, name)).size / 1e6).toFixed(1)} MB`);
console.log(`
# Look at them
  node packages/cli/bin.js view demo/results`);
