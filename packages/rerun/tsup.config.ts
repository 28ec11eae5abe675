import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    arrow: 'src/apache-arrow/index.ts',
    blueprint: 'src/blueprint/index.ts',
    exporters: 'src/exporters/index.ts',
    files: 'src/node/recording-files/index.ts',
    node: 'src/node/index.ts',
    read: 'src/read/index.ts',
    types: 'src/types.ts',
  },
  format: ['esm'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  clean: true,
  target: 'node20',
});
