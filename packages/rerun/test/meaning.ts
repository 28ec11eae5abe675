/**
 * @module
 * What a recording means, as text that does not depend on how it is packed: chunking, ids, order of chunks and columns,
 * compression, stamps and footer are left out, names are those after migration. Rows of one time point are merged,
 * unless their order says something (a value twice, or beside a Clear).
 */
import { createHash } from 'node:crypto';
import { type ArrowValue, type Chunk, decode } from '../src/read/index.ts';
import { migrateNames } from '../src/read/migrate.ts';

/** Values of recordings longer than this as text are kept as length and hash; those of blueprints name ids. */
const INLINE_CHARACTERS = 160;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

interface Row {
  readonly id: string;
  readonly at: string;
  readonly set: ReadonlyMap<string, string>;
}

interface Entity {
  readonly components: Map<string, string>;
  readonly rows: Row[];
}

interface Store {
  readonly kind: string;
  readonly applicationId: string;
  readonly recordingId: string;
  activation: string;
  readonly timelines: Map<string, string>;
  readonly entities: Map<string, Entity>;
}

/** One line per fact: stores, components, static values, rows. */
export async function meaningOf(file: Uint8Array): Promise<string> {
  const stores = new Map<string, Store>();
  const storeOf = (id: { kind: string; recordingId: string; applicationId?: string | undefined }): Store => {
    const key = `${id.kind} ${id.recordingId}`;
    const { kind, recordingId, applicationId = '' } = id;
    const known = stores.get(key) ?? {
      ...{ kind, applicationId, recordingId, activation: '' },
      ...{ timelines: new Map<string, string>(), entities: new Map<string, Entity>() },
    };
    stores.set(key, known);
    return known;
  };
  for await (const message of decode(file)) {
    if (message.kind === 'store_info') storeOf(message.info.storeId);
    if (message.kind === 'chunk') addChunk(storeOf(message.message.storeId), message.chunk());
    if (message.kind === 'blueprint_activation') {
      const { blueprintId, makeActive, makeDefault } = message.command;
      storeOf(blueprintId).activation = ` active=${makeActive} default=${makeDefault}`;
    }
  }
  return `${[...stores.values()].map(storeText).sort().join('\n\n')}\n`;
}

function addChunk(store: Store, chunk: Chunk): void {
  const entity = store.entities.get(chunk.entityPath) ?? { components: new Map<string, string>(), rows: [] };
  store.entities.set(chunk.entityPath, entity);
  const timelines = chunk.timelines.filter(({ name }) => store.kind !== 'blueprint' || name !== 'log_time');
  for (const { name, kind } of timelines) store.timelines.set(name, kind);
  for (let row = 0; row < chunk.rowCount; row++) {
    const set = new Map<string, string>();
    for (const column of chunk.components) {
      const cell = column.cell(row);
      if (cell === null) continue;
      const { component, archetype = '-', componentType = '-' } = migrateNames(column, chunk.sorbetVersion);
      entity.components.set(component, `${archetype} ${componentType} ${column.valueType}`);
      set.set(component, store.kind === 'blueprint' ? plainText(cell.values) : valueText(cell.values));
    }
    const id = Buffer.from(chunk.rowIds.subarray(16 * row, 16 * row + 16)).toString('hex');
    const times = timelines.map(({ name, values }) => `${name}=${values[row]}`).sort();
    entity.rows.push({ id, at: chunk.isStatic ? 'static' : times.join(' '), set });
  }
}

function storeText(store: Store): string {
  const isBlueprint = store.kind === 'blueprint';
  const timelines = [...store.timelines].map(([name, kind]) => `${name}:${kind}`).sort();
  const entities = [...store.entities].map(([path, entity]) => [path, entityText(entity)] as const);
  const lines = [
    `${store.kind} ${store.applicationId} ${isBlueprint ? '*' : store.recordingId}${store.activation}`,
    `timelines ${timelines.join(' ')}`,
    ...entities
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([path, text]) => [path, ...text.map((line) => `  ${line}`)]),
  ];
  return isBlueprint ? withNamedIds(lines) : lines.join('\n');
}

function entityText(entity: Entity): string[] {
  const components = [...entity.components].map(([component, facts]) => `${component}: ${facts}`).sort();
  const groups = new Map<string, Row[]>();
  for (const row of entity.rows) groups.set(row.at, [...(groups.get(row.at) ?? []), row]);
  const rows = [...groups].flatMap(([at, group]) => {
    const ordered = group.sort((a, b) => (a.id < b.id ? -1 : 1));
    const merged = at === 'static' || !orderMatters(ordered) ? [mergeRows(ordered)] : ordered.map(({ set }) => set);
    return merged.map((set, index) => `${at} ${merged.length > 1 ? `(${index + 1}) ` : ''}${setText(set)}`);
  });
  return [...components, ...rows.sort()];
}

