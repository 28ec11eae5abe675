import type { InputFile } from '@outlay/schema/port';

/** What is known of a file but its path. */
export type FileFacts = Omit<InputFile, 'path'>;

/** What stands for a size that is not known. */
const UNKNOWN = Number.NaN;
/** Digest of size and time of change. */
const CONTENT_BYTES = 6;
/** The end of the file's id. */
const ID_BYTES = 3;
/** Length of the mark of a file: equal marks, unchanged file. */
export const MARK_BYTES = CONTENT_BYTES + ID_BYTES;

/** Files of one folder. Their names are lines of a text; where a name has a line feed itself, a list. */
interface Folder {
  readonly path: string;
  readonly names: string | readonly string[];
}

/** One of {@link InputFiles}. */
export interface MarkedFile extends Pick<InputFile, 'path' | 'bytes'> {
  readonly mark: Uint8Array;
}

/**
 * The files behind a recording, packed: a large experiment has 100,000, which are kept as long as its export takes. As
 * an iterable it gives them one by one, in the order in which they came.
 */
export class InputFiles implements Iterable<MarkedFile> {
  /** Of all files together; those of unknown size count as infinite. */
  readonly bytes: number;
  readonly #folders: readonly Folder[];
  readonly #sizes: Float64Array;
  readonly #marks: Uint8Array;

  constructor(files: readonly InputFile[]) {
    this.#sizes = new Float64Array(files.length);
    this.#marks = new Uint8Array(files.length * MARK_BYTES);
    this.bytes = files.reduce((sum, { bytes = Number.POSITIVE_INFINITY }) => sum + bytes, 0);
    const folders: { path: string; names: string[] }[] = [];
    for (const [i, { path, ...facts }] of files.entries()) {
      const at = path.lastIndexOf('/') + 1;
      const folder = path.slice(0, at);
      if (folders.at(-1)?.path !== folder) folders.push({ path: folder, names: [] });
      folders.at(-1)!.names.push(path.slice(at));
      this.#sizes[i] = facts.bytes ?? UNKNOWN;
      this.#marks.set(markOf(facts), i * MARK_BYTES);
    }
    this.#folders = folders.map(({ path, names }) => ({ path, names: packed(names) }));
  }

  *[Symbol.iterator](): Generator<MarkedFile, undefined, undefined> {
    let i = 0;
    for (const { path, names } of this.#folders)
      for (const name of typeof names === 'string' ? names.split('\n') : names) {
        const bytes = this.#sizes[i]!;
        const mark = this.#marks.subarray(i * MARK_BYTES, ++i * MARK_BYTES);
        yield { path: path + name, ...(Number.isNaN(bytes) ? {} : { bytes }), mark };
      }
  }
}

const packed = (names: readonly string[]): string | readonly string[] =>
  names.some((name) => name.includes('\n')) ? names : names.join('\n');

/** The mark of a file that is known to be so; `undefined` stands for one that cannot be looked at. */
export function markOf(facts: FileFacts | undefined): Uint8Array {
  const mark = new Uint8Array(MARK_BYTES);
  if (facts === undefined) return mark;
  const text = `${facts.bytes ?? '?'}\t${facts.modifiedNs ?? facts.modified ?? '?'}`;
  const id = Number((facts.id ?? 0n) & 0xffffffn);
  for (const [i, bits] of [hash(text, 0x01000193), hash(text, 0x5bd1e995), id].entries())
    mark.set([bits & 0xff, (bits >> 8) & 0xff, (bits >> 16) & 0xff], i * 3);
  return mark;
}

/** Multiplicative, by an odd `factor`; a cryptographic digest of each of 100,000 files would take longer than looking at them. */
function hash(text: string, factor: number): number {
  let bits = factor;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), factor);
  // Low bits have met low bits only.
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return bits ^ (bits >>> 15);
}

/** Have two marks the same size and time of change? */
export function sameContent(a: Uint8Array, b: Uint8Array): boolean {
  return isSame(a, b, 0, CONTENT_BYTES);
}

/** Have two marks the same id? */
export function sameId(a: Uint8Array, b: Uint8Array): boolean {
  return isSame(a, b, CONTENT_BYTES, MARK_BYTES);
}

function isSame(a: Uint8Array, b: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (a[i] !== b[i]) return false;
  return true;
}
