import type { ArrowMsgHead } from '../../rrd/messages.ts';
import { formatTuid, type Tuid } from '../../rrd/tuid.ts';
import { checkArray } from '../arrow/check.ts';
import { formatArrowType } from '../arrow/types.ts';
import { type Chunk, type ComponentColumn, normalizeEntityPath, ROW_ID_BYTES, type TimeColumn } from '../chunk.ts';
import { migrateNames } from '../migrate.ts';
import { knownValueType } from './component-types.ts';
import type { FindingList } from './findings.ts';

/** Time value that Rerun reserves for static data. */
const STATIC_TIME = -(2n ** 63n);

/** Claims of a chunk about its order that do not hold, in words. */
export function falseSortedFlags(chunk: Chunk): string[] {
  const problems: string[] = [];
  if (chunk.rowIdsSorted && !rowIdsAscend(chunk.rowIds))
    problems.push('row ids are flagged as sorted and do not ascend');
  for (const { name, isSorted, values } of chunk.timelines) {
    if (isSorted && !isNonDecreasing(values)) problems.push(`timeline '${name}' is flagged as sorted and decreases`);
  }
  return problems;
}

function isNonDecreasing(values: BigInt64Array): boolean {
  for (let row = 1; row < values.length; row++) if ((values[row] ?? 0n) < (values[row - 1] ?? 0n)) return false;
  return true;
}

/** Everything that can be said about one chunk alone. Throws what `checkArray` throws: values that cannot be read. */
export function checkChunk(chunk: Chunk, head: ArrowMsgHead, byteOffset: number, findings: FindingList): void {
  const where = `chunk ${chunk.id} at ${chunk.entityPath}`;
  checkHead(chunk, head, byteOffset, where, findings);
  checkPath(chunk, byteOffset, findings);
  for (const problem of falseSortedFlags(chunk)) findings.add('OUT6033', byteOffset, `${where}: ${problem}.`);
  for (const timeline of chunk.timelines) checkTimeline(timeline, byteOffset, where, findings);
  for (const column of chunk.components) {
    if (!column.isList) {
      const actual = formatArrowType(column.array.type);
      findings.add('OUT6037', byteOffset, `${where}: ${column.component} is not a list.`, { expected: 'List', actual });
    }
    checkType(column, chunk, byteOffset, where, findings);
    for (const { column: name, stated, counted } of checkArray(column.field, column.array)) {
      const facts = { expected: String(counted), actual: String(stated) };
      findings.add('OUT6024', byteOffset, `${where}: ${name} states ${stated} nulls and has ${counted}.`, facts);
    }
  }
}

function checkHead(chunk: Chunk, head: ArrowMsgHead, byteOffset: number, where: string, findings: FindingList): void {
  const stated = head.chunkId === undefined ? chunk.id : formatTuid(head.chunkId);
  if (stated !== chunk.id) {
    const facts = { expected: chunk.id, actual: stated };
    findings.add('OUT6034', byteOffset, `${where}: its message calls it chunk ${stated}.`, facts);
  }
  if (head.isStatic !== undefined && head.isStatic !== chunk.isStatic) {
    const facts = { expected: String(chunk.isStatic), actual: String(head.isStatic) };
    const is = chunk.isStatic ? 'has no timeline' : 'has timelines';
    findings.add(
      'OUT6035',
      byteOffset,
      `${where}: the chunk ${is}, its message says is_static = ${head.isStatic}.`,
      facts,
    );
  }
}

function checkType(
  column: ComponentColumn,
  chunk: Chunk,
  byteOffset: number,
  where: string,
  findings: FindingList,
): void {
  const { componentType } = migrateNames(column, chunk.sorbetVersion);
  if (componentType === undefined || !/^rerun\.(blueprint\.)?components\./.test(componentType)) return;
  const expected = knownValueType(componentType);
  const actual = column.valueType;
  if (expected === undefined) {
    const text = `${where}: ${column.component} has the component type ${componentType}, which Rerun 0.41 does not know.`;
    findings.add('OUT6039', byteOffset, text, { actual: componentType });
  } else if (expected !== actual) {
    const text = `${where}: ${column.component} holds ${actual}, ${componentType} is ${expected}.`;
    findings.add('OUT6038', byteOffset, text, { expected, actual });
  }
}

function checkPath(chunk: Chunk, byteOffset: number, findings: FindingList): void {
  const actual = chunk.metadata.get('rerun:entity_path') ?? '';
  const expected = normalizeEntityPath(actual);
  if (actual !== expected) {
    findings.add('OUT6036', byteOffset, `Entity path '${actual}' is read as '${expected}'.`, { expected, actual });
  } else if (/\\$/.test(actual.replaceAll('\\\\', '')) || /(^|[^\\])(\\\\)*\s/.test(actual)) {
    findings.add('OUT6036', byteOffset, `Entity path '${actual}' has parts that are not escaped.`, { actual });
  }
}

function checkTimeline(timeline: TimeColumn, byteOffset: number, where: string, findings: FindingList): void {
  const { name, values } = timeline;
  if (name === '')
    findings.add('OUT6032', byteOffset, `${where}: a timeline has no name; Rerun 0.35 and later refuse it.`);
  if (values.includes(STATIC_TIME)) {
    findings.add('OUT6032', byteOffset, `${where}: timeline '${name}' holds i64::MIN, which means "static".`);
  }
}

/** Ids as numbers: big-endian bytes compare like them. */
export function rowIdAt(rowIds: DataView, row: number): Tuid {
  return { timeNs: rowIds.getBigUint64(row * ROW_ID_BYTES), inc: rowIds.getBigUint64(row * ROW_ID_BYTES + 8) };
}

function rowIdsAscend(rowIds: Uint8Array): boolean {
  for (let at = ROW_ID_BYTES; at < rowIds.length; at += ROW_ID_BYTES) {
    let i = 0;
    while (i < ROW_ID_BYTES && rowIds[at + i] === rowIds[at - ROW_ID_BYTES + i]) i++;
    if (i < ROW_ID_BYTES && (rowIds[at + i] ?? 0) < (rowIds[at - ROW_ID_BYTES + i] ?? 0)) return false;
  }
  return true;
}
