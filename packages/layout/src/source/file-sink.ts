/** Write access to a tree of files, as much of it as scaffolding needs. Paths are relative POSIX, never leaving the root. */
export interface FileSink {
  /** For people: a folder, a URL. */
  readonly location: string;
  /** Creates a folder and those above it; fine when it is there. @throws PathRefusedError, FileUnreadableError */
  createFolder(path: string): Promise<void>;
  /**
   * Creates a file that is not there yet: whole or not at all. Its folder must exist.
   * @throws FileExistsError, PathRefusedError, FileUnreadableError
   */
  createFile(path: string, bytes: Uint8Array): Promise<void>;
}
