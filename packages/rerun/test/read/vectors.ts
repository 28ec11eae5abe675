import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SHARED = process.env.OUTLAY_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const FOLDER = join(SHARED, 'vectors');

/** A golden recording of the official SDK. */
export interface Vector {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Its meaning, as the official reader dumps it. */
  readonly dump: Dump;
}

export interface Dump {
  readonly stores: readonly DumpStore[];
}

export interface DumpStore {
  readonly kind: 'recording' | 'blueprint';
  readonly application_id: string;
  readonly recording_id: string;
  readonly timelines: Readonly<Record<string, string>>;
  readonly properties: Readonly<
    Record<string, Pick<DumpEntity, 'components'> & { readonly values: Readonly<Record<string, unknown>> }>
  >;
  readonly entities: Readonly<Record<string, DumpEntity>>;
  readonly activation?: { readonly make_active: boolean; readonly make_default: boolean };
}

export interface DumpEntity {
  readonly components: Readonly<
    Record<string, { archetype: string | null; component_type: string | null; type: string }>
  >;
  readonly static: Readonly<Record<string, unknown>>;
  readonly rows: readonly {
    readonly at: Readonly<Record<string, unknown>>;
    readonly set: Readonly<Record<string, unknown>>;
  }[];
}

export const hasVectors = existsSync(FOLDER);
export const NO_VECTORS = `no golden recordings at ${FOLDER} (set OUTLAY_SHARED)`;

function names(): string[] {
  if (!hasVectors) return [];
  const inside = (folder: string) => readdirSync(join(FOLDER, folder)).map((file) => join(folder, file));
  return [...inside(''), ...inside('old')].filter((file) => /\.(rrd|rbl)$/.test(file)).sort();
}

export const vectors: readonly Vector[] = names().map((name) => ({
  name,
  bytes: new Uint8Array(readFileSync(join(FOLDER, name))),
  dump: JSON.parse(readFileSync(join(FOLDER, name.replace(/\.\w+$/, '.json')), 'utf8')) as Dump,
}));

export function vector(name: string): Uint8Array {
  const found = vectors.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no golden recording ${name}`);
  return found.bytes;
}
