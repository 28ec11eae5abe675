/**
 * Files of a run as they are on disk.
 * @module
 */
import {
  type FileSource,
  type Inventory,
  isLayoutError,
  type ParsedPath,
  type PathIds,
  parsePath,
  type ScannedExperiment,
} from '@outlay/layout';
import type { Content } from '@outlay/schema/names';
import { FaultError } from '../web/fault.ts';
import { isUnchanged } from '../web/respond.ts';
import { parseByteRange } from './byte-range.ts';

/** A file goes out in pieces of this size, each read when the one before is gone. */
const PIECE = 1 << 20;

/**
 * The file at a path of the layout. The path is parsed, looked up among the names that the scan met, and the name met is
 * what is opened: text of a request never reaches the file system.
 * @throws FaultError
 */
export async function fileResponse(
  { source, inventory }: ScannedExperiment,
  path: string,
  request: Request,
): Promise<Response> {
  const parsed = parsePath(path);
  const found = parsed && findFile(inventory, parsed, path);
  const [stat] = found === undefined ? [] : ((await source.stat?.([found])) ?? [{ bytes: source.size(found) ?? 0 }]);
  if (parsed === undefined || found === undefined || stat === undefined)
    throw new FaultError('notServed', 'This run has no such file.');
  const { bytes: size, modified } = stat;
  const headers = new Headers({
    'content-type': mediaType(parsed.contract.content, found),
    'accept-ranges': 'bytes',
    etag: `"${size.toString(36)}-${Math.round(modified ?? 0).toString(36)}"`,
    // A picture may be written again by the next run; asking again costs a round trip, not the picture.
    'cache-control': 'private, no-cache',
    'content-security-policy': 'sandbox',
  });
  if (modified !== undefined) headers.set('last-modified', new Date(modified).toUTCString());
  if (isUnchanged(request, headers)) return new Response(null, { status: 304, headers });
  const ifRange = request.headers.get('if-range');
  const isMeant = ifRange === null || ifRange === headers.get('etag');
  const range = isMeant ? parseByteRange(request.headers.get('range'), size) : undefined;
  const { start, end } = range ?? { start: 0, end: size };
  headers.set('content-length', String(end - start));
  if (range) headers.set('content-range', `bytes ${start}-${end - 1}/${size}`);
  const body = request.method === 'HEAD' ? null : await bodyOf(source, found, start, end);
  return new Response(body, { status: range ? 206 : 200, headers });
}

async function bodyOf(
  source: FileSource,
  path: string,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null> {
  const read = async (at: number): Promise<Uint8Array<ArrayBuffer>> => {
    const range = { start: at, end: Math.min(end, at + PIECE) };
    const bytes = await source.read(path, { range });
    if (bytes.length < range.end - range.start)
      throw new FaultError('unreadable', 'The file became shorter meanwhile.');
    return bytes as Uint8Array<ArrayBuffer>;
  };
  if (start === end) return null;
  try {
    // The first piece before the headers, so that a file that cannot be read gets a status.
    const first = await read(start);
    if (start + first.length === end) return first;
    let at = start;
    let next: Uint8Array<ArrayBuffer> | undefined = first;
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const piece = next ?? (await read(at));
          next = undefined;
          at += piece.length;
          controller.enqueue(piece);
          if (at >= end) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    throw new FaultError('unreadable', error.message, { fix: error.hint });
  }
}

function findFile(
  inventory: Inventory,
  { contract, ids, canonicalPath }: ParsedPath,
  path: string,
): string | undefined {
  const { frame, image, ...folderIds } = ids;
  if (frame !== undefined) {
    for (const folder of inventory.frames(contract.id, folderIds as PathIds)) {
      const index = indexOf(folder.frames, frame);
      if (index >= 0) return folder.fileAt(index).path;
    }
  }
  const named = inventory.files(contract.id).map((file) => file.path);
  return named.find((one) => one === path) ?? named.find((one) => one === canonicalPath);
}

/** Of a number in an ascending list; -1 when it is not in it. */
function indexOf(list: readonly number[], wanted: number): number {
  let [low, high] = [0, list.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = list[middle]!;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

const TYPES: { readonly [kind in Content['kind']]?: string } = {
  json: 'application/json',
  mask: 'image/png',
  csv: 'text/csv; charset=utf-8',
  'metrics-txt': 'text/plain; charset=utf-8',
  obj: 'text/plain; charset=utf-8',
  video: 'video/mp4',
};

function mediaType({ kind }: Content, path: string): string {
  if (kind === 'image') return /\.png$/i.test(path) ? 'image/png' : 'image/jpeg';
  return TYPES[kind] ?? 'application/octet-stream';
}
