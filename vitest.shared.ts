import type { TestUserConfig } from 'vitest/config';

/**
 * The end of a test's name that says why it is skipped; nothing while `reason` is undefined.
 * `tools/skipped-tests.mjs` lists these reasons, and CI fails for a skipped test without one.
 *
 * `it.skipIf(NO_PYTHON)(`reads what numpy wrote${because(NO_PYTHON)}`, …)`
 */
export const because = (reason: string | undefined): string => (reason === undefined ? '' : ` (skipped: ${reason})`);

/** What every package's tests have in common: where they are, and a machine-readable result for `.ci/run`. */
export const shared: TestUserConfig = {
  include: ['test/**/*.test.ts'],
  reporters: ['default', 'json'],
  // Generous: a laptop that also runs a build must not fail tests; nothing here asserts time.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  outputFile: { json: 'test-results.json' },
};
