import { MASK_CLASSES } from '@outlay/schema/port';

/** Gives pixels of {@link MASK_CLASSES.unassigned} another id, in copies that are used again. */
export class UnassignedPixels {
  readonly #id: number;
  readonly #lent: Uint8Array[] = [];
  readonly #spare: Uint8Array[] = [];

  constructor(id: number) {
    this.#id = id;
  }

  /** The classes with the other id; a copy only where there is such a pixel. */
  renamed(classes: Uint8Array): Uint8Array {
    const first = classes.indexOf(MASK_CLASSES.unassigned);
    if (first < 0) return classes;
    const index = this.#spare.findIndex(({ length }) => length === classes.length);
    const out = index < 0 ? new Uint8Array(classes.length) : this.#spare.splice(index, 1)[0]!;
    this.#lent.push(out);
    out.set(classes);
    rename(out, first, this.#id);
    return out;
  }

  /** The copies lent so far are written. */
  release(): void {
    this.#spare.push(...this.#lent.splice(0));
  }
}

/** Masks are even almost everywhere: four pixels at once where all four agree. */
function rename(classes: Uint8Array, first: number, id: number): void {
  const words = new Uint32Array(classes.buffer, classes.byteOffset, classes.length >> 2);
  const four = Math.imul(id, 0x01010101) >>> 0;
  for (let word = first >> 2; word < words.length; word++) {
    const value = words[word]!;
    if (value === 0) continue;
    if (value === 0xffffffff) words[word] = four;
    else renameBytes(classes, id, word << 2, (word << 2) + 4);
  }
  renameBytes(classes, id, words.length << 2, classes.length);
}

function renameBytes(classes: Uint8Array, id: number, from: number, to: number): void {
  for (let i = from; i < to; i++) if (classes[i] === MASK_CLASSES.unassigned) classes[i] = id;
}
