import { type ArrowType, formatArrowType } from '../arrow/types.ts';
import type { ChunkFacts } from '../chunk-facts.ts';
import { componentColumns, FIXED_INDEX_COLUMNS, staticColumn, timelineColumns } from '../index-names.ts';
import type { FindingList } from './findings.ts';
import type { ManifestTable } from './manifest-table.ts';

type Expected = string | number | bigint | boolean | null;

/** A chunk index, the chunks it should describe, and where findings go. */
export interface IndexCheck {
  readonly table: ManifestTable;
  readonly chunks: readonly ChunkFacts[];
  /** Words for the store, for messages. */
  readonly store: string;
  /** Of the message that carries the index. */
  readonly byteOffset: number;
  /** Where the stream starts in the input: files joined with `cat` keep the offsets of their own stream. */
  readonly streamStart: number;
  readonly findings: FindingList;
}

/** Compares the chunk index of a store with the chunks that the stream really has, value by value. */
export function checkIndex(check: IndexCheck): void {
  const { table, chunks, store, byteOffset, streamStart, findings } = check;
  const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]));
  const listed = new Set<string>();
  const columns = expectedColumns(chunks);
  checkColumns(check, columns);
  let lastOffset = -1;
  let ordered = true;
  for (let row = 0; row < table.rows; row++) {
    const id = table.chunkId(row);
    const chunk = byId.get(id);
    if (chunk === undefined || listed.has(id)) {
      const what = chunk === undefined ? 'lists a chunk that the store does not have' : 'lists a chunk twice';
      findings.add('OUT6061', byteOffset, `The chunk index of ${store} ${what}: ${id} (row ${row}).`, { actual: id });
      continue;
    }
    listed.add(id);
    if (chunk.byteOffset < lastOffset) ordered = false;
    lastOffset = chunk.byteOffset;
    checkRow(check, row, chunk, columns);
  }
  if (!ordered) findings.add('OUT6058', byteOffset, `The rows of the chunk index of ${store} are not in file order.`);
  for (const chunk of byId.values()) {
    if (listed.has(chunk.id)) continue;
    findings.add(
      'OUT6060',
      byteOffset,
      `The chunk index of ${store} misses chunk ${chunk.id} at ${chunk.entityPath}.`,
      { expected: chunk.id },
    );
  }
  checkSchema(check);
  if (streamStart > 0 && table.rows > 0 && countsFromStream(check, byId)) {
    const text = `The chunk index of ${store} counts from the start of its stream at byte ${streamStart}, not of the file: files were joined.`;
    findings.add('OUT6059', byteOffset, text);
  }
}

function countsFromStream({ table, streamStart }: IndexCheck, byId: ReadonlyMap<string, ChunkFacts>): boolean {
  const chunk = byId.get(table.chunkId(0));
  return chunk !== undefined && table.value('chunk_byte_offset', 0) === BigInt(chunk.byteOffset - streamStart);
}

interface ColumnRule {
  readonly type: string;
  readonly of: (chunk: ChunkFacts) => Expected;
}

const TIMELINE_TYPES = { sequence: 'i64', timestamp: 'Timestamp(ns)', duration: 'Duration(ns)' } as const;

function expectedColumns(chunks: readonly ChunkFacts[]): Map<string, ColumnRule> {
  const rules = new Map<string, ColumnRule>();
  const anyStatic = chunks.some((chunk) => chunk.isStatic);
  for (const chunk of chunks) {
    for (const { name, kind } of chunk.timelines) {
      const { start, end } = timelineColumns(name);
      const range = (of: ChunkFacts) => of.timelines.find((timeline) => timeline.name === name)?.range;
      rules.set(start, { type: TIMELINE_TYPES[kind], of: (of) => range(of)?.min ?? null });
      rules.set(end, { type: TIMELINE_TYPES[kind], of: (of) => range(of)?.max ?? null });
      for (const component of chunk.components) {
        const names = componentColumns(name, component);
        const facts = (of: ChunkFacts) =>
          of.components.find((other) => componentColumns(name, other).rows === names.rows);
        rules.set(names.start, { type: TIMELINE_TYPES[kind], of: (of) => facts(of)?.ranges.get(name)?.min ?? null });
        rules.set(names.end, { type: TIMELINE_TYPES[kind], of: (of) => facts(of)?.ranges.get(name)?.max ?? null });
        rules.set(names.rows, {
          type: 'u64',
          of: (of) => (of.timelines.some((timeline) => timeline.name === name) ? (facts(of)?.cells ?? 0) : 0),
        });
      }
    }
    for (const component of anyStatic ? chunk.components : []) {
      const name = staticColumn(component);
      const holds = (of: ChunkFacts) => of.isStatic && of.components.some((other) => staticColumn(other) === name);
      rules.set(name, { type: 'bool', of: holds });
    }
  }
  return rules;
}

