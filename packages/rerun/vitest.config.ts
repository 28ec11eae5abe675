import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.ts';

// Properties and whole recordings run here, on machines that may be busy with other packages' tests.
export default defineConfig({ test: { ...shared, testTimeout: 30_000 } });
