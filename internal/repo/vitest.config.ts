import { defineConfig } from 'vitest/config';

// Packing and installing tarballs takes seconds, not milliseconds.
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 180_000 } });
