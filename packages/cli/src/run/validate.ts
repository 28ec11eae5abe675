import { isLayoutError, runValidation, type ValidationLevel, type ValidationReport } from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import type { Diagnostic } from '@outlay/schema';
import { baselineFilter } from '../baseline.ts';
import type { ExperimentOptions } from '../commands/experiment-options.ts';
import { CliError } from '../errors.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../exit-codes.ts';
import { type PickedExperiment, pickExperiments } from '../experiments.ts';
import { refuse, unusableExitCode } from '../open.ts';
import type { LocatedDiagnostic, Outcome } from '../outcome.ts';
import type { ReportFormat } from '../render/formats.ts';
import { renderValidation, type ValidatedExperiment } from '../render/validation.ts';
import { type Session, withFlags } from '../session.ts';

/** Options of `outlay validate` as parsed. */
export interface ValidateCommandOptions extends ExperimentOptions {
  readonly structure?: boolean;
  readonly full?: boolean;
  readonly format: ReportFormat;
  readonly errorOnWarnings?: boolean;
  readonly maxDiagnostics?: number;
  readonly baseline?: string;
  readonly fix?: boolean;
}

/** `outlay validate [<exp>…]` */
export async function validateCommand(
  session: Session,
  named: readonly string[],
  options: ValidateCommandOptions,
): Promise<Outcome> {
  if (options.fix)
    throw new CliError('usage', '--fix is not in this release.', { fix: 'Follow the advice of each finding.' });
  const { errorOnWarnings, maxDiagnostics } = options;
  const settings = withFlags(session.settings, { errorOnWarnings, maxDiagnostics });
  const level = options.structure ? 'structure' : options.full ? 'full' : 'default';
  const isKnown = await baselineFilter(session.io.cwd, options.baseline);
  const picked = await pickExperiments(session.io, named, options);
  const validated: ValidatedExperiment[] = [];
  for (const [i, one] of picked.entries()) {
    session.signal.throwIfAborted();
    const prefix = picked.length > 1 ? `[${i + 1}/${picked.length}] ` : '';
    validated.push(await validateOne(session, one, level, prefix, isKnown));
  }
  const codes = validated.map((one) => exitCodeOf(one, settings.errorOnWarnings.value === true));
  const diagnostics = validated.flatMap(({ path, diagnostics }) =>
    diagnostics.map((one): LocatedDiagnostic => ({ ...one, experiment: path })),
  );
  const limit = Number(settings.maxDiagnostics.value);
  return {
    exitCode: gravestExitCode(codes),
    data: { level, experiments: validated.map((one, i) => summary(one, codes[i] === EXIT.ok)) },
    diagnostics,
    ignored: validated.reduce((sum, { counts }) => sum + counts.ignored, 0),
    isAboutSeveral: picked.length > 1,
    textHasDiagnostics: true,
    text: (style) =>
      renderValidation(validated, options.format, {
        style: style.verbose > 0 ? style : { ...style, maxDiagnostics: limit },
        cwd: session.io.cwd,
      }),
  };
}

type Counts = ValidatedExperiment['counts'];

async function validateOne(
  session: Session,
  picked: PickedExperiment,
  level: ValidationLevel,
  prefix: string,
  isKnown: (finding: Diagnostic) => boolean,
): Promise<ValidatedExperiment> {
  const started = session.io.now();
  const head = { path: picked.path, label: picked.label };
  const took = () => Math.round(session.io.now() - started);
  if (picked.problem) {
    const { diagnostics, exitCode } = refuse(picked);
    return { ...head, diagnostics, counts: count(diagnostics, 0), scanned: null, exitCode, durationMs: took() };
  }
  try {
    const report = await drain(session, picked, level, prefix);
    const diagnostics = report.diagnostics.filter((finding) => !isKnown(finding));
    const ignored = placesOf(report.diagnostics) - placesOf(diagnostics);
    const exitCode = unusableExitCode(diagnostics) ?? EXIT.ok;
    const counts = count(diagnostics, ignored);
    return { ...head, diagnostics, counts, scanned: report.scanned, exitCode, durationMs: took() };
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    const failure = new CliError('unreadable', `${picked.label}: ${error.message}`, { fix: error.hint, cause: error });
    const { diagnostics, exitCode } = refuse({ ...picked, problem: failure });
    return { ...head, diagnostics, counts: count(diagnostics, 0), scanned: null, exitCode, durationMs: took() };
  }
}

async function drain(
  session: Session,
  picked: PickedExperiment,
  level: ValidationLevel,
  prefix: string,
): Promise<ValidationReport> {
  const events = runValidation(new NodeFileSource(picked.path), { level, signal: session.signal });
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
    const event = step.value;
    const subject = `${prefix}${picked.label}`;
    if (event.kind === 'scan') session.progress.step({ subject, done: event.files, note: 'files' });
    if (event.kind === 'check')
      session.progress.step({ subject, done: event.done, total: event.total, note: event.check });
  }
}

const placesOf = (diagnostics: readonly Diagnostic[]): number =>
  diagnostics.reduce((sum, { affects }) => sum + (affects?.count ?? 1), 0);

function count(diagnostics: readonly Diagnostic[], ignored: number): Counts {
  const of = (severity: Diagnostic['severity']) =>
    placesOf(diagnostics.filter((finding) => finding.severity === severity));
  return { error: of('error'), warning: of('warning'), info: of('info'), ignored };
}

function exitCodeOf({ exitCode, counts }: ValidatedExperiment, errorOnWarnings: boolean): ExitCode {
  if (exitCode !== EXIT.ok) return exitCode;
  return counts.error > 0 || (errorOnWarnings && counts.warning > 0) ? EXIT.findings : EXIT.ok;
}

function summary({ path, label, counts, scanned, durationMs }: ValidatedExperiment, ok: boolean) {
  return { path, label, ok, counts, scanned, durationMs };
}
