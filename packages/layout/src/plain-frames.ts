/**
 * The names that nearly every file of an experiment has: six digits and an extension. They are told without a
 * regular expression, and what they stand for is worked out when asked for; a scan of 100,000 files is mostly this.
 * @module
 */
import type { FileContract } from '@outlay/schema/names';
import type { PathIds } from './path-pattern.ts';
import type { FolderPosition, ParsedFile } from './path-tree.ts';
import { joinPath } from './source-path.ts';

const DIGITS = 6;
const ZERO = 48;

/** Names of one file pattern, exactly as the layout writes them. */
export interface PlainFrames {
  /** The frame, or -1 when the name is not plain (it may still be read leniently). */
  frameOf(name: string): number;
}

/** For the patterns `{frame}.ext` and `{frame}.{image}`; `undefined` for others. */
export function plainFrames(text: string): PlainFrames | undefined {
  if (!text.startsWith('{frame}.')) return undefined;
  const rest = text.slice('{frame}'.length);
  const endings = rest === '.{image}' ? ['.jpg', '.png'] : rest.includes('{') ? [] : [rest];
  if (endings.length === 0) return undefined;
  return {
    frameOf(name) {
      let frame = 0;
      for (let i = 0; i < DIGITS; i++) {
        const digit = name.charCodeAt(i) - ZERO;
        if (!(digit >= 0 && digit <= 9)) return -1;
        frame = frame * 10 + digit;
      }
      return endings.some((ending) => name.length === DIGITS + ending.length && name.endsWith(ending)) ? frame : -1;
    },
  };
}

/** A file with a plain name. */
export class PlainFrameFile implements ParsedFile {
  readonly contract: FileContract;
  readonly frame: number;
  readonly #folder: FolderPosition;
  readonly #name: string;
  #ids: PathIds | undefined;

  constructor(contract: FileContract, folder: FolderPosition, frame: number, name: string) {
    this.contract = contract;
    this.frame = frame;
    this.#folder = folder;
    this.#name = name;
  }

  get ids(): PathIds {
    if (!this.#ids) {
      const ids = { ...this.#folder.ids, frame: this.frame };
      const isPicture = this.contract.pattern.endsWith('{image}');
      this.#ids = isPicture ? { ...ids, image: this.#name.endsWith('.png') ? 'png' : 'jpg' } : ids;
    }
    return this.#ids;
  }

  get canonicalPath(): string {
    return joinPath(this.#folder.canonicalPath, this.#name);
  }
}
