import { RecordingError } from '../errors.ts';
import type { FlatBuffer, FlatTable } from './flatbuffer.ts';
import type { ArrowField, ArrowSchema, ArrowTimeUnit, ArrowType } from './types.ts';

const UNITS: readonly ArrowTimeUnit[] = ['s', 'ms', 'us', 'ns'];

/** Decodes the `Schema` table of a schema message (slots as in Arrow's `Schema.fbs`). */
export function decodeSchema(buffer: FlatBuffer, table: FlatTable): ArrowSchema {
  if (table.i16(0) !== 0)
    throw new RecordingError('OUT6021', 'The Arrow data is big endian; Rerun writes little endian.');
  const fields = table.tables(1).map((field) => decodeField(buffer, field, 1));
  return { fields, metadata: decodeMetadata(table, 2) };
}

function decodeMetadata(table: FlatTable, slot: number): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  for (const entry of table.tables(slot)) metadata.set(entry.string(0) ?? '', entry.string(1) ?? '');
  return metadata;
}

function decodeField(buffer: FlatBuffer, table: FlatTable, depth: number): ArrowField {
  if (depth > buffer.limits.maxTypeDepth) {
    throw new RecordingError('OUT6005', `Arrow type nests deeper than maxTypeDepth (${buffer.limits.maxTypeDepth}).`);
  }
  const name = table.string(0) ?? '';
  if (table.table(4) !== undefined) throw unsupported(name, 'is dictionary encoded');
  const children = table.tables(5).map((child) => decodeField(buffer, child, depth + 1));
  const type = decodeType(name, table.u8(2), table.table(3), children, buffer);
  return { name, nullable: table.u8(1) !== 0, type, metadata: decodeMetadata(table, 6) };
}

function decodeType(
  name: string,
  id: number,
  table: FlatTable | undefined,
  children: readonly ArrowField[],
  buffer: FlatBuffer,
): ArrowType {
  if (table === undefined) throw new RecordingError('OUT6020', `Arrow field '${name}' has no type.`);
  const single = (): ArrowField => {
    const [item] = children;
    if (item === undefined || children.length !== 1)
      throw malformed(name, `has ${children.length} children instead of 1`);
    return item;
  };
  switch (id) {
    case 1:
      return { kind: 'null' };
    case 2:
      return { kind: 'int', bits: oneOf(name, table.i32(0), [8, 16, 32, 64]), signed: table.u8(1) !== 0 };
    case 3:
      return { kind: 'float', bits: oneOf(name, [16, 32, 64][table.i16(0)] ?? 0, [16, 32, 64]) };
    case 4:
    case 19:
      return { kind: 'binary', large: id === 19 };
    case 5:
    case 20:
      return { kind: 'utf8', large: id === 20 };
    case 6:
      return { kind: 'bool' };
    case 7: {
      const bits = oneOf(name, table.i32(2, 128), [32, 64, 128, 256]);
      return opaque(`Decimal${bits}(${table.i32(0)}, ${table.i32(1)})`, bits / 8);
    }
    case 8:
      return table.i16(0, 1) === 0 ? opaque('Date32', 4) : opaque('Date64', 8);
    case 9: {
      const bits = oneOf(name, table.i32(1, 32), [32, 64]);
      return opaque(`Time${bits}(${unit(name, table.i16(0, 1))})`, bits / 8);
    }
    case 10:
      return { kind: 'timestamp', unit: unit(name, table.i16(0)), zone: table.string(1) };
    case 11:
      return opaque('Interval', oneOf(name, [4, 8, 16][table.i16(0)] ?? 0, [4, 8, 16]));
    case 12:
    case 21:
      return { kind: 'list', large: id === 21, item: single() };
    case 13:
      return { kind: 'struct', fields: children };
    case 14:
      return {
        kind: 'union',
        dense: table.i16(0) === 1,
        typeIds: unionIds(name, table, children, buffer),
        fields: children,
      };
    case 15:
      return { kind: 'fixedSizeBinary', width: notNegative(name, table.i32(0)) };
    case 16:
      return { kind: 'fixedSizeList', size: notNegative(name, table.i32(0)), item: single() };
    case 17:
      return { kind: 'list', large: false, item: single() };
    case 18:
      return { kind: 'duration', unit: unit(name, table.i16(0, 1)) };
    default:
      throw unsupported(name, `has the Arrow type number ${id}`);
  }
}

function unionIds(name: string, table: FlatTable, children: readonly ArrowField[], buffer: FlatBuffer): number[] {
  const { start, length } = table.vector(1, 4);
  if (length === 0) return children.map((_, i) => i);
  if (length !== children.length) throw malformed(name, `has ${length} union type ids for ${children.length} variants`);
  return children.map((_, i) => buffer.view.getInt32(start + 4 * i, true));
}

const opaque = (name: string, width: number): ArrowType => ({ kind: 'opaque', name, width });

function unit(name: string, id: number): ArrowTimeUnit {
  const found = UNITS[id];
  if (found === undefined) throw malformed(name, `has the unknown time unit ${id}`);
  return found;
}

function notNegative(name: string, value: number): number {
  if (value < 0) throw malformed(name, `has the negative size ${value}`);
  return value;
}

function oneOf<const N extends number>(name: string, value: number, allowed: readonly N[]): N {
  const found = allowed.find((option) => option === value);
  if (found === undefined) throw malformed(name, `has a width of ${value}; expected one of ${allowed.join(', ')}`);
  return found;
}

function malformed(name: string, what: string): RecordingError {
  return new RecordingError('OUT6020', `Arrow field '${name}' ${what}.`);
}

function unsupported(name: string, what: string): RecordingError {
  return new RecordingError('OUT6021', `Arrow field '${name}' ${what}, which is not read here.`);
}
