import { countWords, plural, renderDiagnostics } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { Style } from '../../session/outcome.ts';
import type { ReportFormat } from './formats.ts';
import { renderGithub } from './github.ts';
import { renderGitlab } from './gitlab.ts';
import { renderJunit } from './junit.ts';
import { renderFix } from './render-fixes.ts';
import { renderSarif } from './sarif.ts';
import type { ValidatedExperiment } from './validated.ts';

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
