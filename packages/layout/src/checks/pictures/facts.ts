import { type ImageHeader, readImageHeader } from '../../read/image-header.ts';
import type { Inflate } from '../../read/inflate.ts';
import { readJpeg } from '../../read/jpeg.ts';
import { readPng } from '../../read/png.ts';
import { isUniformPicture } from '../../read/uniform-picture.ts';
import { printOf } from '../reading/repeats.ts';

/** What is known of a picture without keeping its pixels. */
export interface PictureFacts extends ImageHeader {
  readonly path: string;
  /** Equal for equal bytes. */
  readonly print: string;
  /** Of one colour throughout, or black as far as eyes can tell. */
  readonly isUniform: boolean;
  /** Fraction, from the bottom, that is the gray which decoders put where data is missing. */
  readonly grayTail: number;
}

/** Brightness up to which a picture is black. */
const BLACK = 3;
/** What is missing comes out as the middle of the range. */
const MISSING_GRAY = [126, 130] as const;

/** A reader of {@link PictureFacts}; `isFull`: pictures are opened to their end. */
export function pictureFacts(isFull: boolean, inflate?: Inflate): (bytes: Uint8Array, path: string) => PictureFacts {
  return (bytes, path) => {
    const header = readImageHeader(bytes, path);
    const base = { ...header, path, print: printOf(bytes), grayTail: 0 };
    const isJpeg = header.mediaType === 'image/jpeg';
    // A PNG would have to be inflated; dummies of the trainer are JPEGs.
    if (!isFull) return { ...base, isUniform: isJpeg && isUniformPicture(bytes, path) };
    if (!isJpeg) {
      const { samples, channels } = readPng(bytes, path, inflate);
      return { ...base, isUniform: samples.every((value, i) => value === samples[i % channels]) };
    }
    const picture = readJpeg(bytes, path);
    if (!picture) return { ...base, isUniform: isUniformPicture(bytes, path) };
    const { samples, channels, flatTail } = picture;
    const isUniform = flatTail === 1 || samples.every((value) => value <= BLACK);
    const isGray = samples.subarray(-channels).every((value) => value >= MISSING_GRAY[0] && value <= MISSING_GRAY[1]);
    return { ...base, isUniform, grayTail: isGray && !isUniform ? flatTail : 0 };
  };
}
