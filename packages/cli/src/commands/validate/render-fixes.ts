import type { FixStep } from '@outlay/layout';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { Style } from '../../session/outcome.ts';
import type { ValidatedExperiment } from './validated.ts';

/** What would be done, one line per step; at most as many as findings are shown. */
export function renderPlan(steps: readonly FixStep[], { colors, maxDiagnostics }: Style): string {
  const lines = steps.slice(0, maxDiagnostics).flatMap((step) => stepLines(step).map((line) => [step.code, line]));
  const more = steps.length - Math.min(steps.length, maxDiagnostics);
  const shown = lines.map(([code, line]) => `  ${colors.dim(code ?? '')} ${line}\n`).join('');
  return more > 0 ? `${shown}  … and ${more} more (-v shows all)\n` : shown;
}

/** What `--fix` came to, for people. */
export function renderFix(
  { steps, left, applied, undo }: NonNullable<ValidatedExperiment['fix']>,
  style: Style,
): string {
  const others = left
    .slice(0, style.maxDiagnostics)
    .map(
      ({ code, path, reason }) => `  ${style.colors.dim(code)} left alone  ${printable(path)}: ${printable(reason)}\n`,
    )
    .join('');
  if (steps.length === 0) return `nothing to fix\n${others}`;
  const fixes = plural(steps.length, 'fix', 'fixes');
  const head = applied ? `${style.colors.green('fixed')}  ${fixes} applied` : `planned  ${fixes}, none applied`;
  const tail = applied
    ? `undo:  outlay validate --undo ${printable(undo ?? '')}\n`
    : 'apply:  the same command with --yes\n';
  return `${head}\n${renderPlan(steps, style)}${others}${tail}\n`;
}

function stepLines(step: FixStep): readonly string[] {
  if (step.kind === 'rename') return [`rename     ${printable(step.from)} -> ${printable(step.to)}`];
  if (step.kind === 'set-aside') return [`set aside  ${printable(step.from)} -> ${printable(step.to)}`];
  const [before, after] = [parsed(step.before), parsed(step.after)];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const value = (of: Record<string, unknown>, key: string): string =>
    key in of ? printable(JSON.stringify(of[key])) : '(none)';
  return changed.map((key) => `manifest   ${printable(key)}: ${value(before, key)} -> ${value(after, key)}`);
}

function parsed(text: string): Record<string, unknown> {
  return JSON.parse(text.replace(/^\ufeff/, '')) as Record<string, unknown>;
}
