import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where they are, each with its meaning as `.json` beside it. */
export const OFFICIAL_FOLDER = join(import.meta.dirname, 'official');

/** A recording or blueprint that the official SDK wrote. */
export interface OfficialFile {
  /** File name below `official/`. */
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

const names = ['', 'old']
  .flatMap((folder) => readdirSync(join(OFFICIAL_FOLDER, folder)).map((file) => (folder ? `${folder}/${file}` : file)))
  .filter((file) => /\.(rrd|rbl)$/.test(file))
  .sort();

const read = (name: string) => new Uint8Array(readFileSync(join(OFFICIAL_FOLDER, name)));

/** All of them, ascending by name. */
export const OFFICIAL: readonly OfficialFile[] = names.map((name) => ({
  name,
  bytes: read(name),
  dump: JSON.parse(readFileSync(join(OFFICIAL_FOLDER, name.replace(/\.\w+$/, '.json')), 'utf8')) as Dump,
}));

/** The bytes of one of them, e.g. `mesh3d.rrd`. */
export const officialFile = read;

/** A picture or video that went into one of them, e.g. `f01.jpg`. */
export const media = (name: string) => read(`media/${name}`);
