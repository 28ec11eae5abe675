import { type ClassImage, MASK_CLASSES, type Series } from '@outlay/schema/port';
import type { FileSource } from '../file-source.ts';
import { UnexpectedContentError } from '../read/errors.ts';
import type { Inflate } from '../read/inflate.ts';
import { type Mask, readMask } from '../read/mask.ts';
import { type Assembly, type FrameGroup, groupedSeries } from './grouped-series.ts';

/** One mask file. */
export interface MaskFile {
  readonly path: string;
  /** The person it shows; `undefined` for the union. */
  readonly person?: number;
}

/**
 * A pixel counts as foreground from 5 % on, the origin's threshold for coloured masks; gray masks that were resized
 * have soft edges, and "above 0" would make people fatter by a pixel.
 */
const FOREGROUND = 13;
/** Class 255 is {@link MASK_CLASSES.unassigned}, so this is the last person a class image can hold. */
export const MAX_MASK_PERSON = 253;

/**
 * Union and person masks as one class image per frame: the union first, then persons ascending, so where persons
 * overlap the higher index is in front.
 */
export function maskSeries(
  source: FileSource,
  path: string,
  frames: readonly FrameGroup<MaskFile>[],
): Series<ClassImage> {
  return groupedSeries(source, path, frames, () => maskAssembly(source.inflate));
}

function maskAssembly(inflate: Inflate | undefined): Assembly<MaskFile, Mask, ClassImage> {
  const spare: Uint8Array[] = [];
  return {
    decode: (bytes, file) => readMask(bytes, file.path, inflate),
    combine(parts) {
      const { width, height } = parts[0]!.part;
      const misfit = parts.find(({ part }) => part.width !== width || part.height !== height);
      if (misfit)
        throw new UnexpectedContentError(misfit.file.path, 'The mask has another size than the others of its frame', {
          expected: `${width}×${height} pixels, as ${parts[0]!.file.path}`,
          actual: `${misfit.part.width}×${misfit.part.height}`,
        });
      const classes = takeSpare(spare, width * height);
      for (const { file, part } of parts) paint(classes, part.coverage, classOf(file.person));
      return { width, height, classes };
    },
    bytesOf: (image) => image.classes.length,
    release: (image) => spare.push(image.classes),
  };
}

function classOf(person: number | undefined): number {
  return person === undefined ? MASK_CLASSES.unassigned : MASK_CLASSES.person(person);
}

/** Masks are even almost everywhere: four pixels at once where all four agree. */
function paint(classes: Uint8Array, coverage: Uint8Array, value: number): void {
  const isAligned = coverage.byteOffset % 4 === 0 && classes.byteOffset % 4 === 0;
  const count = isAligned ? classes.length >> 2 : 0;
  const from = new Uint32Array(coverage.buffer, isAligned ? coverage.byteOffset : 0, count);
  const to = new Uint32Array(classes.buffer, isAligned ? classes.byteOffset : 0, count);
  const four = Math.imul(value, 0x01010101) >>> 0;
  for (let word = 0; word < count; word++) {
    const covered = from[word]!;
    if (covered === 0) continue;
    if (covered === 0xffffffff) to[word] = four;
    else paintBytes(classes, coverage, value, word << 2, (word << 2) + 4);
  }
  paintBytes(classes, coverage, value, count << 2, classes.length);
}

function paintBytes(classes: Uint8Array, coverage: Uint8Array, value: number, from: number, to: number): void {
  for (let i = from; i < to; i++) if (coverage[i]! >= FOREGROUND) classes[i] = value;
}

function takeSpare(spare: Uint8Array[], length: number): Uint8Array {
  const index = spare.findIndex((buffer) => buffer.length === length);
  return index < 0 ? new Uint8Array(length) : spare.splice(index, 1)[0]!.fill(0);
}
