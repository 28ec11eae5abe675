// Sums what the test runners of all packages wrote (test-results.json) and the last lines of the conformance lanes,
// says why tests were skipped, and closes with the one line that CI reads: `N passed, N failed, N skipped`.
import { existsSync, readFileSync } from 'node:fs';
import { skippedLines, skippedTests, testResults } from './skipped-tests.mjs';

const totals = { passed: 0, failed: 0, skipped: 0 };
const results = testResults();
for (const result of results) {
  totals.passed += result.numPassedTests;
  // A file that could not even be loaded counts as one failure.
  totals.failed += result.numFailedTests + (result.success === false && result.numFailedTests === 0 ? 1 : 0);
  totals.skipped += result.numPendingTests + result.numTodoTests;
}

const log = process.argv[2];
const lines =
  log && existsSync(log)
    ? readFileSync(log, 'utf8').matchAll(/^conformance: (\d+) passed, (\d+) failed, (\d+) skipped$/gm)
    : [];
for (const [, passed, failed, skipped] of lines) {
  totals.passed += Number(passed);
  totals.failed += Number(failed);
  totals.skipped += Number(skipped);
}

const skipped = skippedTests(results);
for (const line of skippedLines(skipped)) console.log(line);
// A test that is skipped without a reason is as good as a test that is not there.
totals.failed += skipped.find(([reason]) => reason === undefined)?.[1].length ?? 0;
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
