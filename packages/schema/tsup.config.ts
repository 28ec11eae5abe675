import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/names.ts', 'src/port.ts'],
  format: ['esm'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  clean: true,
  target: 'node20',
});