/** Components that Rerun takes together count as one thing. */
const unitOf = (component: string) => /^(Transform3D|InstancePoses3D|Pinhole):/.exec(component)?.[1] ?? component;

function orderMatters(rows: readonly Row[]): boolean {
  const units = rows.flatMap(({ set }) => [...new Set([...set.keys()].map(unitOf))]);
  return rows.length > 1 && (new Set(units).size < units.length || units.includes('Clear:is_recursive'));
}

const mergeRows = (rows: readonly Row[]) => new Map(rows.flatMap(({ set }) => [...set]));
const setText = (set: ReadonlyMap<string, string>) =>
  [...set]
    .map(([component, value]) => `${component}=${value}`)
    .sort()
    .join(' ');

function valueText(values: ArrowValue): string {
  const text = plainText(values);
  if (text.length <= INLINE_CHARACTERS) return text;
  return `<${text.length} characters, sha256 ${createHash('sha256').update(text).digest('hex').slice(0, 32)}>`;
}

function plainText(value: ArrowValue): string {
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    return `[${Array.from(value as ArrayLike<ArrowValue>, plainText).join(',')}]`;
  }
  const members = Object.entries(value as Readonly<Record<string, ArrowValue>>);
  return `{${members.map(([name, member]) => `${name}:${plainText(member)}`).join(',')}}`;
}

/** Ids of views, containers and instructions by their order in the layout, from the root down. */
function withNamedIds(lines: readonly string[]): string {
  const names = new Map<string, string>();
  const name = (uuid: string, kind: string) => {
    if (!names.has(uuid)) names.set(uuid, `#${kind}${names.size + 1}`);
  };
  const visit = (path: string) => {
    const at = lines.indexOf(`/${path}`);
    for (const [uuid] of path.matchAll(UUID)) name(uuid, path.startsWith('view') ? 'view' : 'container');
    for (let line = at + 1; at >= 0 && line < lines.length && lines[line]!.startsWith('  '); line++) {
      const contents = /ContainerBlueprint:contents=(\[[^\]]*\])/.exec(lines[line]!)?.[1];
      for (const child of contents === undefined ? [] : (JSON.parse(contents) as string[])) visit(child);
    }
  };
  const root = uuidsOf(lines.find((line) => line.includes('ViewportBlueprint:root_container=')) ?? '')[0];
  if (root !== undefined) visit(`container/${root}`);
  const byBase = lines
    .filter((line) => line.includes('ActiveVisualizers:instruction_ids='))
    .map(
      (line) => [lines[lastPathBefore(lines, line)]!.replace(UUID, (uuid) => names.get(uuid) ?? uuid), line] as const,
    );
  for (const [, line] of byBase.sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const uuid of uuidsOf(line)) name(uuid, 'visualizer');
  }
  const renamed = (line: string) =>
    ID_COMPONENTS.test(line)
      ? uuidsOf(line).reduce((text, uuid) => text.replace(bytesText(uuid), names.get(uuid) ?? uuid), line)
      : line.replace(UUID, (uuid) => names.get(uuid) ?? uuid);
  return blocksSorted(lines.map(renamed)).join('\n');
}

const ID_COMPONENTS = /(ViewportBlueprint:root_container|ActiveVisualizers:instruction_ids)=/;

/** Ids that are written as 16 numbers each. */
function uuidsOf(line: string): string[] {
  const list = new RegExp(`${ID_COMPONENTS.source}([\\d,[\\]]+)`).exec(line)?.[2] ?? '';
  const bytes = [...list.matchAll(/\d+/g)].map(([digits]) => Number(digits).toString(16).padStart(2, '0'));
  return Array.from({ length: bytes.length / 16 }, (_, index) => {
    const hex = bytes.slice(16 * index, 16 * index + 16).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  });
}

const bytesText = (uuid: string) => Array.from(Buffer.from(uuid.replaceAll('-', ''), 'hex')).join(',');

function lastPathBefore(lines: readonly string[], line: string): number {
  for (let at = lines.indexOf(line); at >= 0; at--) if (!lines[at]!.startsWith('  ')) return at;
  return 0;
}

/** Entities in the order of their new names. */
function blocksSorted(lines: readonly string[]): string[] {
  const blocks: string[][] = [];
  for (const line of lines.slice(2)) {
    if (line.startsWith('  ')) blocks.at(-1)!.push(line);
    else blocks.push([line]);
  }
  return [...lines.slice(0, 2), ...blocks.sort(([a], [b]) => (a! < b! ? -1 : 1)).flat()];
}
