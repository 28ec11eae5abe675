/**
 * Painting class images as work that can be handed over: to another thread, to be answered by one buffer.
 * @module
 */
import { ClassPainter } from '../read/class-painter.ts';
import type { Inflate } from '../read/inflate.ts';

/** A mask file and the class it paints. */
export interface MaskLayer {
  readonly path: string;
  readonly value: number;
}

/** Masks of some pictures, each from back to front, by real path. */
export interface MaskTask {
  readonly kind: 'masks';
  readonly pictures: readonly (readonly MaskLayer[])[];
  /** Memory of an earlier answer, to be used again. */
  readonly memory?: ArrayBuffer;
}

/** Where the picture is in the answer's memory; `undefined` where one of its files failed. */
export interface MaskPlace {
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

/** What became of a {@link MaskTask}. */
export interface MaskAnswer {
  readonly memory: ArrayBuffer;
  readonly places: readonly (MaskPlace | undefined)[];
}

/** Paints tasks one after the other. */
export class MaskWorker {
  readonly #read: (path: string) => Uint8Array;
  readonly #painter: ClassPainter;

  /** @param read The bytes of a file, valid until the next call. May throw. */
  constructor(read: (path: string) => Uint8Array, inflate: Inflate) {
    this.#read = read;
    this.#painter = new ClassPainter(inflate);
  }

  answer({ pictures, memory }: MaskTask): MaskAnswer {
    let out = new Uint8Array(memory ?? new ArrayBuffer(0));
    let used = 0;
    const places = pictures.map((layers): MaskPlace | undefined => {
      try {
        for (const { path, value } of layers) this.#painter.add(this.#read(path), path, value);
      } catch {
        // Broken files are read again by the caller, who knows how to tell what is wrong.
        this.#painter.restart();
        return undefined;
      }
      const at = used;
      const { width, height } = this.#painter.finish((length) => {
        used += length;
        if (used > out.length) out = grown(out, at, Math.max(used, length * pictures.length));
        return out.subarray(at, used);
      });
      return { at, width, height };
    });
    return { memory: out.buffer, places };
  }
}

function grown(data: Uint8Array, used: number, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  out.set(data.subarray(0, used));
  return out;
}
