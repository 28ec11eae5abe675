import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesOf } from './circles.ts';
import {
  importsOf,
  PUBLISHED,
  type Published,
  packageJson,
  ROOT,
  typescriptFiles,
  valueImportsOf,
} from './repository.ts';

/** Private, and bundled into each package that imports them. */
const KERNEL = '@outlay-internal/kernel';
const DISK = '@outlay-internal/disk';

/** The diamond: who may import whom. */
const ARROWS: Record<Published, readonly string[]> = {
  schema: [KERNEL],
  layout: [KERNEL, DISK, '@outlay/schema'],
  rerun: [KERNEL, DISK, '@outlay/schema'],
  share: [],
  summary: ['@outlay/schema'],
  view: ['@outlay/schema', '@outlay/layout', '@outlay/rerun'],
  cli: ['@outlay/schema', '@outlay/layout', '@outlay/rerun', '@outlay/share', '@outlay/summary', '@outlay/view'],
};

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const isNode = (specifier: string) => specifier.startsWith('node:') || builtinModules.includes(specifier);
const files = PUBLISHED.flatMap((name) => typescriptFiles(`packages/${name}/src`).map((file) => ({ name, file })));

/** Lines of the modules below some folders that match. */
const linesWith = (pattern: RegExp, folders: readonly string[]) =>
  folders.flatMap(typescriptFiles).flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );

/** The modules of this repository that a module imports: relative ones, as repository paths. */
const modulesOf = (file: string) =>
  importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(file), specifier));

describe('imports', () => {
  it('finds the source of every package', () => {
    for (const name of PUBLISHED) expect([name, files.some((file) => file.name === name)]).toEqual([name, true]);
  });

  it('follow the diamond', () => {
    const wrong = files.flatMap(({ name, file }) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('@outlay') && !ARROWS[name].includes(packageOf(specifier)))
        .map((specifier) => `${file} -> ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keep the encoder free of experiments: only the exporters of rerun and what keeps their files know the schema', () => {
    const rooms = ['packages/rerun/src/exporters/', 'packages/rerun/src/node/recording-files/'];
    const wrong = files
      .filter(({ name, file }) => name === 'rerun' && !rooms.some((room) => file.startsWith(room)))
      .flatMap(({ file }) =>
        importsOf(file)
          .filter((specifier) => specifier.startsWith('@outlay/') || /^\.\.?\/(.*\/)?exporters\//.test(specifier))
          .map((specifier) => `${file} -> ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  it('keep Node in node/ folders and in the command line', () => {
    const wrong = files
      .filter(({ name, file }) => name !== 'cli' && !file.startsWith(`packages/${name}/src/node/`))
      .flatMap(({ name, file }) =>
        importsOf(file)
          .filter(
            (specifier) =>
              isNode(specifier) || posix.join(posix.dirname(file), specifier).startsWith(`packages/${name}/src/node/`),
          )
          .map((specifier) => `${file} -> ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });

  it('stay inside their package, and name what they depend on', () => {
    const wrong = files.flatMap(({ name, file }) => {
      const manifest = packageJson(name);
      const declared = new Set(
        Object.keys({ ...manifest.dependencies, ...(manifest.devDependencies as object | undefined) }),
      );
      return importsOf(file)
        .filter((specifier) =>
          specifier.startsWith('.')
            ? !posix.join(posix.dirname(file), specifier).startsWith(`packages/${name}/`)
            : !isNode(specifier) && !declared.has(packageOf(specifier)),
        )
        .map((specifier) => `${file} -> ${specifier}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keep a start of the command line small: definitions and what parses them, nothing of what commands do', () => {
    const heavy = ['@outlay/schema', '@outlay/layout', '@outlay/layout/node', '@outlay/rerun', '@outlay/view', 'zod'];
    const reached = new Set(['packages/cli/src/run-program.ts']);
    const wrong: string[] = [];
    for (const file of reached)
      for (const specifier of valueImportsOf(file))
        if (specifier.startsWith('.')) reached.add(posix.join(posix.dirname(file), specifier));
        else if (heavy.some((name) => specifier === name || specifier.startsWith('@outlay/rerun/')))
          wrong.push(`${file} -> ${specifier}`);
    expect(reached.size).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  it('find entity paths in the exporters and their files built only: what a step is of is asked of its address', () => {
    const parsing =
      /parseEntityPath|\b(entity|path)\b[^\n;]*\.(startsWith|split|includes|match|replace|endsWith)\(|\.exec\([^)]*entity/;
    // There a path is a file's.
    const filesParsing = /parseEntityPath|\bentity\b[^\n;]*\.(startsWith|split|includes|match|replace|endsWith)\(/;
    expect(linesWith(parsing, ['packages/rerun/src/exporters'])).toEqual([]);
    expect(linesWith(filesParsing, ['packages/rerun/src/node/recording-files'])).toEqual([]);
  });

  it('leave kinds of recordings to their table: nothing else of the exporters and of their files asks for one', () => {
    const asking =
      /\bTASKS\b|\bkind\.kind\b|\.kind\.kind\b|case '(evaluation|input_data|nv_generation|training_artifacts)'/;
    const rows =
      /recordings\/(types|plan-export|evaluation-of|(comparison|evaluation|input-data|nv-generation|training|gaussians)\/\w+)\.ts/;
    const files = ['packages/rerun/src/exporters', 'packages/rerun/src/node/recording-files'];
    expect(linesWith(asking, files).filter((line) => !rows.test(line))).toEqual([]);
  });

  it('run in no circle, types included', () => {
    const imports = new Map(files.map(({ file }) => [file, modulesOf(file)] as const));
    expect(circlesOf(imports)).toEqual([]);
  });

  it('in circles are found, each named by its way round', () => {
    const imports = { a: ['b'], b: ['c', 'elsewhere'], c: ['b'], d: ['d'], e: ['a', 'd'] };
    expect(circlesOf(new Map(Object.entries(imports)))).toEqual(['b -> c -> b', 'd -> d']);
  });
});
