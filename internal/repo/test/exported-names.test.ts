import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { PUBLISHED, packageJson, ROOT } from './repository.ts';

/** Every door of the published packages: its specifier and the source file behind it. */
const DOORS = PUBLISHED.flatMap((name) =>
  Object.entries(packageJson(name).exports as Record<string, string | { types: string }>)
    .map(([door, target]) => [`@outlay/${name}${door.slice(1)}`, typeof target === 'string' ? target : ''] as const)
    .filter(([, target]) => target.endsWith('.ts'))
    .map(([specifier, target]) => ({ specifier, file: join(ROOT, 'packages', name, target) })),
);

/** Name -> the places where it is declared. A type and a value of one file and name count once. */
function declarations(): ReadonlyMap<string, ReadonlySet<string>> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'internal/repo'));
  const program = ts.createProgram(
    DOORS.map(({ file }) => file),
    { ...options, types: [] },
  );
  const checker = program.getTypeChecker();
  const places = new Map<string, Set<string>>();
  for (const { file } of DOORS) {
    const door = checker.getSymbolAtLocation(program.getSourceFile(file)!);
    for (const exported of door === undefined ? [] : checker.getExportsOfModule(door)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const place = symbol.declarations?.[0]?.getSourceFile().fileName;
      if (place === undefined) throw new Error(`${exported.name} of ${file} has no declaration`);
      places.set(
        exported.name,
        (places.get(exported.name) ?? new Set()).add(`${relative(ROOT, place)} ${symbol.name}`),
      );
    }
  }
  return places;
}

it('an exported name means one thing in all published packages', () => {
  const places = declarations();
  expect(places.size).toBeGreaterThan(200);
  const twice = [...places].filter(([, where]) => where.size > 1).map(([name, where]) => [name, ...where].join(' | '));
  expect(twice).toEqual([]);
});
