import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { DIST } from './serve.ts';

/** What is loaded for 3D only. */
const isViewer = (name: string) => /re_viewer|web-viewer/.test(name);

it('has at most 200 kB of its own, compressed', () => {
  const files = readdirSync(join(DIST, 'assets'));
  expect(files.some(isViewer)).toBe(true);
  const own = files
    .filter((name) => !isViewer(name))
    .map((name) => gzipSync(readFileSync(join(DIST, 'assets', name))).length);
  expect(own.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(200_000);
});

it('asks for nothing by an absolute URL', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  expect(html.match(/(?:src|href)="(?!\.\/)/g)).toBeNull();
});
