import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesOf } from './circles.ts';
import { importsOf, PUBLISHED, type Published, packageJson, typescriptFiles } from './repository.ts';

/** Private, and bundled into each package that imports it. */
const KERNEL = '@outlay-internal/kernel';

/** The diamond: who may import whom. */
const ARROWS: Record<Published, readonly string[]> = {
  schema: [KERNEL],
  layout: [KERNEL, '@outlay/schema'],
  rerun: [KERNEL, '@outlay/schema'],
  cli: ['@outlay/schema', '@outlay/layout', '@outlay/rerun'],
};

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
const isNode = (specifier: string) => specifier.startsWith('node:') || builtinModules.includes(specifier);
const files = PUBLISHED.flatMap((name) => typescriptFiles(`packages/${name}/src`).map((file) => ({ name, file })));

/** The modules of this repository that a module imports: relative ones, as repository paths. */
const modulesOf = (file: string) =>
  importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(file), specifier));

/** Where circles are still being mended. */
const CIRCLES_LEFT: readonly string[] = ['packages/cli/', 'packages/rerun/src/exporters/'];

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

  it('run in no circle, types included', () => {
    const imports = new Map(files.map(({ file }) => [file, modulesOf(file)] as const));
    expect(circlesOf(imports).filter((circle) => !CIRCLES_LEFT.some((place) => circle.startsWith(place)))).toEqual([]);
  });

  it('in circles are found, each named by its way round', () => {
    const imports = { a: ['b'], b: ['c', 'elsewhere'], c: ['b'], d: ['d'], e: ['a', 'd'] };
    expect(circlesOf(new Map(Object.entries(imports)))).toEqual(['b -> c -> b', 'd -> d']);
  });
});
