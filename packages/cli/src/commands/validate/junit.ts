import { ISSUE_CATALOGUE, ISSUE_CODES } from '@outlay/layout';
import type { Diagnostic } from '@outlay/schema';
import { paragraph } from './fingerprint.ts';
import type { ValidatedExperiment } from './validated.ts';

/** JUnit XML: a suite per experiment, a test case per code; a code with findings of error severity is a failure. */
export function renderJunit(experiments: readonly ValidatedExperiment[]): string {
  const suites = experiments.map(suite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="outlay validate">\n${suites.join('')}</testsuites>\n`;
}

function suite({ label, diagnostics, durationMs }: ValidatedExperiment): string {
  const byCode = new Map<string, Diagnostic[]>();
  for (const finding of diagnostics) byCode.set(finding.code, [...(byCode.get(finding.code) ?? []), finding]);
  const codes = [...new Set([...ISSUE_CODES, ...byCode.keys()])].sort();
  const cases = codes.map((code) => testCase(code, byCode.get(code) ?? []));
  const failures = [...byCode.values()].filter((findings) => findings.some(isError)).length;
  const time = (durationMs / 1000).toFixed(3);
  return `  <testsuite name="${xml(label)}" tests="${codes.length}" failures="${failures}" errors="0" skipped="0" time="${time}">\n${cases.join('')}  </testsuite>\n`;
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

function testCase(code: string, findings: readonly Diagnostic[]): string {
  const name = findings[0]?.name ?? ISSUE_CATALOGUE[code as keyof typeof ISSUE_CATALOGUE].name;
  const head = `    <testcase classname="outlay.${code}" name="${xml(name)}"`;
  const [first] = findings;
  if (first === undefined) return `${head}/>\n`;
  const text = xml(findings.map((finding) => `${finding.severity} ${finding.path}: ${paragraph(finding)}`).join('\n'));
  const body = findings.some(isError)
    ? `<failure type="${code}" message="${xml(first.message)}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return `${head}>${body}</testcase>\n`;
}

// XML has no way to write most control characters, not even escaped.
function xml(text: string): string {
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
  return text.replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD').replace(/[&<>"']/g, (c) => named[c] ?? c);
}
