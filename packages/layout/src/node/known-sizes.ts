const DIGITS = 6;
const ZERO = 48;
const POINT = 46;

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
    const start = plainStart(path);
    return start < 0 ? this.#others.get(path) : this.#runs.get(runOf(path, start))?.[frameAt(path, start)];
  }

  set(path: string, bytes: number): void {
    const start = plainStart(path);
    if (start < 0) {
      this.#others.set(path, bytes);
      return;
    }
    const run = runOf(path, start);
    const sizes = this.#runs.get(run) ?? [];
    if (sizes.length === 0) this.#runs.set(run, sizes);
    sizes[frameAt(path, start)] = bytes;
  }
}

/** Where six digits and a point begin, right behind the folder; -1 where the name is another. */
function plainStart(path: string): number {
  const start = path.lastIndexOf('/') + 1;
  if (path.charCodeAt(start + DIGITS) !== POINT) return -1;
  for (let i = start; i < start + DIGITS; i++) {
    const digit = path.charCodeAt(i) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
  }
  return start;
}

function frameAt(path: string, start: number): number {
  let frame = 0;
  for (let i = start; i < start + DIGITS; i++) frame = frame * 10 + path.charCodeAt(i) - ZERO;
  return frame;
}

const runOf = (path: string, start: number): string => path.slice(0, start) + path.slice(start + DIGITS);
