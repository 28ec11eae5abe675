import { EmptyFileError, MalformedFileError, TruncatedFileError } from './errors.ts';

/** What the boxes of an MP4 say. */
export interface VideoHeader {
  readonly mediaType: 'video/mp4';
  /** Seconds, from the movie header. */
  readonly duration: number;
}

const box = (name: string): number => [...name].reduce((value, character) => value * 256 + character.charCodeAt(0), 0);
const FTYP = box('ftyp');
const MOOV = box('moov');
const MVHD = box('mvhd');

/**
 * Walks the boxes of an MP4: `ftyp` first, a `moov` somewhere, every box inside the file. An encoder that was
 * killed leaves no `moov`, and such a file cannot be played.
 * @throws ReadError (empty, truncated, malformed)
 */
export function readVideoHeader(bytes: Uint8Array, path: string): VideoHeader {
  if (bytes.length === 0) throw new EmptyFileError(path, 'an MP4 video');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(4) !== FTYP)
    throw new MalformedFileError(path, 'Not an MP4 video', { expected: 'the box ftyp first', actual: 'other bytes' });
  const moov = findBox(view, 0, bytes.length, MOOV, path);
  const mvhd = moov && findBox(view, moov.start, moov.end, MVHD, path);
  if (!mvhd)
    throw new TruncatedFileError(path, 'The video was not finished', {
      expected: 'the index box moov',
      actual: `${bytes.length} bytes without it`,
    });
  const isLong = mvhd.end - mvhd.start >= 32 && view.getUint8(mvhd.start) === 1;
  if (mvhd.end - mvhd.start < 20)
    throw new MalformedFileError(path, 'The video is broken', { expected: 'a movie header', actual: 'a shorter box' });
  const scale = view.getUint32(mvhd.start + (isLong ? 20 : 12));
  const duration = isLong ? Number(view.getBigUint64(mvhd.start + 24)) : view.getUint32(mvhd.start + 16);
  return { mediaType: 'video/mp4', duration: scale === 0 ? 0 : duration / scale };
}

interface Box {
  readonly start: number;
  readonly end: number;
}

function findBox(view: DataView, start: number, end: number, wanted: number, path: string): Box | undefined {
  for (let at = start; at + 8 <= end; ) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1 && at + 16 <= end) {
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    } else if (size === 0) size = end - at;
    if (size < head)
      throw new MalformedFileError(path, 'The video is broken', {
        expected: `a box at byte ${at}`,
        actual: `size ${size}`,
      });
    if (at + size > end)
      throw new TruncatedFileError(path, 'The video ends early', {
        expected: `a box up to byte ${at + size}`,
        actual: `${end}`,
      });
    if (view.getUint32(at + 4) === wanted) return { start: at + head, end: at + size };
    at += size;
  }
  return undefined;
}
