/**
 * Builds the page (apps/viewer) into dist/page, compressed as it is sent, with a list of its files in page.json. The
 * viewer's WebAssembly takes minutes to compress, so it is kept by its content in .cache.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const here = fileURLToPath(new URL('.', import.meta.url));
const app = join(here, '../../apps/viewer');
const out = join(here, 'dist/page');
const cache = join(here, '../../.cache/brotli');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};
const STORED = ['.png', '.woff2', '.ico'];
/** Quality 11 of the 47 MB of the viewer saves a tenth and takes minutes. */
const LARGE = 4 << 20;

const vite = join(app, 'node_modules/vite/bin/vite.js');
const built = spawnSync(process.execPath, [vite, 'build', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'], {
  cwd: app,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);

writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), notices());

const files = readdirSync(out, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(out, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort();
const rows = files.map((path) => {
  const bytes = readFileSync(join(out, path));
  const etag = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const extension = extname(path);
  const contentType = TYPES[extension];
  if (contentType === undefined) throw new Error(`${path} is of a kind that build-page.mjs knows no media type for.`);
  const brotli = !STORED.includes(extension);
  if (brotli) {
    writeFileSync(join(out, `${path}.br`), compressed(bytes, etag));
    rmSync(join(out, path));
  }
  return { path, contentType, immutable: path.startsWith('assets/'), etag, size: bytes.length, brotli };
});
writeFileSync(join(out, 'page.json'), `${JSON.stringify(rows, null, 2)}\n`);

/** Names, licences and their texts of what is inside the page. */
function notices() {
  const inside = ['@rerun-io/web-viewer', '@tanstack/virtual-core', 'svelte', 'uplot'];
  const texts = inside.map((name) => {
    const folder = join(app, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    return `${name} ${version} (${license})\n${text}`;
  });
  return `Software included in this page.\n\n${texts.join('\n')}`;
}

function compressed(bytes, etag) {
  const kept = join(cache, `${etag}.br`);
  if (existsSync(kept)) return readFileSync(kept);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const quality = bytes.length < LARGE ? 11 : 9;
  const params = { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const result = brotliCompressSync(bytes, { params });
  if (bytes.length >= LARGE) {
    mkdirSync(cache, { recursive: true });
    const temporary = `${kept}.${process.pid}.tmp`;
    writeFileSync(temporary, result);
    renameSync(temporary, kept);
  }
  return result;
}
