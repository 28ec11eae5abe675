import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The published packages, in the order of their arrows. */
export const PUBLISHED = ['schema', 'layout', 'rerun', 'share', 'summary', 'view', 'cli'] as const;
export type Published = (typeof PUBLISHED)[number];

/** TypeScript files below a folder, repository-relative, sorted. */
export function typescriptFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** What a module imports or re-exports, static and dynamic. */
export function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
  return [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)'([\w@./:-]+)'/g)].map((match) => match[1] as string);
}

/** What a module imports or re-exports when it is loaded: no types, nothing dynamic. */
export function valueImportsOf(file: string): readonly string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const statements = text.matchAll(/^(?:import|export) (?!type )(?:([^;']*?)\bfrom )?'([^']+)'/gm);
  const isTypeOnly = (names: string | undefined) =>
    names !== undefined && /^\{(?:\s*type [^,}]+,?)+\s*\}\s*$/.test(names.trim());
  return [...statements].filter(([, names]) => !isTypeOnly(names)).map((match) => match[2] as string);
}

export function packageJson(name: Published): Record<string, unknown> & { dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8'));
}
