import { FileNotFoundError, FileTooLargeError, type LayoutError } from '../errors.ts';
import {
  BATCH_BYTES,
  type Entry,
  type FileSource,
  MAX_FILE_BYTES,
  type ReadFileOptions,
  type ReadManyOptions,
  type ReadResult,
} from './file-source.ts';
import { FolderTree } from './folder-tree.ts';
import { printable, requireInside } from './source-path.ts';

/** Files in memory. Folders are implied by the paths; a path that ends in `/` is an empty folder. */
export class MemorySource implements FileSource {
  readonly location: string;
  readonly #files = new Map<string, Uint8Array>();
  readonly #tree = new FolderTree();

  /**
   * @param files Experiment-relative POSIX path → content; text is encoded as UTF-8.
   * @throws PathRefusedError for a path that leaves the root.
   */
  constructor(
    files: Iterable<readonly [string, Uint8Array | string]> | Readonly<Record<string, Uint8Array | string>>,
    location = 'memory',
  ) {
    this.location = location;
    const entries = Symbol.iterator in files ? files : Object.entries(files);
    for (const [path, content] of entries) {
      const isFolder = path.endsWith('/');
      this.#tree.add(isFolder ? path.slice(0, -1) : path, isFolder ? 'folder' : 'file');
      if (!isFolder) this.#files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    }
  }

  list(folder: string): readonly Entry[] {
    return this.#tree.list(folder);
  }

  async read(path: string, options: ReadFileOptions = {}): Promise<Uint8Array> {
    options.signal?.throwIfAborted();
    const bytes = this.#get(path, Number.POSITIVE_INFINITY);
    const part = options.range ? bytes.slice(options.range.start, options.range.end) : bytes.slice();
    requireSize(path, part.length, options.maxBytes ?? MAX_FILE_BYTES);
    return part;
  }

  async *readMany(paths: readonly string[], options: ReadManyOptions = {}): AsyncGenerator<readonly ReadResult[]> {
    const { batchBytes = BATCH_BYTES, maxBytes = MAX_FILE_BYTES, signal } = options;
    let batch: ReadResult[] = [];
    let used = 0;
    for (const path of paths) {
      signal?.throwIfAborted();
      try {
        const bytes = this.#get(path, maxBytes).slice();
        used += bytes.length;
        batch.push({ path, bytes });
      } catch (error) {
        batch.push({ path, error: error as LayoutError });
      }
      if (used < batchBytes) continue;
      yield batch;
      batch = [];
      used = 0;
    }
    if (batch.length > 0) yield batch;
  }

  size(path: string): number | undefined {
    return this.#files.get(path)?.length;
  }

  #get(path: string, maxBytes: number): Uint8Array {
    requireInside(path);
    const bytes = this.#files.get(path);
    if (!bytes) throw new FileNotFoundError(`The file ${printable(path)} does not exist.`, { path });
    requireSize(path, bytes.length, maxBytes);
    return bytes;
  }
}

function requireSize(path: string, size: number, maxBytes: number): void {
  if (size > maxBytes)
    throw new FileTooLargeError(`${printable(path)} has ${size} bytes, the limit is ${maxBytes}.`, { path });
}
