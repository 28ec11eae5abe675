import { close, mkdtempSync, open, read, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { networkDisk } from '../../src/node/index.ts';
import { type FileSystem, readAhead } from '../../src/node/read-ahead.ts';
import { SlabPool } from '../../src/node/slab.ts';

const COUNT = 40;
const root = mkdtempSync(join(tmpdir(), 'outlay-ahead-'));
const paths = Array.from({ length: COUNT }, (_, i) => `${i}.bin`);
for (const [i, path] of paths.entries()) writeFileSync(join(root, path), Buffer.alloc(1000 + i, i));
afterAll(() => rmSync(root, { recursive: true }));

const opener = {
  realFile: (path: string) => join(root, path),
  open: () => {
    throw new Error('no links here');
  },
};

/** A disk whose files come late, and the longest-awaited last; counts how many are waited for. */
function slowDisk() {
  const seen = { open: 0, most: 0, closed: 0 };
  const system: FileSystem = {
    open(path, flags, done) {
      seen.most = Math.max(seen.most, ++seen.open);
      const turns = (seen.open % 5) * 3;
      const later = (left: number): void => {
        if (left > 0) setImmediate(later, left - 1);
        else open(path, flags, done);
      };
      later(turns);
    },
    read,
    close: (fd, done) =>
      close(fd, () => {
        seen.open--;
        seen.closed++;
        done();
      }),
  };
  return { seen, system };
}

describe('reading ahead', () => {
  it.each([1, 8, 32])('keeps %i files of a slow disk in flight, and their order', async (inFlight) => {
    const { seen, system } = slowDisk();
    const found: (readonly [string, number, number | undefined])[] = [];
    const options = { batchBytes: 4000, reuse: true };
    for await (const batch of readAhead(paths, opener, inFlight, new SlabPool(), options, system))
      for (const { path, bytes } of batch) found.push([path, bytes!.length, bytes![0]]);
    expect(found).toEqual(paths.map((path, i) => [path, 1000 + i, i]));
    expect(seen).toEqual({ open: 0, most: inFlight, closed: COUNT });
  });

  it('leaves no file open when its reader stops early', async () => {
    const { seen, system } = slowDisk();
    for await (const _ of readAhead(paths, opener, 8, new SlabPool(), { batchBytes: 1 }, system)) break;
    expect(seen.open).toBe(0);
    const controller = new AbortController();
    const aborted = async () => {
      for await (const _ of readAhead(
        paths,
        opener,
        8,
        new SlabPool(),
        { batchBytes: 1, signal: controller.signal },
        system,
      ))
        controller.abort();
    };
    await expect(aborted()).rejects.toThrow();
    expect(seen.open).toBe(0);
  });
});

it('takes a folder that is not there for no network disk', () => {
  expect(networkDisk(join(root, 'nothing'))).toBeUndefined();
});
