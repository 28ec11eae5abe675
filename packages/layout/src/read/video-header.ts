import { EmptyFileError, LimitExceededError, MalformedFileError, TruncatedFileError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';

/** What the boxes of an MP4 say. */
export interface VideoHeader {
  readonly mediaType: 'video/mp4';
  /** Seconds, from the movie header. */
  readonly duration: number;
  /** Seconds at which the pictures of the first video track begin, ascending; empty where the boxes do not say. */
  readonly frameTimes: Float64Array;
}

const box = (name: string): number => [...name].reduce((value, character) => value * 256 + character.charCodeAt(0), 0);
const FTYP = box('ftyp');
const MOOV = box('moov');
const MVHD = box('mvhd');
const TRAK = box('trak');
const MDIA = box('mdia');
const HDLR = box('hdlr');
const VIDE = box('vide');
const MDHD = box('mdhd');
const MINF = box('minf');
const STBL = box('stbl');
const STTS = box('stts');

/**
 * Walks the boxes of an MP4: `ftyp` first, a `moov` somewhere, every box inside the file. An encoder that was
 * killed leaves no `moov`, and such a file cannot be played.
 * @throws ReadError (empty, truncated, malformed, limit exceeded)
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
  return {
    mediaType: 'video/mp4',
    duration: scale === 0 ? 0 : duration / scale,
    frameTimes: frameTimesOf(view, moov, path),
  };
}

/**
 * Pictures are stored in the order of decoding and shown in another; with one duration for all, as encoders of numbered
 * pictures write, both have the same times.
 */
function frameTimesOf(view: DataView, moov: Box, path: string): Float64Array {
  for (let at = moov.start; at < moov.end; ) {
    const track = findBox(view, at, moov.end, TRAK, path);
    if (track === undefined) break;
    at = track.end;
    const media = findBox(view, track.start, track.end, MDIA, path);
    const handler = media && findBox(view, media.start, media.end, HDLR, path);
    if (!handler || handler.end - handler.start < 12 || view.getUint32(handler.start + 8) !== VIDE) continue;
    const head = findBox(view, media.start, media.end, MDHD, path);
    let table: Box | undefined = media;
    for (const name of [MINF, STBL, STTS]) table = table && findBox(view, table.start, table.end, name, path);
    if (head && table) return readTimes(view, head, table, path);
  }
  return new Float64Array(0);
}

function readTimes(view: DataView, head: Box, table: Box, path: string): Float64Array {
  const isLong = head.end > head.start && view.getUint8(head.start) === 1;
  const scaleAt = head.start + (isLong ? 20 : 12);
  const count = table.end - table.start >= 8 ? view.getUint32(table.start + 4) : 0;
  if (scaleAt + 4 > head.end || table.start + 8 + 8 * count > table.end)
    throw new MalformedFileError(path, 'The video is broken', {
      expected: 'whole tables of times',
      actual: 'a shorter box',
    });
  const scale = view.getUint32(scaleAt);
  if (scale === 0) return new Float64Array(0);
  let frames = 0;
  for (let entry = 0; entry < count; entry++) frames += view.getUint32(table.start + 8 + 8 * entry);
  if (frames > READ_LIMITS.videoFrames)
    throw new LimitExceededError(path, 'videoFrames', READ_LIMITS.videoFrames, `${frames} pictures`);
  const times = new Float64Array(frames);
  for (let entry = 0, frame = 0, ticks = 0; entry < count; entry++) {
    const at = table.start + 8 + 8 * entry;
    const until = frame + view.getUint32(at);
    for (const delta = view.getUint32(at + 4); frame < until; frame++, ticks += delta) times[frame] = ticks / scale;
  }
  return times;
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
