import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.ts';

// Whole exports run here, on machines that may be busy with other packages' tests.
export default defineConfig({ test: { ...shared, testTimeout: 60_000, hookTimeout: 60_000 } });
