import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHED, type Published, packageJson, ROOT } from './repository.ts';

/** What an empty project may find in node_modules after installing one package, besides itself. */
const scratch = mkdtempSync(join(tmpdir(), 'outlay-packed-'));
const tarballs = {} as Record<Published, string>;
const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);
const pnpm = join(ROOT, 'tools', 'pnpm', 'node_modules', '.bin', 'pnpm');
const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  for (const name of PUBLISHED) {
    const out = join(scratch, name);
    mkdirSync(out);
    run(pnpm, ['pack', '--pack-destination', out], join(ROOT, 'packages', name));
    tarballs[name] = join(out, readdirSync(out)[0] as string);
  }
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** An empty project with the tarballs of one package and of what it needs of ours. */
function install(...names: readonly Published[]): string {
  const project = mkdtempSync(join(scratch, 'project-'));
  const local = Object.fromEntries(PUBLISHED.map((name) => [`@outlay/${name}`, `file:${tarballs[name]}`]));
  const manifest = {
    name: 'empty',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(names.map((name) => [`@outlay/${name}`, local[`@outlay/${name}`]])),
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  const overrides = Object.entries(local).map(([name, file]) => `  '${name}': '${file}'`);
  writeFileSync(
    join(project, 'pnpm-workspace.yaml'),
    ['pmOnFail: ignore', 'minimumReleaseAge: 0', 'overrides:', ...overrides, ''].join('\n'),
  );
  run(pnpm, ['install', '--prefer-offline', '--no-frozen-lockfile', '--config.node-linker=hoisted'], project);
  return project;
}

/** The blocks marked `js` in a page: what a reader would paste. */
const examplesIn = (page: string): readonly string[] =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```js\n([\s\S]*?)^```$/gm)].map((match) => match[1] as string);

const installed = (project: string) =>
  readdirSync(join(project, 'node_modules'))
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join(project, 'node_modules', name)).map((inner) => `${name}/${inner}`)
        : [name],
    )
    .sort();

describe.each(PUBLISHED)('@outlay/%s as packed', (name) => {
  it('passes publint and arethetypeswrong', () => {
    run(bin('publint'), ['run', tarballs[name], '--strict'], ROOT);
    run(bin('attw'), [tarballs[name], '--profile', 'esm-only', '--format', 'ascii'], ROOT);
  });

  it('is ESM with types first, no side effects, a licence and a README', () => {
    const listing = run('tar', ['-tzf', tarballs[name]], ROOT);
    expect(listing).toContain('package/README.md');
    expect(listing).toContain('package/LICENSE');
    expect(listing).toContain('package/CHANGELOG.md');
    expect(listing).not.toContain('package/src/');
    const manifest = JSON.parse(run('tar', ['-xzOf', tarballs[name], 'package/package.json'], ROOT));
    expect(manifest).toMatchObject({ type: 'module', sideEffects: false, license: 'MIT' });
    expect(JSON.stringify(manifest)).not.toContain('workspace:');
    for (const [door, target] of Object.entries(manifest.exports as Record<string, object | string>)) {
      if (door !== './package.json') expect([door, Object.keys(target)[0]]).toEqual([door, 'types']);
    }
  });

  it('installs into an empty project, imports through every door, and runs the examples of its README', () => {
    const project = install(name);
    const doors = Object.keys(packageJson(name).exports as object).filter((door) => door !== './package.json');
    const code = doors.map((door) => `await import('@outlay/${name}${door.slice(1)}');`).join('\n');
    writeFileSync(join(project, 'import.mjs'), code);
    run(process.execPath, ['import.mjs'], project);
    for (const [i, example] of examplesIn(`packages/${name}/README.md`).entries()) {
      writeFileSync(join(project, `example-${i}.mjs`), example);
      run(process.execPath, [`example-${i}.mjs`], project);
    }
    if (name === 'schema') expect(installed(project)).toEqual(['@outlay/schema', 'zod']);
  });
});

it('the schema brings what it uses of zod along, and asks for the rest of it in types only', () => {
  const project = install('schema');
  rmSync(join(project, 'node_modules/zod'), { recursive: true, force: true });
  const code = `import { manifestJsonSchema, safeParseManifest } from '@outlay/schema';
    console.log(safeParseManifest('{}').ok, Object.keys(manifestJsonSchema().properties).length);`;
  writeFileSync(join(project, 'without-zod.mjs'), code);
  expect(run(process.execPath, ['without-zod.mjs'], project).trim()).toBe('false 10');
});

it('the code of the library page runs in an empty project', () => {
  const project = install('layout', 'rerun');
  for (const [i, example] of examplesIn('apps/docs/library.md').entries()) {
    writeFileSync(join(project, `page-${i}.mjs`), example);
    expect(Number(run(process.execPath, [`page-${i}.mjs`], project))).toBeGreaterThan(1000);
  }
});

it('the command line runs from its tarball', () => {
  const project = install('cli');
  const { version } = JSON.parse(readFileSync(join(project, 'node_modules/@outlay/cli/package.json'), 'utf8'));
  expect(run(join(project, 'node_modules', '.bin', 'outlay'), ['--version'], project).trim()).toBe(version);
  // The page of `outlay view`, compressed, and the licences of what is in it.
  const page = join(project, 'node_modules/@outlay/cli/dist/page');
  const files = JSON.parse(readFileSync(join(page, 'page.json'), 'utf8')) as { path: string; brotli: boolean }[];
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['index.html', 'THIRD-PARTY-NOTICES.txt']));
  for (const { path, brotli } of files)
    expect(readFileSync(join(page, brotli ? `${path}.br` : path)).length).toBeGreaterThan(0);
});
