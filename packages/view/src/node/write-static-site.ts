import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type StaticSiteOptions, staticSite } from '../static/static-site.ts';

/** A file of a site that is in its place. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Writes a site to a folder, each file under a temporary name until it is whole. What was there of an earlier site is
 * replaced; other files stay.
 * @throws what the file system throws; the abort reason.
 */
export async function* writeStaticSite(
  folder: string,
  options: StaticSiteOptions,
): AsyncGenerator<WrittenFile, void, undefined> {
  const root = resolve(folder);
  for await (const { path, body } of staticSite(options)) {
    const place = join(root, path);
    if (!place.startsWith(root + sep)) throw new RangeError(`The path ${path} leads out of the site.`);
    const unfinished = join(dirname(place), `.outlay-static-${process.pid}.tmp`);
    await mkdir(dirname(place), { recursive: true });
    let bytes = 0;
    try {
      await pipeline(
        Readable.fromWeb(body as never),
        async function* (parts: AsyncIterable<Uint8Array>) {
          for await (const part of parts) {
            bytes += part.length;
            yield part;
          }
        },
        createWriteStream(unfinished),
        options.signal ? { signal: options.signal } : {},
      );
      await rename(unfinished, place);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw options.signal?.aborted ? options.signal.reason : error;
    }
    yield { path, bytes };
  }
}
