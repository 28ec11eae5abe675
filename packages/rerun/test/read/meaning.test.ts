import { describe, expect, it } from 'vitest';
import { type ArrowType, type Chunk, decode } from '../../src/read/index.ts';
import { migrateNames } from '../../src/read/migrate.ts';
import { type DumpEntity, type DumpStore, OFFICIAL } from '../official.ts';
import { canonicalCell, comparable } from './canonical.ts';

/** What a test compares: per entity its components, static values and (time point, component, value) triples. */
interface Meaning {
  components: Map<string, string>;
  static: Map<string, { rowId: string; value: unknown }>;
  cells: string[];
}

const isStored = (store: DumpStore) => (chunk: Stored) => chunk.kind === store.kind && chunk.id === store.recording_id;

interface Stored {
  kind: string;
  id: string;
  chunk: Chunk;
}

async function chunksOf(bytes: Uint8Array): Promise<Stored[]> {
  const chunks: Stored[] = [];
  for await (const message of decode(bytes)) {
    if (message.kind !== 'chunk') continue;
    const { kind, recordingId } = message.message.storeId;
    chunks.push({ kind, id: recordingId, chunk: message.chunk() });
  }
  return chunks;
}

function meaningOf(chunks: readonly Chunk[]): Map<string, Meaning> {
  const entities = new Map<string, Meaning>();
  for (const chunk of chunks) {
    const entity = entities.get(chunk.entityPath) ?? { components: new Map(), static: new Map(), cells: [] };
    entities.set(chunk.entityPath, entity);
    for (const column of chunk.components) {
      const names = migrateNames(column, chunk.sorbetVersion);
      for (let row = 0; row < chunk.rowCount; row++) {
        const cell = column.cell(row);
        if (cell === null) continue;
        const { archetype = null, componentType = null } = names;
        entity.components.set(
          names.component,
          comparable({ archetype, component_type: componentType, type: column.valueType }),
        );
        addCell(entity, chunk, row, names.component, column.type, cell.values);
      }
    }
  }
  return entities;
}

function addCell(
  entity: Meaning,
  chunk: Chunk,
  row: number,
  component: string,
  type: ArrowType,
  values: never | unknown,
): void {
  const value = canonicalCell(type, values as never);
  if (chunk.isStatic) {
    const rowId = Buffer.from(chunk.rowIds.subarray(row * 16, row * 16 + 16)).toString('hex');
    const known = entity.static.get(component);
    if (known === undefined || known.rowId < rowId) entity.static.set(component, { rowId, value });
    return;
  }
  const time = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : { int: String(value) });
  const at = Object.fromEntries(chunk.timelines.map(({ name, values: times }) => [name, time(times[row]!)]));
  entity.cells.push(`${comparable(at)} ${component} ${value === undefined ? '' : comparable(value)}`);
}

function entitiesOf(store: DumpStore): Record<string, DumpEntity> {
  const properties = Object.entries(store.properties).map(
    ([path, { components, values }]) => [path, { components, static: values, rows: [] }] as const,
  );
  return { ...store.entities, ...Object.fromEntries(properties) };
}

function expectEntity(path: string, found: Meaning | undefined, expected: DumpEntity): void {
  const where = `at ${path}`;
  expect(found, where).toBeDefined();
  const components = Object.entries(expected.components).map(([name, facts]) => [name, comparable(facts)] as const);
  expect([...found!.components].sort(), where).toEqual(components.sort());
  for (const [component, value] of Object.entries(expected.static)) {
    const own = found!.static.get(component)?.value;
    if (own !== undefined) expect(comparable(own), `${component} ${where}`).toBe(comparable(value));
  }
  expect([...found!.static.keys()].sort(), where).toEqual(Object.keys(expected.static).sort());
  const hashed = new Set(found!.cells.filter((cell) => cell.endsWith(' ')));
  const cells = expected.rows.flatMap(({ at, set }) =>
    Object.entries(set).map(([component, value]) => {
      const open = `${comparable(at)} ${component} `;
      return hashed.has(open) ? open : open + comparable(value);
    }),
  );
  expect(found!.cells.sort(), where).toEqual(cells.sort());
}

describe('decoded recordings mean what the official reader says', () => {
  it.each(OFFICIAL.map((vector) => [vector.name, vector] as const))('%s', async (_, { bytes, dump }) => {
    const chunks = await chunksOf(bytes);
    for (const store of dump.stores.filter(({ kind }) => kind === 'recording')) {
      const meaning = meaningOf(chunks.filter(isStored(store)).map(({ chunk }) => chunk));
      const expected = entitiesOf(store);
      expect([...meaning.keys()].sort()).toEqual(Object.keys(expected).sort());
      for (const [path, entity] of Object.entries(expected)) expectEntity(path, meaning.get(path), entity);
    }
    // ids in the paths of blueprints are random, so only the numbers are compared there
    for (const store of dump.stores.filter(({ kind }) => kind === 'blueprint')) {
      const own = meaningOf(chunks.filter(({ kind }) => kind === 'blueprint').map(({ chunk }) => chunk));
      const components = (entities: Iterable<{ components: Iterable<unknown> }>) =>
        [...entities].flatMap((entity) => [...entity.components].map((entry) => comparable(entry))).sort();
      const expected = Object.values(entitiesOf(store)).map((entity) => ({
        components: Object.entries(entity.components).map(([name, facts]) => [name, comparable(facts)]),
      }));
      expect(own.size).toBe(expected.length);
      expect(components(own.values())).toEqual(components(expected));
    }
  });
});
