#!/usr/bin/env node
// Keeps the Python package in step with the tables of @outlay/schema.
//
//   node tools/python.mjs           writes python/src/outlay/_contract.py, the version in python/pyproject.toml, and
//                                   the one-file form, packages/schema/src/python/module-text.ts
//   node tools/python.mjs --check   fails when one of them is stale
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonContract } from './python-contract.mjs';
import { oneFile } from './python-one-file.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, 'python/src/outlay');
const read = (file) => readFileSync(join(root, file), 'utf8');

/** The generated files, as they ought to be: [path, text]. */
export async function pythonFiles() {
  const { version } = JSON.parse(read('packages/schema/package.json'));
  const contract = pythonContract(await tables(), version);
  const text = oneFile((name) => (name === '_contract' ? contract : readFileSync(join(sources, `${name}.py`), 'utf8')));
  return [
    [join(sources, '_contract.py'), contract],
    [
      join(root, 'python/pyproject.toml'),
      read('python/pyproject.toml').replace(/^version = "[^"]*"/m, `version = "${version}"`),
    ],
    [join(root, 'packages/schema/src/python/module-text.ts'), asTypeScript(text)],
  ];
}

// The tables are TypeScript, which Node 20 does not run.
async function tables() {
  const { buildSync } = createRequire(createRequire(import.meta.url).resolve('tsup'))('esbuild');
  const { outputFiles } = buildSync({
    stdin: {
      contents: `export * from './names.ts'; export { MANIFEST_KEYS, REQUIRED_MANIFEST_KEYS } from './manifest.ts';`,
      resolveDir: join(root, 'packages/schema/src'),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function asTypeScript(text) {
  const lines = text.split('\n').map((line) => `  ${JSON.stringify(line)},`);
  return `// Made of python/src/outlay/*.py by tools/python.mjs: not to be edited.\nexport const MODULE_TEXT = [\n${lines.join('\n')}\n].join('\\n');\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  for (const [target, text] of await pythonFiles()) {
    const name = relative(root, target);
    if (!check) writeFileSync(target, text);
    else if (readFileSync(target, 'utf8') !== text) {
      console.error(`${name} is stale: run \`node tools/python.mjs\`.`);
      process.exitCode = 1;
    }
  }
}
