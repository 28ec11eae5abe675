import { FaultError } from '../web/fault.ts';

/** Bytes `start` (in) to `end` (not in). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What a `Range` header asks for of a file; `undefined` where it asks for nothing that is understood (several ranges,
 * other units), which means the whole file.
 * @throws FaultError for a range beyond the end.
 */
export function parseByteRange(header: string | null, size: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= size || (first === '' && Number(last) === 0))
    throw new FaultError('noSuchRange', `The file ends at byte ${size}.`, {
      headers: { 'content-range': `bytes */${size}` },
    });
  return { start, end };
}
