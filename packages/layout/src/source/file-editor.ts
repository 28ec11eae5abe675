import type { FileSink } from './file-sink.ts';

/** Write access that can also move and replace, for fixes. Paths are relative POSIX, never leaving the root. */
export interface FileEditor extends FileSink {
  /** Is there something with this name? */
  exists(path: string): Promise<boolean>;
  /**
   * Moves a file or folder within the root. The folder of `to` must exist.
   * @throws FileExistsError when there is something at `to`, FileNotFoundError when there is nothing at `from`
   */
  rename(from: string, to: string): Promise<void>;
  /** Writes a file, whole or not at all, whether or not it is there. */
  replaceFile(path: string, bytes: Uint8Array): Promise<void>;
}
