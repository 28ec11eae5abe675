/**
 * Is a picture of one colour throughout? Told from the compressed bytes: in a baseline JPEG of one colour every block
 * but the first is coded with the same few bits, so the picture data repeats with a period of a few bytes.
 * @module
 */
import { isLayoutError } from '../errors.ts';
import { readPng } from './png.ts';

/** A block group has at most 10 blocks of at most 16 + 16 bits for "no change"; real tables need 4 to 8 bits. */
const MAX_PERIOD = 32;
/** Picture data before the pattern begins: the first block group carries the colour. */
const LEAD_BYTES = 16;
/** Less data than this is too little to tell. */
const MIN_BYTES = 64;

/** `true` only when it is certain; progressive JPEGs and broken files give `false`. Never throws for bad bytes. */
export function isUniformPicture(bytes: Uint8Array, path: string): boolean {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return isUniformJpeg(bytes);
  try {
    const { samples, channels } = readPng(bytes, path);
    for (let i = channels; i < samples.length; i++) if (samples[i] !== samples[i % channels]) return false;
    return true;
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    return false;
  }
}

function isUniformJpeg(bytes: Uint8Array): boolean {
  const scan = baselineScan(bytes);
  if (!scan || scan.length < MIN_BYTES) return false;
  // The last bytes hold padding bits.
  const body = scan.subarray(LEAD_BYTES, -4);
  for (let period = 1; period <= MAX_PERIOD; period++) {
    let at = period;
    while (at < body.length && body[at] === body[at - period]) at++;
    if (at >= body.length) return true;
  }
  return false;
}

/** Data of the only scan, up to the end marker; `undefined` for progressive pictures and restart intervals. */
function baselineScan(bytes: Uint8Array): Uint8Array | undefined {
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) {
      at++;
      continue;
    }
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xc2 || marker === 0xdd) return undefined;
    const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    at += 2 + length;
    if (marker === 0xda) {
      const end = bytes.lastIndexOf(0xd9);
      return end > at ? bytes.subarray(at, end - 1) : undefined;
    }
  }
  return undefined;
}
