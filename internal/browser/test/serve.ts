import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

const viewerFolder = fileURLToPath(new URL('../node_modules/@rerun-io/web-viewer', import.meta.url));

/** The page with the viewer, the worker, and the viewer's WebAssembly, on a free local port. */
export async function servePage(): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const [page, worker] = await Promise.all([bundle(`import './src/page.ts';`), bundle(`import './src/worker.ts';`)]);
  const html = `<!doctype html><meta charset=utf8><style>html,body{margin:0;height:100%}</style><script type=module src=/page.js></script>`;
  const texts = new Map([
    ['/', ['text/html', html]],
    ['/page.js', ['text/javascript', page.code]],
    ['/worker.js', ['text/javascript', worker.code]],
  ]);
  const server = createServer((request, response) => {
    const text = texts.get(request.url ?? '');
    if (text !== undefined) {
      response.setHeader('content-type', text[0]!).end(text[1]);
    } else if (request.url === '/re_viewer_bg.wasm') {
      response.setHeader('content-type', 'application/wasm');
      createReadStream(join(viewerFolder, 're_viewer_bg.wasm')).pipe(response);
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
