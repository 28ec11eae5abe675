import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import type { Asset, PageAssets } from '../web/page-assets.ts';

/** A row of `page.json`, which the build writes beside the page's files. */
export interface PageFile {
  /** Path below the page's folder. */
  readonly path: string;
  readonly contentType: string;
  readonly immutable: boolean;
  readonly etag: string;
  /** Bytes when it is not compressed. */
  readonly size: number;
  /** Is it stored compressed, as `<path>.br`, and only so? */
  readonly brotli: boolean;
}

/** The page in a folder that the build has made. Without it there is no page, but all data. */
export function pageFolder(folder = defaultFolder()): PageAssets {
  let files: Promise<ReadonlyMap<string, Asset>> | undefined;
  const all = () => {
    files ??= readFiles(folder);
    return files;
  };
  return {
    get: async (path) => (await all()).get(path === '' ? 'index.html' : path),
    paths: async () => [...(await all()).keys()],
  };
}

/** Beside the built package; a clone that runs on source has it there as well. */
function defaultFolder(): string {
  const places = ['./page/', '../page/', '../../dist/page/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return places.find((place) => existsSync(join(place, 'page.json'))) ?? places[0]!;
}

async function readFiles(folder: string): Promise<ReadonlyMap<string, Asset>> {
  let text: string;
  try {
    text = await readFile(join(folder, 'page.json'), 'utf8');
  } catch {
    return new Map();
  }
  const rows = JSON.parse(text) as readonly PageFile[];
  return new Map(rows.map((row) => [row.path, asset(folder, row)]));
}

function asset(folder: string, { path, contentType, immutable, etag, size, brotli }: PageFile): Asset {
  const file = join(folder, brotli ? `${path}.br` : path);
  return {
    contentType,
    immutable,
    etag,
    size,
    encodings: brotli ? ['br'] : [],
    open(encoding) {
      const stored = createReadStream(file);
      // Browsers offer brotli over HTTPS and to localhost only; all others get the plain bytes.
      const stream = brotli && encoding !== 'br' ? stored.pipe(createBrotliDecompress()) : stored;
      return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
    },
  };
}
