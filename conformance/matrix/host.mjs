// A loopback server for viewer, recordings and the page that joins them.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';

/** The viewer's own handle, in both its forms (npm: a module; wheel: a script), with the panels out of the picture. */
const page = (script) => `<!doctype html><meta charset=utf8>
<style>html,body{margin:0;height:100%;background:#000}canvas{width:100%;height:100%}</style>
<canvas id=viewer></canvas>
${script === 'script' ? '<script src="/viewer/re_viewer.js"></script>' : ''}
<script type=module>
const bindgen = ${script === 'script' ? 'wasm_bindgen' : "(await import('/viewer/re_viewer.js')).default()"};
window.startViewer = async (hidden) => {
  await bindgen({ module_or_path: fetch('/viewer/re_viewer_bg.wasm') });
  const handle = new bindgen.WebHandle({
    hide_welcome_screen: true, render_backend: 'webgl', persist: false, enable_history: false,
    url: [], on_viewer_event: () => {},
  });
  await handle.start(document.getElementById('viewer'));
  for (const panel of hidden) handle.override_panel_state(panel, 'hidden');
  if (!hidden.includes('time') && hidden.includes('top')) handle.override_panel_state('time', 'collapsed');
  return handle;
};
window.hostReady = true;
</script>`;

/** @returns origin, `publish(path)` -> URL of a recording, and `close` */
export async function host(folder, script) {
  const files = new Map();
  const server = createServer((request, response) => {
    const url = request.url.split('?')[0];
    if (url === '/') return response.setHeader('content-type', 'text/html').end(page(script));
    const path = url.startsWith('/viewer/') ? join(folder, basename(url)) : files.get(url);
    if (path === undefined || !existsSync(path)) return response.writeHead(404).end();
    const type = { '.js': 'text/javascript', '.wasm': 'application/wasm' }[extname(path)] ?? 'application/octet-stream';
    const total = statSync(path).size;
    const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
    const start = range ? Number(range[1]) : 0;
    const end = range?.[2] ? Math.min(Number(range[2]), total - 1) : total - 1;
    if (range) response.statusCode = 206;
    if (range) response.setHeader('content-range', `bytes ${start}-${end}/${total}`);
    response.setHeader('accept-ranges', 'bytes').setHeader('content-type', type);
    response.setHeader('content-length', Math.max(0, end - start + 1));
    if (request.method !== 'GET' || total === 0) return response.end();
    createReadStream(path, { start, end }).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    publish(path) {
      const url = `/${files.size}/${basename(path)}`;
      files.set(url, path);
      return origin + url;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
