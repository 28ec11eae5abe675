/**
 * Masks painted over each other into one image of class ids.
 * @module
 */
import { type KernelExports, kernelMemory, lazyKernel } from '@outlay-internal/kernel';
import { wasm } from '../kernels/mask.ts';
import { UnexpectedContentError } from './errors.ts';
import type { Inflate } from './inflate.ts';
import { readMask } from './mask.ts';
import { type PngContent, readPngContent } from './png.ts';

/**
 * A pixel counts as foreground from 5 % on, the original trainer's threshold for colored masks; gray masks that were resized
 * have soft edges, and "above 0" would make people fatter by a pixel.
 */
const FOREGROUND = 13;
/** What the kernel may read behind the stream and write behind the rows. */
const SLACK = 320;
/** Larger pictures are decoded without the kernel, whose memory never shrinks. */
const MAX_KERNEL_PIXELS = 16 << 20;

/** What `kernels/mask.ts` exports. */
interface Kernel extends KernelExports {
  paintMask(
    data: number,
    length: number,
    width: number,
    height: number,
    raw: number,
    classes: number,
    value: number,
    threshold: number,
    first: boolean,
  ): number;
}

/** Started with the first mask; one for all painters of a thread, because they take turns frame by frame. */
const kernel = lazyKernel<Kernel>(wasm);

/**
 * Paints the masks of one picture after the other: {@link add} for each mask, later ones in front, then {@link finish}.
 * Gray masks of 8 bits are decoded and painted in one go, 16 pixels at a time; all others by {@link readMask}. Painters of
 * a thread share the kernel's memory: between the first `add` and `finish`, {@link pause} before others may paint.
 */
export class ClassPainter {
  readonly #inflate: Inflate | undefined;
  #width = 0;
  #height = 0;
  /** The picture without a kernel, or while it pauses. */
  #plain = new Uint8Array(0);
  #isPaused = false;
  #first: string | undefined;

  /** @param inflate a faster inflate than the built-in one, where the caller has it */
  constructor(inflate?: Inflate) {
    this.#inflate = inflate;
  }

  /**
   * Paints `value` where the mask is foreground.
   * @throws ReadError as {@link readMask}; UnexpectedContentError when it has another size than the first of the picture
   */
  add(bytes: Uint8Array, path: string, value: number): void {
    const first = this.#first === undefined;
    if (this.#isPaused) this.#resume();
    const content = isGrayPng(bytes) ? readPngContent(bytes, path) : undefined;
    const used = content && isPlain(content) ? kernel() : undefined;
    if (content !== undefined && used !== undefined) {
      this.#size(content, path);
      const at = this.#places(used, content.data);
      const { width, height } = content;
      const { length } = at;
      if (used.paintMask(at.data, length, width, height, at.raw, at.classes, value, FOREGROUND, first) !== 0) return;
    }
    const mask = readMask(bytes, path, this.#inflate);
    this.#size(mask, path);
    const classes = this.#classes();
    if (first) classes.fill(0);
    paint(classes, mask.coverage, value);
  }

  /** Keeps what is painted so far until the next `add` or `finish`. */
  pause(): void {
    if (this.#first === undefined || this.#isPaused) return;
    const classes = this.#classes();
    if (classes !== this.#plain) this.#plain = classes.slice();
    this.#isPaused = true;
  }

  /** The picture, in `into` or in memory of its own. */
  finish(into?: (length: number) => Uint8Array): { width: number; height: number; classes: Uint8Array } {
    if (this.#isPaused) this.#resume();
    const [width, height] = [this.#width, this.#height];
    const length = width * height;
    const classes = into === undefined ? new Uint8Array(length) : into(length);
    classes.set(this.#classes());
    this.restart();
    return { width, height, classes };
  }

  /** Forgets what was painted. */
  restart(): void {
    this.#first = undefined;
    this.#isPaused = false;
  }

  #resume(): void {
    this.#isPaused = false;
    const classes = this.#classes();
    if (classes !== this.#plain) classes.set(this.#plain);
  }

  #size({ width, height }: { width: number; height: number }, path: string): void {
    if (this.#first === undefined) {
      this.#first = path;
      this.#width = width;
      this.#height = height;
    } else if (width !== this.#width || height !== this.#height)
      throw new UnexpectedContentError(path, 'The mask differs in size from the others of its frame', {
        expected: `${this.#width}×${this.#height} pixels, as ${this.#first}`,
        actual: `${width}×${height}`,
      });
  }

  /** Classes first, so that they stay where they are while masks of any length are painted. */
  #places(used: Kernel, pieces: readonly Uint8Array[]): { classes: number; raw: number; data: number; length: number } {
    const classes = used.reserved();
    const raw = classes + this.#width * this.#height + SLACK;
    const data = raw + (this.#width + 1) * this.#height + SLACK;
    let end = data;
    for (const piece of pieces) end += piece.length;
    const memory = kernelMemory(used, end + SLACK);
    let at = data;
    for (const piece of pieces) {
      memory.set(piece, at);
      at += piece.length;
    }
    return { classes, raw, data, length: end - data };
  }

  #classes(): Uint8Array {
    const length = this.#width * this.#height;
    const used = length <= MAX_KERNEL_PIXELS ? kernel() : undefined;
    if (used !== undefined) {
      this.#places(used, []);
      return new Uint8Array(used.memory.buffer, used.reserved(), length);
    }
    if (this.#plain.length !== length) this.#plain = new Uint8Array(length);
    return this.#plain;
  }
}

/** Signature, and color type 0 with 8 bits, before anything is checked. */
const isGrayPng = (bytes: Uint8Array): boolean => bytes[0] === 0x89 && bytes[24] === 8 && bytes[25] === 0;

/** Also not longer than deflate makes what it cannot shrink: anything more is left to the general reader. */
function isPlain({ width, height, color, depth, isInterlaced, data }: PngContent): boolean {
  const length = data.reduce((sum, piece) => sum + piece.length, 0);
  const isSmall = width * height <= MAX_KERNEL_PIXELS && length <= (width + 1) * height + 4096;
  return color === 0 && depth === 8 && !isInterlaced && isSmall;
}

function paint(classes: Uint8Array, coverage: Uint8Array, value: number): void {
  for (let i = 0; i < classes.length; i++) if (coverage[i]! >= FOREGROUND) classes[i] = value;
}
