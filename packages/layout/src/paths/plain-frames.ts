/**
 * The names that nearly every file of an experiment has: six digits and an extension. They are told without a regular
 * expression, and of a folder full of them only the numbers are kept; a scan of 100,000 files is mostly this.
 * @module
 */
import type { ContractId, FileContract } from '@outlay/schema/names';
import { joinPath } from '../source/source-path.ts';
import type { PathIds } from './pattern.ts';
import type { FolderPosition, ParsedFile } from './position.ts';

const DIGITS = 6;
const ZERO = 48;

/** Files that a folder may have: `000123` and this extension, exactly as the layout writes it. */
export interface FrameKind {
  readonly contract: FileContract<ContractId>;
  /** With its dot: `.jpg` */
  readonly extension: string;
}

/** Files of one kind in one folder. Their names are their frames. */
export interface FrameRun extends FrameKind {
  /** Ascending, each once. */
  readonly frames: readonly number[];
}

/** The extensions of the patterns `{frame}.ext` and `{frame}.{image}`; none for others. */
export function plainExtensions(pattern: string): readonly string[] {
  if (!pattern.startsWith('{frame}.')) return [];
  const rest = pattern.slice('{frame}'.length);
  return rest === '.{image}' ? ['.jpg', '.png'] : rest.includes('{') ? [] : [rest];
}

/** The frame of a plain name with this extension; -1 for every other name, which may still be read leniently. */
export function plainFrame(name: string, extension: string): number {
  if (name.length !== DIGITS + extension.length || !name.endsWith(extension)) return -1;
  let frame = 0;
  for (let i = 0; i < DIGITS; i++) {
    const digit = name.charCodeAt(i) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
    frame = frame * 10 + digit;
  }
  return frame;
}

/** The inverse of {@link plainFrame}. */
export function plainName(frame: number, extension: string): string {
  return String(frame).padStart(DIGITS, '0') + extension;
}

/** A file with a plain name. What it stands for is worked out when asked for. */
export class PlainFrameFile implements ParsedFile {
  readonly contract: FileContract<ContractId>;
  readonly frame: number;
  readonly #folder: FolderPosition;
  readonly #extension: string;
  #ids: PathIds | undefined;

  constructor({ contract, extension }: FrameKind, folder: FolderPosition, frame: number) {
    this.contract = contract;
    this.frame = frame;
    this.#folder = folder;
    this.#extension = extension;
  }

  get ids(): PathIds {
    if (!this.#ids) {
      const ids = { ...this.#folder.ids, frame: this.frame };
      const isPicture = this.contract.pattern.endsWith('{image}');
      this.#ids = isPicture ? { ...ids, image: this.#extension === '.png' ? 'png' : 'jpg' } : ids;
    }
    return this.#ids;
  }

  get canonicalPath(): string {
    return joinPath(this.#folder.canonicalPath, plainName(this.frame, this.#extension));
  }
}
