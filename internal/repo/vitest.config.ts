import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.ts';

// Packing and installing tarballs takes seconds, not milliseconds.
export default defineConfig({ test: { ...shared, testTimeout: 180_000, hookTimeout: 180_000 } });
