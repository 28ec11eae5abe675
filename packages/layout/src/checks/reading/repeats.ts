import type { Issue } from '../../issues/issue.ts';
import { crc32 } from '../../read/crc32.ts';

/** Equal for equal bytes, different for others. */
export function printOf(bytes: Uint8Array): string {
  return `${bytes.length} ${crc32(bytes)}`;
}

/** Finds files of one folder that are byte for byte the same. */
export class Repeats {
  readonly #first = new Map<string, number>();
  readonly #frames = new Set<number>();

  add(frame: number, print: string): void {
    const before = this.#first.get(print);
    if (before === undefined) this.#first.set(print, frame);
    else this.#frames.add(before).add(frame);
  }

  /** Frames of files that are there more than once, ascending. */
  get frames(): readonly number[] {
    return [...this.#frames].sort((a, b) => a - b);
  }

  /** One finding about the folder, when there are any. */
  *issues(path: string): Generator<Issue> {
    if (this.#frames.size > 0) yield { name: 'frames-repeat', path, frames: this.frames };
  }
}
