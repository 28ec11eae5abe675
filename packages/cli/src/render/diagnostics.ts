import type { Severity } from '@outlay/schema';
import type { Colors } from '../session/colors.ts';
import type { LocatedDiagnostic, Style } from '../session/outcome.ts';
import { printable } from './printable.ts';

// Further places are for a first look; `count` in the sentence says how many there are.
const SHOWN_PLACES = 3;
const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * Findings for people: one sentence each, gravest first. Empty text for none.
 * @param withExperiment Name the experiment of each, because there are several.
 */
export function renderDiagnostics(
  diagnostics: readonly LocatedDiagnostic[],
  style: Style,
  withExperiment = false,
): string {
  const ordered = [...diagnostics].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  const shown = ordered.slice(0, style.maxDiagnostics);
  const lines = shown.map((diagnostic) => renderDiagnostic(diagnostic, style.colors, withExperiment));
  const hidden = ordered.length - shown.length;
  if (hidden > 0) lines.push(style.colors.dim(`… and ${hidden} more; -v or --format json shows them all`));
  return lines.map((line) => `${line}\n`).join('');
}

/** One finding: severity, code, sentence; then expected, found, further places, and the fix. */
export function renderDiagnostic(diagnostic: LocatedDiagnostic, colors: Colors, withExperiment = false): string {
  const paint = { error: colors.red, warning: colors.yellow, info: colors.cyan }[diagnostic.severity];
  const lines = [
    `${paint(colors.bold(diagnostic.severity))} ${colors.bold(diagnostic.code)}: ${printable(diagnostic.message)}`,
  ];
  if (withExperiment && diagnostic.experiment !== undefined) lines.push(detail(colors, 'in', diagnostic.experiment));
  if (diagnostic.path !== '' && !diagnostic.message.includes(diagnostic.path))
    lines.push(detail(colors, 'at', diagnostic.path));
  // What the sentence says already is not said again.
  for (const [label, text] of [
    ['expected', diagnostic.expected],
    ['found', diagnostic.actual],
  ] as const)
    if (text && !diagnostic.message.includes(text)) lines.push(detail(colors, label, text));
  const others = diagnostic.affects?.sample.filter((path) => path !== diagnostic.path).slice(0, SHOWN_PLACES) ?? [];
  if (others.length > 0) {
    const more = (diagnostic.affects?.count ?? 0) - 1 - others.length;
    lines.push(detail(colors, 'also', `${others.join(', ')}${more > 0 ? ` and ${more} more` : ''}`));
  }
  const consequences = diagnostic.consequences ?? [];
  for (const { message } of consequences.slice(0, SHOWN_PLACES)) lines.push(detail(colors, 'so', message));
  if (consequences.length > SHOWN_PLACES)
    lines.push(detail(colors, 'so', `${consequences.length - SHOWN_PLACES} more findings that follow from it`));
  if (diagnostic.fix !== undefined) lines.push(detail(colors, 'fix', diagnostic.fix));
  return lines.join('\n');
}

function detail(colors: Colors, label: string, text: string): string {
  return `  ${colors.dim(`${label}:`)} ${printable(text)}`;
}

/** `2 errors, 1 warning` */
export function countWords(counts: {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}): string {
  const words = [
    [counts.error, 'error'],
    [counts.warning, 'warning'],
    [counts.info, 'note'],
  ] as const;
  const parts = words.filter(([n]) => n > 0).map(([n, word]) => plural(n, word));
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** `1 file`, `2 files` */
export function plural(count: number, word: string, words = `${word}s`): string {
  return `${count} ${count === 1 ? word : words}`;
}
