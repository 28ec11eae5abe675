/**
 * An experiment in a zip archive, as the file source that `openExperiment` takes. Only the list of contents is read at
 * once; a file is read when it is asked for, by its range.
 * @module
 */
import {
  type Entry,
  FileNotFoundError,
  type FileSource,
  type FileStat,
  FileTooLargeError,
  FileUnreadableError,
  isLayoutError,
  ListingSource,
  type ReadFileOptions,
  type ReadManyOptions,
  type ReadResult,
} from '@outlay/layout';
import { configure, type FileEntry, Reader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import type { Ranges } from './ranges.ts';

configure({ useWebWorkers: false });

const BATCH_BYTES = 2 << 20;
const MAX_FILE_BYTES = 256 << 20;
/** Files under way at a time: a request to a bucket takes long, a hundred at once do not take longer. */
const IN_FLIGHT = 16;

class RangeReader extends Reader<Ranges> {
  readonly #ranges: Ranges;

  constructor(ranges: Ranges) {
    super(ranges);
    this.#ranges = ranges;
    this.size = ranges.size;
  }

  override readUint8Array(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ranges.read(start, length) as Promise<Uint8Array<ArrayBuffer>>;
  }
}

/** A zip archive. Close its {@link Ranges} when the experiment is done with. */
export class ZipSource implements FileSource {
  readonly location: string;
  readonly #entries: ReadonlyMap<string, FileEntry>;
  readonly #names: ListingSource;

  /**
   * Reads the list of contents. The experiment is the outermost folder with a manifest.
   * @throws PathRefusedError for a name that leads out of the archive.
   */
  static async open(ranges: Ranges, location: string): Promise<ZipSource> {
    const entries = await new ZipReader(new RangeReader(ranges)).getEntries();
    const files = entries.filter((entry): entry is FileEntry => !entry.directory);
    const manifests = files.map(({ filename }) => filename).filter((name) => /(^|\/)manifest\.json$/.test(name));
    const outermost = manifests.sort((a, b) => a.split('/').length - b.split('/').length)[0] ?? '';
    const root = outermost.slice(0, outermost.lastIndexOf('/') + 1);
    const inside = files.filter(({ filename }) => filename.startsWith(root));
    return new ZipSource(location, new Map(inside.map((entry) => [entry.filename.slice(root.length), entry])));
  }

  private constructor(location: string, entries: ReadonlyMap<string, FileEntry>) {
    this.location = location;
    this.#entries = entries;
    this.#names = new ListingSource(entries.keys(), location);
  }

  list(folder: string): readonly Entry[] {
    return this.#names.list(folder);
  }

  async read(path: string, { range, maxBytes = MAX_FILE_BYTES, signal }: ReadFileOptions = {}): Promise<Uint8Array> {
    signal?.throwIfAborted();
    const entry = this.#entries.get(path);
    if (entry === undefined) throw new FileNotFoundError(`There is no file ${path}.`, { path });
    if (entry.uncompressedSize > MAX_FILE_BYTES) throw new FileTooLargeError(`${path} is too large.`, { path });
    try {
      // zip.js holds what comes out against the size and the checksum that the archive gives.
      const options = { checkSignature: true, ...(signal ? { signal } : {}) };
      const whole = await entry.getData(new Uint8ArrayWriter(), options);
      const bytes = range ? whole.slice(range.start, range.end) : whole;
      if (bytes.length > maxBytes) throw new FileTooLargeError(`${path} is too large.`, { path });
      return bytes;
    } catch (error) {
      signal?.throwIfAborted();
      if (isLayoutError(error)) throw error;
      throw new FileUnreadableError(`Cannot read ${path} of ${this.location}: ${(error as Error).message}.`, {
        path,
        cause: error,
      });
    }
  }

  async *readMany(paths: readonly string[], options: ReadManyOptions = {}): AsyncGenerator<readonly ReadResult[]> {
    const { batchBytes = BATCH_BYTES, maxBytes, signal } = options;
    const under = [...(signal ? [signal] : [])];
    const stop = new AbortController();
    const reading = {
      signal: AbortSignal.any([...under, stop.signal]),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    };
    const waiting: Promise<ReadResult>[] = [];
    let next = 0;
    const start = (): void => {
      while (waiting.length < IN_FLIGHT && next < paths.length) waiting.push(this.#result(paths[next++]!, reading));
    };
    try {
      start();
      while (waiting.length > 0) {
        const batch: ReadResult[] = [];
        for (let used = 0; waiting.length > 0 && used < batchBytes; start()) {
          signal?.throwIfAborted();
          const result = await waiting.shift()!;
          batch.push(result);
          used += result.bytes?.length ?? 0;
        }
        signal?.throwIfAborted();
        yield batch;
      }
    } finally {
      // Whoever stops asking leaves nothing under way.
      stop.abort();
      await Promise.all(waiting);
    }
  }

  size(path: string): number | undefined {
    return this.#entries.get(path)?.uncompressedSize;
  }

  async stat(paths: readonly string[]): Promise<readonly (FileStat | undefined)[]> {
    return paths.map((path) => {
      const entry = this.#entries.get(path);
      return entry && { bytes: entry.uncompressedSize, modified: entry.lastModDate.getTime() };
    });
  }

  /** Failures are results; an abort is as well, and the reader of the results sees it by its signal. */
  async #result(path: string, options: ReadFileOptions): Promise<ReadResult> {
    try {
      return { path, bytes: await this.read(path, options) };
    } catch (error) {
      if (isLayoutError(error)) return { path, error };
      return { path, error: new FileUnreadableError(`Reading ${path} was stopped.`, { path, cause: error }) };
    }
  }
}
