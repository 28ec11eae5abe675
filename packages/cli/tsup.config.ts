import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsup';
import { thirdPartyNotices } from './build/third-party-notices.ts';

// Everything is bundled, so that a start reads one file and not a tree of packages (docs/decisions/2026-11-24-cli-bundle.md).
export default defineConfig({
  entry: { main: 'src/main.ts', index: 'src/index.ts', worker: '../layout/src/node/worker.ts' },
  format: ['esm'],
  dts: {
    entry: { index: 'build/public-types.ts' },
    resolve: ['commander'],
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
  splitting: true,
  // The client of the Hub is large and rarely needed: it stays a package, and is loaded when it is used.
  noExternal: [/^(?!@huggingface\/hub)/],
  external: ['@huggingface/hub'],
  clean: true,
  target: 'node20',
  platform: 'node',
  // As it is published: with the little of zod that it needs. From its source all of zod would be in every start.
  esbuildOptions: (options) => {
    // Half of a start is reading and scanning text; names stay, for stack traces.
    options.minifyWhitespace = true;
    options.minifySyntax = true;
    const dist = (name: string) => fileURLToPath(new URL(`../schema/dist/${name}.js`, import.meta.url));
    options.alias = {
      '@outlay/schema': dist('index'),
      '@outlay/schema/names': dist('names'),
      '@outlay/schema/port': dist('port'),
      '@outlay/schema/python': dist('python'),
    };
  },
  esbuildPlugins: [thirdPartyNotices('dist/THIRD-PARTY-NOTICES.txt')],
  // CommonJS dependencies ask for `require`, which ES modules do not have.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
