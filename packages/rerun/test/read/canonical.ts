import { createHash } from 'node:crypto';
import type { ArrowType, ArrowValue } from '../../src/read/index.ts';

const INLINE = 64;

/** A cell in the form of the golden dumps; `undefined` where those hold only a hash that depends on Python's JSON. */
export function canonicalCell(type: ArrowType, values: ArrowValue): unknown {
  return canonicalArray(type, values);
}

function canonicalArray(item: ArrowType, values: ArrowValue): unknown {
  if (ArrayBuffer.isView(values) && isPlain(item)) {
    const view = values as Float64Array;
    const width = leafCount(item);
    if (view.length > INLINE) {
      if (leaf(item).kind === 'float' && (leaf(item) as { bits: number }).bits === 16) return undefined;
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { n: view.length / width, bytes: bytes.length, sha256 };
    }
    return nest(item, Array.from(view as Iterable<number | bigint>, number));
  }
  const list = Array.from(values as ArrayLike<ArrowValue>, (value) => canonicalValue(item, value));
  return list.some((value) => value === undefined) || list.length > INLINE || leaves(list) > 4 * INLINE
    ? undefined
    : list;
}

function canonicalValue(type: ArrowType, value: ArrowValue): unknown {
  if (value === null) return null;
  if (type.kind === 'list' || type.kind === 'fixedSizeList') return canonicalArray(type.item.type, value);
  if (type.kind === 'struct' || type.kind === 'union') {
    const members = Object.entries(value as Record<string, ArrowValue>);
    const all = members.map(([name, member]) => [name, canonicalValue(memberType(type, name), member)] as const);
    return all.some(([, member]) => member === undefined) ? undefined : Object.fromEntries(all);
  }
  if (value instanceof Uint8Array) return { hex: Buffer.from(value).toString('hex') };
  return typeof value === 'number' || typeof value === 'bigint' ? number(value) : value;
}

function memberType(type: Extract<ArrowType, { kind: 'struct' | 'union' }>, name: string): ArrowType {
  return type.fields.find((field) => field.name === name)!.type;
}

function number(value: number | bigint): unknown {
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : { int: String(value) };
  }
  if (Number.isNaN(value)) return { float: 'nan' };
  return Number.isFinite(value) ? value : { float: value > 0 ? 'inf' : '-inf' };
}

function isPlain(type: ArrowType): boolean {
  return ['int', 'float', 'timestamp', 'duration'].includes(leaf(type).kind);
}

function leaf(type: ArrowType): ArrowType {
  return type.kind === 'fixedSizeList' ? leaf(type.item.type) : type;
}

function leafCount(type: ArrowType): number {
  return type.kind === 'fixedSizeList' ? type.size * leafCount(type.item.type) : 1;
}

function nest(type: ArrowType, flat: readonly unknown[]): unknown[] {
  const width = leafCount(type);
  const parts = Array.from({ length: flat.length / width }, (_, i) => flat.slice(i * width, (i + 1) * width));
  return type.kind === 'fixedSizeList' ? parts.map((part) => nest(type.item.type, part)) : [...flat];
}

function leaves(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, inner) => sum + leaves(inner), 0);
  if (typeof value === 'object' && value !== null) return leaves(Object.values(value));
  return 1;
}

/** The dumps carry the bits of a NaN; here only that it is one. Keys are sorted, so that text can be compared. */
export function comparable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const { float } = inner as { float?: string };
    if (typeof float === 'string' && float.startsWith('nan')) return { float: 'nan' };
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
