import { plainFrame } from '../paths/plain-frames.ts';

/** Length of the number in a plain name. */
const DIGITS = 6;

/**
 * Sizes of files by path. Of `folder/000123.ext` only a number is kept, at the place that its name says: a large
 * experiment has 100,000 of them, and their paths would be much of the memory of an export.
 */
export class KnownSizes {
  /** By folder and extension, then by frame; with holes. */
  readonly #runs = new Map<string, number[]>();
  readonly #others = new Map<string, number>();

  /** `undefined` where none was set. */
  get(path: string): number | undefined {
    const { run, frame } = placeOf(path);
    return frame < 0 ? this.#others.get(path) : this.#runs.get(run)?.[frame];
  }

  set(path: string, bytes: number): void {
    const { run, frame } = placeOf(path);
    if (frame < 0) {
      this.#others.set(path, bytes);
      return;
    }
    const sizes = this.#runs.get(run) ?? [];
    if (sizes.length === 0) this.#runs.set(run, sizes);
    sizes[frame] = bytes;
  }
}

/** Folder and extension as one text, and the frame; -1 where the name is no plain one. */
function placeOf(path: string): { readonly run: string; readonly frame: number } {
  const start = path.lastIndexOf('/') + 1;
  const extension = path.slice(start + DIGITS);
  return { run: path.slice(0, start) + extension, frame: plainFrame(path.slice(start), extension) };
}
