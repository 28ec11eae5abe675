import type { TestUserConfig } from 'vitest/config';

/** What every package's tests have in common: where they are, and a machine-readable result for `.ci/run`. */
export const shared: TestUserConfig = {
  include: ['test/**/*.test.ts'],
  reporters: ['default', 'json'],
  outputFile: { json: 'test-results.json' },
};
