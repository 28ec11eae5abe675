import { defineConfig } from 'tsup';
import { thirdPartyNotices } from '../cli/build/third-party-notices.ts';

// Of zod only what the manifest needs is bundled: an import costs milliseconds, not tens of them
// (docs/decisions/2026-11-25-schema-import.md). Its types stay those of the package.
export default defineConfig({
  entry: {
    index: 'src/index.ts',
    names: 'src/names.ts',
    port: 'src/port.ts',
    python: 'src/python/module.ts',
  },
  format: ['esm'],
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  noExternal: ['zod'],
  treeshake: true,
  esbuildOptions: (options) => {
    options.minifyWhitespace = true;
    options.minifySyntax = true;
  },
  esbuildPlugins: [thirdPartyNotices('dist/THIRD-PARTY-NOTICES.txt')],
  clean: true,
  target: 'node20',
});
