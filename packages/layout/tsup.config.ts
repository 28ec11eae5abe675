import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', read: 'src/read/index.ts', node: 'src/node/index.ts', worker: 'src/node/worker.ts' },
  format: ['esm'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  clean: true,
  target: 'node20',
});
