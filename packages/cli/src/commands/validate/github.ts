import type { Diagnostic, Severity } from '@outlay/schema';
import { countWords, plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import { paragraph } from './fingerprint.ts';
import { pathFrom, type ValidatedExperiment } from './validated.ts';

// GitHub shows ten annotations of a kind per step and drops the rest without a word.
const SHOWN = 10;
const COMMAND: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands of GitHub Actions: ten annotations, one that names the rest, and every finding in the log. */
export function renderGithub(experiments: readonly ValidatedExperiment[], cwd: string): string {
  const findings = experiments.flatMap(({ path, diagnostics }) =>
    diagnostics.map((finding) => ({ finding, file: pathFrom(cwd, path, finding.path) })),
  );
  const annotations = findings.slice(0, SHOWN).map(({ finding, file }) => annotation(finding, file));
  const more = findings.slice(SHOWN);
  if (more.length > 0) {
    const codes = [...new Set(more.map(({ finding }) => finding.code))].join(', ');
    annotations.push(`::warning title=outlay::${escapeData(`${plural(more.length, 'more finding')}: ${codes}`)}`);
  }
  const log = findings.map(
    ({ finding, file }) => `${finding.severity} ${finding.code} ${printable(file)}: ${printable(paragraph(finding))}`,
  );
  const totals = experiments.map(({ label, counts }) => `${printable(label)}: ${countWords(counts)}`);
  return [...annotations, ...log, ...totals].map((line) => `${line}\n`).join('');
}

function annotation(finding: Diagnostic, file: string): string {
  const title = `${finding.code} ${finding.name}`;
  const properties = `file=${escapeProperty(file)},title=${escapeProperty(title)}`;
  return `::${COMMAND[finding.severity]} ${properties}::${escapeData(paragraph(finding))}`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
