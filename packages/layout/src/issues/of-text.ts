import type { TextFinding, TextFindings } from '../read/text-finding.ts';
import type { Issue } from './issue.ts';

const NAMES = {
  'missing-column': 'metric-missing-column',
  'extra-column': 'metric-extra-column',
  'renamed-column': 'metric-renamed-column',
  'ragged-row': 'metric-ragged-row',
  'bad-number': 'metric-bad-number',
  'float-id': 'metric-float-id',
  'duplicate-row': 'metric-duplicate-row',
  'no-rows': 'metric-no-rows',
  'missing-key': 'metric-missing-key',
  'extra-key': 'metric-extra-key',
  'duplicate-key': 'metric-duplicate-key',
  'bad-line': 'metric-bad-line',
  resaved: 'metric-file-resaved',
  'index-column': 'metric-index-column',
} as const satisfies Record<TextFinding['kind'], Issue['name']>;
/** Names of the pose metrics before they became root-relative. */
const OLD_NAMES = /^(?:mpjpe_mm|mve_mm)$/i;

/** Findings of a text reader as issues. */
export function* findingIssues(findings: TextFindings, path: string): Generator<Issue> {
  const old = findings.list.flatMap(({ kind, actual }) => {
    const name = kind === 'extra-column' || kind === 'extra-key' ? /"([^"]*)"/.exec(actual)?.[1] : undefined;
    return name !== undefined && OLD_NAMES.test(name) ? [name] : [];
  });
  if (old.length > 0) yield { name: 'metric-names-old', path, names: old };
  for (const found of findings.list) yield { name: NAMES[found.kind], path, found };
}
