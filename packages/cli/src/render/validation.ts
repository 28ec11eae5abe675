import { relative } from 'node:path';
import type { FixStep, LeftAlone } from '@outlay/layout';
import type { Diagnostic } from '@outlay/schema';
import type { Counts } from '../envelope.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Style } from '../outcome.ts';
import { countWords, plural, renderDiagnostics } from './diagnostics.ts';
import { renderFix } from './fixes.ts';
import type { ReportFormat } from './formats.ts';
import { renderGithub } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderJunit } from './junit.ts';
import { printable } from './printable.ts';
import { renderSarif } from './sarif.ts';

/** Path of a finding's file relative to `cwd`, POSIX: what code hosts want, whose steps run in the checkout. */
export function pathFrom(cwd: string, root: string, path: string): string {
  const folder = relative(cwd, root).replaceAll('\\', '/');
  return [folder, path].filter((part) => part !== '').join('/') || '.';
}

/** One validated experiment: what every reporter is made from. */
export interface ValidatedExperiment {
  /** Absolute path. */
  readonly path: string;
  readonly label: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: Counts;
  /** `null` when it could not be read. */
  readonly scanned: { readonly folders: number; readonly files: number } | null;
  /** Other than 0 when it could not be validated as an experiment. */
  readonly exitCode: ExitCode;
  readonly durationMs: number;
  /** What `--fix` did before; absent without it. */
  readonly fix?: {
    readonly steps: readonly FixStep[];
    readonly left: readonly LeftAlone[];
    readonly applied: boolean;
    /** Absolute path of the undo record. */
    readonly undo: string | null;
  };
}

/**
 * A validation in the format asked for. `json` is not made here: it is the envelope.
 * @param context.cwd Folder that paths in reports for code hosts are relative to.
 */
export function renderValidation(
  experiments: readonly ValidatedExperiment[],
  format: ReportFormat,
  { style, cwd }: { readonly style: Style; readonly cwd: string },
): string {
  switch (format) {
    case 'sarif':
      return renderSarif(experiments);
    case 'github':
      return renderGithub(experiments, cwd);
    case 'gitlab':
      return renderGitlab(experiments, cwd);
    case 'junit':
      return renderJunit(experiments);
    case 'text':
    case 'json':
      return experiments.map((one) => renderText(one, style)).join('\n');
    default:
      return format satisfies never;
  }
}

function renderText({ label, diagnostics, counts, scanned, fix }: ValidatedExperiment, style: Style): string {
  const { colors } = style;
  const verdict = counts.error > 0 ? colors.red('failed') : colors.green('ok');
  const files = scanned === null ? '' : ` in ${plural(scanned.files, 'file')}`;
  const ignored = counts.ignored > 0 ? `, ${counts.ignored} ignored` : '';
  const findings = renderDiagnostics(diagnostics, style);
  return `${fix ? renderFix(fix, style) : ''}${findings}${verdict}  ${printable(label)}: ${countWords(counts)}${ignored}${files}\n`;
}
