import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.ts';

export default defineConfig({
  test: {
    ...shared,
    // Whole exports run here, on machines that may be busy with other packages' tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Nothing here keeps global state, and every file imports all four packages.
    isolate: false,
    setupFiles: ['test/support/remove-folders.ts'],
  },
});
