import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.ts';

// A viewer with software rendering takes tens of seconds to its first picture on a busy machine.
export default defineConfig({
  test: { ...shared, testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false },
});
