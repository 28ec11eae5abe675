// Where the web viewers come from: builds of @rerun-io/web-viewer that rrd-look installed, and the one inside a wheel.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { officialSdk } from '../official-sdk.mjs';
import { cache, shared } from '../places.mjs';

const tool = join(shared, 'tools', 'rrd-look', 'rrd-look');

/** `{ folder }` with `re_viewer.js` and `re_viewer_bg.wasm`, or `{ reason }`. `viewer`: `npm:0.33.0` or `wheel:0.41.0`. */
export async function viewerFiles(viewer) {
  const [kind, version] = viewer.split(':');
  if (!existsSync(tool)) return { reason: `${tool} is not there` };
  if (kind === 'wheel') return wheelFiles(version);
  // Installs what it needs into its own cache, then prints its help.
  if (spawnSync(tool, ['--help']).status === 127) return { reason: `${tool} does not run` };
  const home = process.env.RRD_LOOK_CACHE ?? join(homedir(), '.cache', 'rrd-look');
  const folder = join(home, 'tool', 'node_modules', `web-viewer-${version}`);
  return existsSync(join(folder, 're_viewer.js')) ? { folder } : { reason: `${tool} has no viewer ${viewer}` };
}

/** The CLI serves its viewer, whose files are kept: one process per version instead of one per recording. */
async function wheelFiles(version) {
  const folder = join(cache, 'viewers', `wheel-${version}`);
  const names = ['re_viewer.js', 're_viewer_bg.wasm'];
  if (names.every((name) => existsSync(join(folder, name)))) return { folder };
  const sdk = officialSdk(version);
  if (sdk.reason) return sdk;
  const [port, webPort] = [await freePort(), await freePort()];
  const ports = ['--port', String(port), '--web-viewer-port', String(webPort)];
  const child = spawn(sdk.rerun, ['--serve-web', '--bind', '127.0.0.1', ...ports], { detached: true, stdio: 'ignore' });
  try {
    const get = async (name) => {
      for (let attempt = 0; ; attempt++) {
        try {
          const response = await fetch(`http://127.0.0.1:${webPort}/${name}`);
          return new Uint8Array(await response.arrayBuffer());
        } catch (error) {
          if (attempt === 100) throw error;
          await sleep(200);
        }
      }
    };
    mkdirSync(folder, { recursive: true });
    for (const name of names) writeFileSync(join(folder, name), await get(name));
  } finally {
    process.kill(-child.pid, 'SIGKILL');
  }
  return { folder };
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
