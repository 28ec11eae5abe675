#!/usr/bin/env node
// Compiles the kernels, packages/*/kernels/*.ts (AssemblyScript), to WebAssembly inside packages/*/src/kernels/*.ts.
//
//   node tools/kernels.mjs           writes them
//   node tools/kernels.mjs --check   fails when one is not what its source compiles to
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OPTIONS = [
  '--runtime',
  'stub',
  '-O3',
  '--noAssert',
  '--enable',
  'simd',
  '--initialMemory',
  '1',
  '--use',
  'abort=',
];

/** The TypeScript module around the compiled kernel. */
export async function compileKernel(source) {
  const { error, stderr, binary } = await build(source);
  if (error) throw new Error(`${source}: ${error.message}\n${stderr}`);
  const base64 = Buffer.from(binary).toString('base64');
  const lines = base64.match(/.{1,110}/g).map((line) => `  '${line}'`);
  return `// Compiled from ${relative(root, source)} by tools/kernels.mjs: not to be edited.
export const wasm =
${lines.join(' +\n')};
`;
}

/** Source and target of every kernel. */
export function kernels() {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const folder = join(root, 'packages', name, 'kernels');
    try {
      return readdirSync(folder)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => ({ source: join(folder, file), target: join(root, 'packages', name, 'src/kernels', file) }));
    } catch {
      return [];
    }
  });
}

async function build(source) {
  let binary;
  const { error, stderr } = await asc.main([relative(root, source), ...OPTIONS, '-o', 'kernel.wasm'], {
    readFile: (name, folder) => {
      try {
        return readFileSync(join(folder === '.' ? root : folder, name), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (_, content) => {
      binary = content;
    },
    listFiles: () => [],
  });
  return { error, stderr: stderr.toString(), binary };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  for (const { source, target } of kernels()) {
    const text = await compileKernel(source);
    const name = relative(root, target);
    if (!check) {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      console.log(`${name}: ${text.length} characters`);
    } else if (readFileSync(target, 'utf8') !== text) {
      console.error(`${name} is not what its source compiles to: run \`node tools/kernels.mjs\`.`);
      process.exitCode = 1;
    }
  }
}
