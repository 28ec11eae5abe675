import { formatCrateVersion } from '../rrd/crate-version.ts';
import type { StoreKind } from '../rrd/messages.ts';
import type { Chunk, TimelineKind } from './chunk.ts';
import type { RecordingErrorCode } from './codes.ts';
import type { DecodeOptions } from './decode.ts';
import { type RecordingError, toRecordingError } from './errors.ts';
import { type PlainValue, plainInteger, toPlain } from './plain.ts';
import { scan } from './scan.ts';
import type { RecordingSource } from './source.ts';
import { formatStoreSource } from './source-name.ts';
import { type ResolvedStoreId, StoreDirectory, storeKey } from './stores.ts';

/** What a recording holds, as plain JSON. Counts cover what could be read; see `problems`. */
export interface RecordingSummary {
  readonly byteLength: number;
  readonly streams: readonly {
    readonly byteOffset: number;
    readonly version: string;
    readonly compression: 'off' | 'lz4';
  }[];
  readonly stores: readonly StoreInfo[];
  /** Stores listed by the chunk indexes of the footers; 0 without a footer. */
  readonly indexedStores: number;
  /** True when every stream is closed by an `End` message and nothing was unreadable. */
  readonly complete: boolean;
  /** What could not be read, in file order; after one with `stopped` nothing was read any more. */
  readonly problems: readonly RecordingProblem[];
}

export interface RecordingProblem {
  readonly code: RecordingErrorCode;
  readonly byteOffset: number;
  readonly message: string;
  readonly hint: string;
  readonly stopped: boolean;
}

/** One store. Bytes are those of Arrow data before compression; `storedBytes` those in the file with message headers. */
export interface StoreInfo {
  readonly kind: StoreKind;
  readonly applicationId: string;
  readonly recordingId: string;
  /** Who wrote it, in words; empty when the store was never announced. */
  readonly source: string;
  /** A blueprint's activation command. */
  readonly activation: { readonly makeActive: boolean; readonly makeDefault: boolean } | null;
  /** Values below `/__properties`: e.g. `RecordingSummary:name`, or `<group>/<component>`; one instance is not wrapped. */
  readonly properties: Readonly<Record<string, PlainValue>>;
  readonly timelines: readonly TimelineInfo[];
  readonly entities: readonly EntityInfo[];
  readonly chunks: number;
  readonly rows: number;
  readonly bytes: number;
  readonly storedBytes: number;
}

/** Range of a timeline, both ends inclusive. Nanoseconds unless a sequence; text beyond 2^53 - 1; null without rows. */
export interface TimelineInfo {
  readonly name: string;
  readonly kind: TimelineKind;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly rows: number;
}

export interface EntityInfo {
  readonly path: string;
  readonly chunks: number;
  readonly rows: number;
  readonly bytes: number;
  readonly storedBytes: number;
  readonly components: readonly ComponentInfo[];
}

/** One component of an entity, names as written. */
export interface ComponentInfo {
  readonly component: string;
  readonly archetype: string | null;
  readonly componentType: string | null;
  /** Arrow type of one instance, e.g. `FSL3(f32)`. */
  readonly valueType: string;
  readonly isStatic: boolean;
  /** Rows that hold a value or an empty list. */
  readonly cells: number;
}

interface StoreDraft {
  readonly id: ResolvedStoreId;
  source: string;
  activation: StoreInfo['activation'];
  properties: Map<string, PlainValue>;
  timelines: Map<string, { kind: TimelineKind; min: bigint | undefined; max: bigint | undefined; rows: number }>;
  entities: Map<string, EntityDraft>;
}

interface EntityDraft {
  chunks: number;
  rows: number;
  bytes: number;
  storedBytes: number;
  components: Map<string, { -readonly [K in keyof ComponentInfo]: ComponentInfo[K] }>;
}

const PROPERTIES = '/__properties';

/**
 * Reads a recording once and says what is in it. Damage does not throw, it is listed in `problems` with code and byte
 * offset; only input that is not a recording at all does (OUT6001, OUT6002, OUT6007).
 */
