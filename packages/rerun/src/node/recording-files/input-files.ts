import type { InputFile } from '@outlay/schema/port';

/** What stands for a size or a time that is not known. */
const UNKNOWN = Number.NaN;

/** Files of one folder. Their names are lines of a text; where a name has a line feed itself, a list. */
interface Folder {
  readonly path: string;
  readonly names: string | readonly string[];
}

/**
 * The files behind a recording, packed: a large experiment has 100,000, which are kept as long as its export takes. As
 * an iterable it gives them one by one, in the order in which they came.
 */
export class InputFiles implements Iterable<InputFile> {
  /** Of all files together; those of unknown size count as infinite. */
  readonly bytes: number;
  readonly #folders: readonly Folder[];
  /** Bytes and time of change of each file. */
  readonly #facts: Float64Array;

  constructor(files: readonly InputFile[]) {
    this.#facts = new Float64Array(files.length * 2);
    this.bytes = files.reduce((sum, { bytes = Number.POSITIVE_INFINITY }) => sum + bytes, 0);
    const folders: { path: string; names: string[] }[] = [];
    for (const [i, { path, bytes = UNKNOWN, modified = UNKNOWN }] of files.entries()) {
      const at = path.lastIndexOf('/') + 1;
      const folder = path.slice(0, at);
      if (folders.at(-1)?.path !== folder) folders.push({ path: folder, names: [] });
      folders.at(-1)!.names.push(path.slice(at));
      this.#facts.set([bytes, modified], i * 2);
    }
    this.#folders = folders.map(({ path, names }) => ({ path, names: packed(names) }));
  }

  *[Symbol.iterator](): Generator<InputFile, undefined, undefined> {
    let at = 0;
    for (const { path, names } of this.#folders)
      for (const name of typeof names === 'string' ? names.split('\n') : names) {
        const [bytes, modified] = [this.#facts[at++]!, this.#facts[at++]!];
        yield {
          path: path + name,
          ...(Number.isNaN(bytes) ? {} : { bytes }),
          ...(Number.isNaN(modified) ? {} : { modified }),
        };
      }
  }
}

const packed = (names: readonly string[]): string | readonly string[] =>
  names.some((name) => name.includes('\n')) ? names : names.join('\n');
