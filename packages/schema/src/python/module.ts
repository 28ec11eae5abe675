/**
 * The layout as one Python module, because the trainers that write the folders are Python.
 * @module
 */
import { FILE_CONTRACTS, FOLDER_CONTRACTS } from '../contracts/index.ts';
import { LAYOUT_VERSION } from '../layout-version.ts';
import { MANIFEST_KEYS, REQUIRED_MANIFEST_KEYS } from '../manifest.ts';
import { BODY_MESH_COUNTS, ROLES, SPACES, SPLITS, TASKS } from '../vocabulary.ts';
import { PYTHON_SOURCE } from './source.ts';

/** File name under which the module is imported. */
export const PYTHON_MODULE_NAME = 'outlay_layout.py';

/**
 * Source text of a Python module (3.9+, standard library only) with the same constants, path builders and parsers as
 * this package, manifest read, merge and atomic write, and a check of structure.
 * @param options.release Version of the tool that writes it, for the header.
 */
export function pythonModule(options: { readonly release: string }): string {
  const fill: Record<string, string> = {
    version: LAYOUT_VERSION,
    release: options.release,
    version_literal: literal(LAYOUT_VERSION),
    splits: literal(SPLITS),
    tasks: literal(TASKS),
    roles: literal(ROLES),
    spaces: literal(SPACES),
    counts: literal(BODY_MESH_COUNTS),
    manifest_keys: literal(MANIFEST_KEYS),
    required_keys: literal(REQUIRED_MANIFEST_KEYS),
    files: FILE_CONTRACTS.map((file) => `    ${literal(file.id)}: ${contract(file)},`).join('\n'),
    folders: FOLDER_CONTRACTS.map((folder) => `    ${contract(folder)},`).join('\n'),
  };
  return PYTHON_SOURCE.replace(/<([a-z_]+)>/g, (whole, name: string) => fill[name] ?? whole);
}

function contract(row: { pattern: string; need: string; when?: string; doc: string }): string {
  return `FileContract(${[row.pattern, row.need, row.when ?? null, row.doc].map(literal).join(', ')})`;
}

/** A value as a Python literal: lists become tuples. */
function literal(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `(${value.map(literal).join(', ')}${value.length === 1 ? ',' : ''})`;
  return `{${Object.entries(value as object)
    .map(([key, inner]) => `${literal(key)}: ${literal(inner)}`)
    .join(', ')}}`;
}
