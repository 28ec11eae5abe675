// Sums what the test runners of all packages wrote (test-results.json) and the last lines of the conformance lanes,
// and closes with the one line that CI reads: `N passed, N failed, N skipped`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const totals = { passed: 0, failed: 0, skipped: 0 };

for (const group of ['packages', 'internal', 'apps', 'examples'])
  for (const name of readdirSync(join(root, group))) {
    const file = join(root, group, name, 'test-results.json');
    if (!existsSync(file)) continue;
    const result = JSON.parse(readFileSync(file, 'utf8'));
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

console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
