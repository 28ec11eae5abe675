import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.ts';

export default defineConfig({
  test: { ...shared, testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false },
});
