import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createView, nodeListener } from '@outlay/view/node';

export const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
};

/** The list of the page's files that the server reads; the package's own build compresses them as well. */
function listPage(): void {
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const rows = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith('.json') && !file.endsWith('.br'))
    .map((file) => {
      const bytes = readFileSync(file);
      return {
        path: file.slice(DIST.length),
        contentType: TYPES[file.split('.').at(-1)!] ?? 'application/octet-stream',
        immutable: file.includes('/assets/'),
        etag: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
        size: bytes.length,
        brotli: false,
      };
    });
  writeFileSync(join(DIST, 'page.json'), JSON.stringify(rows));
}

export interface Served {
  readonly origin: string;
  close(): Promise<void>;
}

/** The built page over results folders, on a free local port, by the real server. */
export async function serve(
  results: readonly string[],
  { port = 0, token = false }: { readonly port?: number; readonly token?: string | false } = {},
): Promise<Served> {
  listPage();
  const view = createView({ results, token, hosts: 'any', page: DIST, pollMs: 300 });
  const server = createServer(nodeListener(view.fetch));
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await (view as { close?: () => unknown }).close?.();
    },
  };
}