function checkColumns(check: IndexCheck, rules: ReadonlyMap<string, ColumnRule>): void {
  const { table, store, byteOffset, findings } = check;
  for (const [name, { type }] of rules) {
    const actual = table.type(name);
    if (actual === type) continue;
    const facts = { expected: type, actual: actual ?? 'none' };
    findings.add('OUT6055', byteOffset, `The chunk index of ${store} needs a column '${name}' of ${type}.`, facts);
  }
  const known = new Set<string>([...FIXED_INDEX_COLUMNS, ...rules.keys(), 'chunk_key']);
  for (const name of table.columnNames) {
    if (known.has(name) || isIdle(table, name)) continue;
    findings.add(
      'OUT6055',
      byteOffset,
      `The chunk index of ${store} has a column '${name}' that no chunk accounts for.`,
      { actual: name },
    );
  }
}

/** Writers may keep columns that say "nothing": no static data, no rows, no times. */
function isIdle(table: ManifestTable, name: string): boolean {
  if (!name.includes(':')) return false;
  for (let row = 0; row < table.rows; row++) {
    const value = table.value(name, row);
    if (value !== null && value !== false && value !== 0n) return false;
  }
  return true;
}

function checkRow(check: IndexCheck, row: number, chunk: ChunkFacts, rules: ReadonlyMap<string, ColumnRule>): void {
  const { table, store, byteOffset, streamStart, findings } = check;
  const expect = (name: string, expected: Expected): void => {
    const actual = table.value(name, row);
    const same =
      typeof expected === 'number'
        ? actual === BigInt(expected)
        : actual === expected || (actual === null && expected === 0n);
    if (same || (actual === null && expected === 0)) return;
    const facts = { expected: String(expected), actual: String(actual) };
    const text = `The chunk index of ${store} says ${name} = ${String(actual)} for chunk ${chunk.id} at ${chunk.entityPath}; it is ${String(expected)}.`;
    findings.add('OUT6062', byteOffset, text, facts);
  };
  expect('chunk_entity_path', chunk.entityPath);
  expect('chunk_is_static', chunk.isStatic);
  expect('chunk_num_rows', chunk.rowCount);
  const joined = streamStart > 0 && table.value('chunk_byte_offset', row) === BigInt(chunk.byteOffset - streamStart);
  if (!joined) expect('chunk_byte_offset', chunk.byteOffset);
  expect('chunk_byte_size', chunk.byteSize);
  expect('chunk_byte_size_uncompressed', chunk.uncompressedSize);
  for (const [name, { type, of }] of rules) if (table.type(name) === type) expect(name, of(chunk));
}

function checkSchema({ table: { schema }, chunks, store, byteOffset, findings }: IndexCheck): void {
  const key = (entityPath: string, component: string) => JSON.stringify([entityPath, component]);
  const expected = new Map<string, { type: string; label: string; isStatic: boolean }>();
  for (const chunk of chunks) {
    for (const { component, field } of chunk.components) {
      const id = key(chunk.entityPath, component);
      const known = expected.get(id);
      const isStatic = chunk.isStatic || known?.isStatic === true;
      expected.set(id, {
        type: known?.type ?? instanceType(field.type),
        label: `${component} of ${chunk.entityPath}`,
        isStatic,
      });
    }
  }
  const timelines = new Set(chunks.flatMap((chunk) => chunk.timelines.map(({ name }) => name)));
  for (const field of schema) {
    const { metadata } = field;
    const kind = metadata.get('rerun:kind');
    if (kind === 'index' || kind === 'time') timelines.delete(metadata.get('rerun:index_name') ?? field.name);
    const entityPath = metadata.get('rerun:entity_path');
    if (entityPath === undefined) continue;
    const id = key(entityPath, metadata.get('rerun:component') ?? field.name);
    const rule = expected.get(id);
    expected.delete(id);
    const actual = instanceType(field.type);
    if (rule === undefined) {
      findings.add('OUT6057', byteOffset, `The schema of ${store} has a column '${field.name}' that no chunk has.`, {
        actual: field.name,
      });
    } else if (rule.type !== actual) {
      findings.add('OUT6057', byteOffset, `The schema of ${store} gives ${rule.label} another type.`, {
        expected: rule.type,
        actual,
      });
    } else if (rule.isStatic !== (metadata.get('rerun:is_static') === 'true')) {
      const facts = { expected: String(rule.isStatic), actual: metadata.get('rerun:is_static') ?? 'false' };
      findings.add(
        'OUT6057',
        byteOffset,
        `The schema of ${store} has a wrong rerun:is_static for ${rule.label}.`,
        facts,
      );
    }
  }
  for (const { label } of expected.values()) {
    findings.add('OUT6057', byteOffset, `The schema of ${store} misses ${label}.`, { expected: label });
  }
  for (const name of timelines) {
    findings.add('OUT6057', byteOffset, `The schema of ${store} misses the timeline '${name}'.`, { expected: name });
  }
}

function instanceType(type: ArrowType): string {
  return formatArrowType(type.kind === 'list' ? type.item.type : type);
}
