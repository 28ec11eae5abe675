import type { TextFinding, TextFindings } from '../read/text-finding.ts';
import type { Issue } from './issue.ts';

const CODES = {
  'missing-column': 'OUT3001',
  'extra-column': 'OUT3002',
  'renamed-column': 'OUT3003',
  'ragged-row': 'OUT3004',
  'bad-number': 'OUT3005',
  'float-id': 'OUT3006',
  'duplicate-row': 'OUT3007',
  'no-rows': 'OUT3008',
  'missing-key': 'OUT3009',
  'extra-key': 'OUT3010',
  'duplicate-key': 'OUT3011',
  'bad-line': 'OUT3012',
  resaved: 'OUT3013',
  'index-column': 'OUT3014',
} as const satisfies Record<TextFinding['kind'], Issue['code']>;
/** Names of the pose metrics before they became root-relative. */
const OLD_NAMES = /^(?:mpjpe_mm|mve_mm)$/i;

/** Findings of a text reader as issues. */
export function* findingIssues(findings: TextFindings, path: string): Generator<Issue> {
  const old = findings.list.flatMap(({ kind, actual }) => {
    const name = kind === 'extra-column' || kind === 'extra-key' ? /"([^"]*)"/.exec(actual)?.[1] : undefined;
    return name !== undefined && OLD_NAMES.test(name) ? [name] : [];
  });
  if (old.length > 0) yield { code: 'OUT3106', path, names: old };
  for (const found of findings.list) yield { code: CODES[found.kind], path, found };
}
