import type { Severity } from '@outlay/schema';
import { canonicalJson } from '../../report/canonical-json.ts';
import { fingerprint, paragraph } from './fingerprint.ts';
import { pathFrom, type ValidatedExperiment } from './validated.ts';

const SEVERITY: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' };

/** GitLab's code-quality report. Findings are about files, not lines, so every one begins at line 1. */
export function renderGitlab(experiments: readonly ValidatedExperiment[], cwd: string): string {
  const issues = experiments.flatMap(({ path: root, diagnostics }) =>
    diagnostics.map((finding) => {
      const path = pathFrom(cwd, root, finding.path);
      return {
        check_name: finding.code,
        description: paragraph(finding),
        fingerprint: fingerprint({ code: finding.code, path }),
        severity: SEVERITY[finding.severity],
        location: { path, lines: { begin: 1 } },
      };
    }),
  );
  return `${canonicalJson(issues)}\n`;
}
