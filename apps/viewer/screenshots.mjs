// The four pictures of the docs and the README: node screenshots.mjs [results folder] [scene/experiment], after `npm run demo`.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const [results = `${root}../../demo/results`, id = 'demo_pair01_star/v001_sample'] = process.argv.slice(2);
const vite = await createServer({
  configFile: false,
  root,
  server: { middlewareMode: true, ws: false },
  appType: 'custom',
});
const { makeScreenshots } = await vite.ssrLoadModule('/test/screenshots.ts');
await makeScreenshots({ results, id });
await vite.close();
