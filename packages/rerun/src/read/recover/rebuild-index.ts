import type { DataType, Field } from '../../arrow/data-type.ts';
import type { IndexedChunk } from '../../footer/chunk-index.ts';
import { makeManifest } from '../../footer/manifest.ts';
import { encodeRrdFooter, type StoreId } from '../../rrd/messages.ts';
import { parseTuid } from '../../rrd/tuid.ts';
import type { ArrowField, ArrowType } from '../arrow/types.ts';
import type { ChunkFacts } from '../chunk-facts.ts';
import { staticColumn } from '../index-names.ts';

/** Chunks that were kept of one store, in file order, with their places in the new file. */
export interface KeptStore {
  readonly id: StoreId;
  readonly chunks: readonly ChunkFacts[];
}

/**
 * The payload of a footer for the given stores, in the order of their first chunk. Undefined when some component has
 * an Arrow type that the encoder does not write, or two columns share a name: no index is better than a wrong one.
 */
export function rebuildIndex(stores: readonly KeptStore[]): Uint8Array | undefined {
  const filled = stores.filter(({ chunks }) => chunks.length > 0);
  const first = ({ chunks }: KeptStore): number => chunks[0]?.byteOffset ?? 0;
  const manifests = [];
  for (const { id, chunks } of filled.sort((a, b) => first(a) - first(b))) {
    const archetypes = new Map<string, string | undefined>();
    const indexed = chunks.map((chunk) => indexedChunk(chunk, archetypes));
    if (!indexed.every((chunk) => chunk !== undefined)) return undefined;
    const manifest = makeManifest(id, indexed);
    if (manifest === undefined) return undefined;
    manifests.push(manifest);
  }
  return manifests.length === 0 ? undefined : encodeRrdFooter({ manifests });
}

/**
 * `archetypes` remembers the first archetype per column of the index: a component that comes with two of them (one
 * damaged, or left out) would give two columns of one name, which no reader takes.
 */
function indexedChunk(facts: ChunkFacts, archetypes: Map<string, string | undefined>): IndexedChunk | undefined {
  const id = parseTuid(facts.id);
  const components: IndexedChunk['components'][number][] = [];
  for (const { component, archetype: own, componentType, field, cells, isEmpty, ranges } of facts.components) {
    const column = staticColumn({ component, archetype: own });
    const archetype = archetypes.has(column) ? archetypes.get(column) : own;
    archetypes.set(column, archetype);
    const type = dataType(field.type.kind === 'list' ? field.type.item.type : field.type);
    if (type === undefined) return undefined;
    const names = {
      ...(archetype === undefined ? {} : { archetype }),
      ...(componentType === undefined ? {} : { componentType }),
    };
    components.push({ descriptor: { component, ...names, type }, rows: cells, hasInstances: !isEmpty, ranges });
  }
  if (id === undefined) return undefined;
  const ranges = new Map(
    facts.timelines.flatMap(({ name, range }) => (range === undefined ? [] : [[name, range] as const])),
  );
  return {
    id,
    entityPath: facts.entityPath,
    isStatic: facts.isStatic,
    rows: facts.rowCount,
    timelines: facts.timelines.map(({ name, kind }) => ({ name, kind })),
    ranges,
    components,
    byteOffset: facts.byteOffset,
    byteSize: facts.byteSize,
    byteSizeUncompressed: facts.uncompressedSize,
  };
}

/** The encoder's word for a type that was read; undefined when it has none. */
function dataType(type: ArrowType): DataType | undefined {
  switch (type.kind) {
    case 'null':
    case 'bool':
      return { kind: type.kind };
    case 'int':
      return { kind: `${type.signed ? 'i' : 'u'}${type.bits}` };
    case 'float':
      return { kind: `f${type.bits}` };
    case 'utf8':
      return type.large ? undefined : { kind: 'utf8' };
    case 'timestamp':
      return type.unit === 'ns' && type.zone === undefined ? { kind: 'timestamp' } : undefined;
    case 'duration':
      return type.unit === 'ns' ? { kind: 'duration' } : undefined;
    case 'fixedSizeBinary':
      return { kind: 'fixedBinary', byteWidth: type.width };
    case 'list': {
      const item = type.large ? undefined : member(type.item);
      return item === undefined ? undefined : { kind: 'list', item };
    }
    case 'fixedSizeList': {
      const item = member(type.item);
      return item === undefined ? undefined : { kind: 'fixedList', size: type.size, item };
    }
    case 'struct': {
      const fields = members(type.fields);
      return fields === undefined ? undefined : { kind: 'struct', fields };
    }
    case 'union': {
      const positional = type.dense && type.typeIds.every((id, i) => id === i);
      const fields = positional ? members(type.fields) : undefined;
      return fields === undefined ? undefined : { kind: 'denseUnion', fields };
    }
    default:
      return undefined;
  }
}

function member(field: ArrowField): Field | undefined {
  const type = dataType(field.type);
  return type === undefined ? undefined : { name: field.name, nullable: field.nullable, type };
}

function members(fields: readonly ArrowField[]): Field[] | undefined {
  const all = fields.map(member);
  return all.every((field) => field !== undefined) ? all : undefined;
}
