import { RecordingError } from '../errors.ts';
import type { ArrowArray } from './array.ts';
import type { ArrowField } from './types.ts';
import { isValid } from './values.ts';

const TEXT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A stated null count that differs from the validity bits. Readers trust one or the other. */
export interface NullCountMismatch {
  readonly column: string;
  readonly stated: number;
  readonly counted: number;
}

/**
 * Checks what structure alone cannot show: text is UTF-8 and cut between characters, fields that may not be null are
 * not. Throws OUT6023; null counts that are merely wrong are returned.
 */
export function checkArray(field: ArrowField, array: ArrowArray, path = field.name): readonly NullCountMismatch[] {
  const mismatches: NullCountMismatch[] = [];
  visit(field, array, path, undefined, mismatches);
  return mismatches;
}

function visit(
  field: ArrowField,
  array: ArrowArray,
  path: string,
  present: ((index: number) => boolean) | undefined,
  out: NullCountMismatch[],
): void {
  const { type } = array;
  if (array.validity !== undefined) {
    const counted = countNulls(array);
    if (counted !== array.nullCount) out.push({ column: path, stated: array.nullCount, counted });
    if (counted > 0 && !field.nullable) refuseNulls(array, path, present);
  }
  if (type.kind === 'utf8') checkText(array, path);
  // a member of a struct may hold a null wherever the struct itself is null
  const within = type.kind === 'struct' && array.validity !== undefined ? (i: number) => isValid(array, i) : undefined;
  const fields = 'item' in type ? [type.item] : 'fields' in type ? type.fields : [];
  for (const [i, member] of fields.entries()) {
    const child = array.children[i];
    if (child !== undefined) visit(member, child, `${path}.${member.name}`, presence(array, within), out);
  }
}

function presence(
  array: ArrowArray,
  within: ((index: number) => boolean) | undefined,
): ((index: number) => boolean) | undefined {
  const { type } = array;
  if (type.kind === 'fixedSizeList' && array.validity !== undefined && type.size > 0) {
    return (i) => isValid(array, Math.floor(i / type.size));
  }
  return within;
}

function refuseNulls(array: ArrowArray, path: string, present: ((index: number) => boolean) | undefined): void {
  for (let i = 0; i < array.length; i++) {
    if (!isValid(array, i) && (present === undefined || present(i))) {
      throw new RecordingError('OUT6023', `Arrow column '${path}' is not nullable and has a null at item ${i}.`);
    }
  }
}

function countNulls(array: ArrowArray): number {
  let nulls = 0;
  for (let i = 0; i < array.length; i++) if (!isValid(array, i)) nulls++;
  return nulls;
}

function checkText(array: ArrowArray, path: string): void {
  const { offsets, data } = array;
  try {
    TEXT.decode(data.subarray(offsets?.[0] ?? 0));
  } catch (cause) {
    throw new RecordingError('OUT6023', `Arrow column '${path}' holds text that is not UTF-8.`, -1, { cause });
  }
  for (const at of offsets ?? []) {
    if (at < data.length && ((data[at] ?? 0) & 0xc0) === 0x80) {
      throw new RecordingError(
        'OUT6023',
        `Arrow column '${path}' cuts a text in the middle of a character (byte ${at}).`,
      );
    }
  }
}
