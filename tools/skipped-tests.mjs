// The tests that were skipped, by their reason. A reason is the end of a test's or suite's name: `… (skipped: reason)`.
//
//   node tools/skipped-tests.mjs     lists them, from the results of the last run
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the test runners of all packages wrote (test-results.json). */
export function testResults() {
  return ['packages', 'internal', 'apps', 'examples'].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => join(root, group, name, 'test-results.json'))
      .filter((file) => existsSync(file))
      .map((file) => JSON.parse(readFileSync(file, 'utf8'))),
  );
}

/** Skipped tests: reason -> names, most first. `undefined` stands for tests that do not say why. */
export function skippedTests(results) {
  const byReason = new Map();
  for (const { testResults: files } of results)
    for (const { name: file, assertionResults } of files)
      for (const { status, fullName } of assertionResults) {
        if (status !== 'pending' && status !== 'skipped' && status !== 'todo') continue;
        const reason = /\(skipped: ([^)]*)\)/.exec(fullName)?.[1];
        byReason.set(reason, [...(byReason.get(reason) ?? []), `${relative(root, file)}: ${fullName}`]);
      }
  return [...byReason].sort(([, a], [, b]) => b.length - a.length);
}

/** One line a reason; tests without one are named. */
export function skippedLines(skipped) {
  return skipped.flatMap(([reason, names]) =>
    reason === undefined
      ? [`skipped: ${names.length}, and nobody says why:`, ...names.map((name) => `  ${name}`)]
      : [`skipped: ${names.length}, because ${reason}`],
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const skipped = skippedTests(testResults());
  for (const line of skippedLines(skipped)) console.log(line);
  process.exitCode = skipped.some(([reason]) => reason === undefined) ? 1 : 0;
}
