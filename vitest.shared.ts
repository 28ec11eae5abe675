import type { TestUserConfig } from 'vitest/config';

/** What every package's tests have in common: where they are, and a machine-readable result for `.ci/run`. */
export const shared: TestUserConfig = {
  include: ['test/**/*.test.ts'],
  reporters: ['default', 'json'],
  // Generous: a laptop that also runs a build must not fail tests; nothing here asserts time.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  outputFile: { json: 'test-results.json' },
};