export async function readInfo(source: RecordingSource, options: DecodeOptions = {}): Promise<RecordingSummary> {
  const directory = new StoreDirectory();
  const stores = new Map<string, StoreDraft>();
  const streams: RecordingSummary['streams'][number][] = [];
  const problems: RecordingProblem[] = [];
  let byteLength = 0;
  let indexedStores = 0;
  let openStreams = 0;
  const draftOf = (id: ResolvedStoreId): StoreDraft => {
    const draft = stores.get(storeKey(id)) ?? newStore(id);
    stores.set(storeKey(id), draft);
    return draft;
  };
  for await (const step of scan(source, options)) {
    byteLength = step.byteOffset + ('byteLength' in step ? step.byteLength : 0);
    switch (step.kind) {
      case 'stream_header': {
        const { version, compression } = step.header;
        streams.push({ byteOffset: step.byteOffset, version: formatCrateVersion(version), compression });
        openStreams += 1;
        break;
      }
      case 'store_info':
        draftOf(directory.announce(step.info)).source = formatStoreSource(step.info.source);
        break;
      case 'chunk':
        try {
          addChunk(
            draftOf(directory.resolve(step.message.storeId)),
            step.chunk(),
            step.message.uncompressedSize,
            step.byteLength,
          );
        } catch (error) {
          problems.push(problem(toRecordingError(error, 'OUT6020', step.byteOffset), false));
        }
        break;
      case 'blueprint_activation': {
        const { makeActive, makeDefault } = step.command;
        draftOf(directory.resolve(step.command.blueprintId)).activation = { makeActive, makeDefault };
        break;
      }
      case 'end':
        openStreams -= 1;
        indexedStores += step.footer?.manifests.length ?? 0;
        break;
      case 'unreadable':
        if (step.messageKind === 'end') openStreams -= 1;
        problems.push(problem(step.error, false));
        break;
      case 'stopped':
        problems.push(problem(step.error, true));
        break;
      case 'stream_footer':
      case 'input_end':
        break;
      default:
        step satisfies never;
    }
  }
  const complete = problems.length === 0 && openStreams === 0;
  return { byteLength, streams, stores: [...stores.values()].map(finishStore), indexedStores, complete, problems };
}

function problem(error: RecordingError, stopped: boolean): RecordingProblem {
  return { code: error.code, byteOffset: error.byteOffset, message: error.message, hint: error.hint, stopped };
}

function newStore(id: ResolvedStoreId): StoreDraft {
  return { id, source: '', activation: null, properties: new Map(), timelines: new Map(), entities: new Map() };
}

function addChunk(store: StoreDraft, chunk: Chunk, bytes: number, storedBytes: number): void {
  if (isProperty(chunk.entityPath)) addProperties(store, chunk);
  const entity: EntityDraft = store.entities.get(chunk.entityPath) ?? {
    chunks: 0,
    rows: 0,
    bytes: 0,
    storedBytes: 0,
    components: new Map(),
  };
  store.entities.set(chunk.entityPath, entity);
  entity.chunks += 1;
  entity.rows += chunk.rowCount;
  entity.bytes += bytes;
  entity.storedBytes += storedBytes;
  for (const column of chunk.components) {
    let cells = 0;
    for (let row = 0; row < chunk.rowCount; row++) if (column.hasCell(row)) cells += 1;
    const known = entity.components.get(column.component);
    if (known !== undefined) {
      known.cells += cells;
      known.isStatic ||= chunk.isStatic;
      continue;
    }
    entity.components.set(column.component, {
      component: column.component,
      archetype: column.archetype ?? null,
      componentType: column.componentType ?? null,
      valueType: column.valueType,
      isStatic: chunk.isStatic,
      cells,
    });
  }
  for (const { name, kind, values } of chunk.timelines) {
    const range = store.timelines.get(name) ?? { kind, min: undefined, max: undefined, rows: 0 };
    store.timelines.set(name, range);
    range.rows += values.length;
    for (const value of values) {
      if (range.min === undefined || value < range.min) range.min = value;
      if (range.max === undefined || value > range.max) range.max = value;
    }
  }
}

function isProperty(path: string): boolean {
  return path === PROPERTIES || path.startsWith(`${PROPERTIES}/`);
}

function addProperties(store: StoreDraft, chunk: Chunk): void {
  const group = chunk.entityPath.slice(PROPERTIES.length + 1);
  for (const column of chunk.components) {
    for (let row = 0; row < chunk.rowCount; row++) {
      const cell = column.cell(row);
      if (cell === null) continue;
      const plain = toPlain(cell.values);
      const name = group === '' ? column.component : `${group}/${column.component}`;
      const single = Array.isArray(plain) && cell.length === 1 && plain.length === 1;
      store.properties.set(name, single ? plain[0] : plain);
    }
  }
}

function finishStore(store: StoreDraft): StoreInfo {
  const entities = [...store.entities].map(
    ([path, entity]): EntityInfo => ({ path, ...entity, components: [...entity.components.values()] }),
  );
  entities.sort((a, b) => (a.path < b.path ? -1 : 1));
  const total = (of: (entity: EntityInfo) => number): number => entities.reduce((sum, entity) => sum + of(entity), 0);
  const end = (value: bigint | undefined) => (value === undefined ? null : plainInteger(value));
  return {
    kind: store.id.kind,
    applicationId: store.id.applicationId,
    recordingId: store.id.recordingId,
    source: store.source,
    activation: store.activation,
    properties: Object.fromEntries(store.properties),
    timelines: [...store.timelines].map(([name, range]) => ({
      name,
      ...range,
      min: end(range.min),
      max: end(range.max),
    })),
    entities,
    chunks: total((entity) => entity.chunks),
    rows: total((entity) => entity.rows),
    bytes: total((entity) => entity.bytes),
    storedBytes: total((entity) => entity.storedBytes),
  };
}
