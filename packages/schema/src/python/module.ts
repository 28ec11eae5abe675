/**
 * The layout as one Python module, because the trainers that write the folders are Python.
 * @module
 */
import { FILE_CONTRACTS, FOLDER_CONTRACTS } from '../contracts/index.ts';
import type { ArrayContract, Content, FileContract, FolderContract } from '../file-contract.ts';
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

function contract(row: FileContract | FolderContract): string {
  const place = [row.pattern, row.need, row.when ?? null, row.doc].map(literal);
  return `FileContract(${[...place, ...('content' in row ? inside(row.content) : [])].join(', ')})`;
}

/** What is in a file, as keyword arguments; nothing for formats without names in them. */
function inside(content: Content): readonly string[] {
  switch (content.kind) {
    case 'csv':
      return columns(content.columns, content.optional);
    case 'metrics-txt':
      return columns([...content.keys, ...(content.optional ?? [])], content.optional);
    case 'npz':
      return arrays(content.arrays);
    case 'npy':
      return arrays({ '': { dtype: content.dtype, shapes: content.shapes, doc: content.unit } });
    default:
      return [];
  }
}

function columns(names: readonly string[], optional: readonly string[] = []): readonly string[] {
  if (names.length === 0) return [];
  return [`columns=${literal(names)}`, ...(optional.length > 0 ? [`optional_columns=${literal(optional)}`] : [])];
}

function arrays(contracts: Readonly<Record<string, ArrayContract>>): readonly string[] {
  const entries = Object.entries(contracts).map(
    ([key, { shapes, optional, doc }]) =>
      `${literal(key)}: Array(${literal(shapes)}, ${optional ? 'True' : 'False'}, ${literal(doc)})`,
  );
  return entries.length === 0 ? [] : [`arrays={${entries.join(', ')}}`];
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
