/** A file of one frame. */
export interface FrameFile {
  readonly frame: number;
  readonly path: string;
}

/** One file for each of some frames, made when asked for: a large experiment has 100,000. */
export interface FrameFiles {
  /** Ascending, each once. */
  readonly frames: readonly number[];
  /** The file of `frames[index]`. */
  fileAt(index: number): FrameFile;
}

/** Files that are a list already. */
export function listedFiles(files: readonly FrameFile[]): FrameFiles {
  return { frames: files.map(({ frame }) => frame), fileAt: (index) => files[index]! };
}
