// Bundles the server for Node and the page for the browser into dist/.
import { build } from 'esbuild';

const common = { bundle: true, format: 'esm', logLevel: 'warning' };
await build({
  ...common,
  entryPoints: ['src/server.ts'],
  outfile: 'dist/server.js',
  platform: 'node',
  target: 'node20',
});
await build({
  ...common,
  entryPoints: ['src/page.ts'],
  outfile: 'dist/page.js',
  platform: 'browser',
  target: 'es2022',
});
