/**
 * Baseline JPEG pictures, opened to the end: every code is followed, so that data which was overwritten, cut or
 * shifted is found where it stops to make sense. Decoding stops at a reduced size, which costs hardly more than looking.
 * @module
 */
import { LimitExceededError } from './errors.ts';
import { readImageHeader } from './image-header.ts';
import { JpegBits } from './jpeg-bits.ts';
import { BlockDecoder, type BlockPixels, clamped, type Lane, type Plane } from './jpeg-block.ts';
import { broken, type JpegFrame, type JpegScan, JpegTables } from './jpeg-tables.ts';
import { READ_LIMITS } from './limits.ts';

/** A decoded picture at a reduced size. */
export interface JpegPicture {
  /** Pixels of the reduced picture: ⌈full × blockPixels / 8⌉. */
  readonly width: number;
  readonly height: number;
  /** 1 gray, 3 colour. */
  readonly channels: 1 | 3;
  /** Row-major, channels interleaved, red first. */
  readonly samples: Uint8Array;
  /** Fraction of the picture, from the bottom, in which nothing changes any more: 1 for a picture of one colour. */
  readonly flatTail: number;
}

/**
 * Follows the data of a baseline JPEG to its end and decodes it at a reduced size. `undefined` for progressive,
 * arithmetic-coded and CMYK pictures, of which only the header and the end are checked.
 * @throws ReadError (empty, truncated, malformed, limit)
 */
export function readJpeg(bytes: Uint8Array, path: string, blockPixels: BlockPixels = 1): JpegPicture | undefined {
  const header = readImageHeader(bytes, path);
  if (header.mediaType !== 'image/jpeg') throw broken(path, 'a JPEG picture', 'a PNG picture');
  if (header.width * header.height > READ_LIMITS.maskPixels)
    throw new LimitExceededError(path, 'maskPixels', READ_LIMITS.maskPixels, `${header.width}×${header.height} pixels`);
  if (!isBaseline(bytes)) return undefined;
  const tables = new JpegTables(bytes, path);
  let scan = tables.nextScan(0);
  const { frame } = tables;
  if (!scan || !frame) throw broken(path, 'picture data', 'none');
  if (frame.components.length === 4) return undefined;
  const planes = planesOf(frame, blockPixels);
  let flatTail = 1;
  for (let scans = 0; scan; scans++) {
    // Baseline pictures tell every component once.
    if (scans >= frame.components.length) throw broken(path, `${scans} scans`, 'more');
    const { end, flat } = decodeScan(tables, frame, scan, planes, blockPixels);
    flatTail = Math.min(flatTail, flat);
    scan = tables.nextScan(end);
  }
  return { ...joined(frame, planes, blockPixels, tables.adobeTransform), flatTail };
}

function isBaseline(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] as number;
    if (bytes[at] !== 0xff || marker === 0x00 || marker === 0xff) at++;
    else if (marker === 0xc0 || marker === 0xc1) return true;
    else if (marker === 0xda || (marker > 0xc1 && marker <= 0xcf && marker !== 0xc4)) return false;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else at += 2 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
  }
  return false;
}

/** Groups of blocks across and down, and blocks per group. */
function groupsOf({ width, height, components }: JpegFrame): { across: number; down: number; h: number; v: number } {
  const h = Math.max(...components.map((one) => one.h));
  const v = Math.max(...components.map((one) => one.v));
  return { across: Math.ceil(width / (8 * h)), down: Math.ceil(height / (8 * v)), h, v };
}

function planesOf(frame: JpegFrame, n: BlockPixels): readonly Plane[] {
  const { across, down } = groupsOf(frame);
  return frame.components.map(({ h, v }) => {
    const stride = across * h * n;
    return { samples: new Uint8Array(stride * down * v * n), stride };
  });
}

function decodeScan(
  tables: JpegTables,
  frame: JpegFrame,
  scan: JpegScan,
  planes: readonly Plane[],
  n: BlockPixels,
): { readonly end: number; readonly flat: number } {
  const { bytes, path, restart } = tables;
  const all = groupsOf(frame);
  const lanes = scan.components.map(({ index, dc, ac }): Lane => {
    const { h, v, quantisation } = frame.components[index]!;
    const table = tables.quantisation(quantisation);
    // The blocks of a component that comes alone are not in groups.
    const size = scan.components.length === 1 ? { h: 1, v: 1 } : { h, v };
    return { plane: planes[index]!, quantisation: table, dc, ac, ...size, previous: 0, level: undefined };
  });
  const alone = scan.components.length === 1 ? frame.components[scan.components[0]!.index]! : undefined;
  const across = alone ? Math.ceil((frame.width * alone.h) / (8 * all.h)) : all.across;
  const down = alone ? Math.ceil((frame.height * alone.v) / (8 * all.v)) : all.down;
  const bits = new JpegBits(bytes, path, scan.data);
  const decoder = new BlockDecoder(bits, n, path);
  const total = across * down;
  let lastChange = 0;
  for (let group = 0; group < total; group++) {
    if (restart > 0 && group > 0 && group % restart === 0) {
      const marker = bits.end();
      const expected = 0xd0 | ((group / restart - 1) & 7);
      if (bytes[marker + 1] !== expected)
        throw broken(path, `the restart marker ff${expected.toString(16)}`, `another at byte ${marker}`);
      bits.reset(marker + 2);
      for (const lane of lanes) lane.previous = 0;
    }
    const column = group % across;
    const row = (group - column) / across;
    for (const lane of lanes) {
      const { h, v, plane } = lane;
      for (let y = 0; y < v; y++)
        for (let x = 0; x < h; x++)
          if (decoder.decode(lane, ((row * v + y) * plane.stride + column * h + x) * n)) lastChange = group;
    }
  }
  return { end: bits.end(), flat: lastChange === 0 ? 1 : (total - 1 - lastChange) / total };
}

/** The components put together, as gray or RGB. */
function joined(
  frame: JpegFrame,
  planes: readonly Plane[],
  n: BlockPixels,
  adobeTransform: number | undefined,
): Omit<JpegPicture, 'flatTail'> {
  const [width, height] = [Math.ceil((frame.width * n) / 8), Math.ceil((frame.height * n) / 8)];
  const all = groupsOf(frame);
  const channels = frame.components.length >= 3 ? 3 : 1;
  const samples = new Uint8Array(width * height * channels);
  const sources = planes.slice(0, channels).map(({ samples: own, stride }, i) => {
    const { h, v } = frame.components[i]!;
    return { own, stride, x: h / all.h, y: v / all.v };
  });
  const value = (channel: number, x: number, y: number): number => {
    const source = sources[channel]!;
    return source.own[Math.floor(y * source.y) * source.stride + Math.floor(x * source.x)]!;
  };
  // Colors as they are: Adobe's segment says so, or the components are named R, G, B.
  const isRgb = adobeTransform === 0 || frame.components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB';
  let at = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const first = value(0, x, y);
      if (channels === 1) samples[at++] = first;
      else {
        const [blue, red] = [value(1, x, y), value(2, x, y)];
        if (isRgb) [samples[at], samples[at + 1], samples[at + 2]] = [first, blue, red];
        else {
          samples[at] = clamped(first + 1.402 * (red - 128));
          samples[at + 1] = clamped(first - 0.344136 * (blue - 128) - 0.714136 * (red - 128));
          samples[at + 2] = clamped(first + 1.772 * (blue - 128));
        }
        at += 3;
      }
    }
  return { width, height, channels, samples };
}
