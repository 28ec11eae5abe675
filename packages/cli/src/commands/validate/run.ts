import {
  type FileSource,
  ISSUE_CODES,
  isLayoutError,
  runValidation,
  type ScannedExperiment,
  type ValidationLevel,
  type ValidationReport,
} from '@outlay/layout';
import { NodeFileSource, nodeDecoders } from '@outlay/layout/node';
import { readCompleteness } from '@outlay/rerun/read';
import { type Diagnostic, SEVERITIES } from '@outlay/schema';
import { refuse, unusableExitCode } from '../../experiments/open.ts';
import { type PickedExperiment, pickExperiments } from '../../experiments/pick.ts';
import { CliError } from '../../failures/errors.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../../failures/exit-codes.ts';
import type { ExperimentOptions } from '../../grammar/experiment-options.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { LocatedDiagnostic, Outcome } from '../../session/outcome.ts';
import { type Session, withFlags } from '../../session/session.ts';
import { type Grade, parseGrades } from '../../settings/settings.ts';
import { baselineFilter } from './baseline.ts';
import { fixExperiment, undoExperiment } from './fix.ts';
import type { ReportFormat } from './formats.ts';
import { ignoredPaths } from './ignore-file.ts';
import { readListing } from './listing.ts';
import { renderValidation } from './render.ts';
import type { ValidatedExperiment } from './validated.ts';

/** Options of `outlay validate` as parsed. */
export interface ValidateCommandOptions extends ExperimentOptions {
  readonly structure?: boolean;
  readonly full?: boolean;
  readonly format: ReportFormat;
  readonly errorOnWarnings?: boolean;
  readonly maxDiagnostics?: number;
  readonly baseline?: string;
  readonly fromList?: string;
  readonly fix?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** File of an undo record. */
  readonly undo?: string;
}

/** `outlay validate [<exp>…]` */
export async function validateCommand(
  session: Session,
  named: readonly string[],
  options: ValidateCommandOptions,
): Promise<Outcome> {
  requireSense(options, named);
  const { errorOnWarnings, maxDiagnostics } = options;
  const settings = withFlags(session.settings, { errorOnWarnings, maxDiagnostics });
  const level = options.structure || options.fromList !== undefined ? 'structure' : options.full ? 'full' : 'default';
  const judge = {
    isKnown: await baselineFilter(session.io.cwd, options.baseline),
    grades: gradesOf(session),
  };
  const undone = options.undo === undefined ? undefined : await undoExperiment(session, options.undo);
  if (undone) session.say(`undone: ${plural(undone.undone, 'step')} in ${printable(undone.picked.label)}`);
  const listing = options.fromList === undefined ? undefined : await readListing(session.io, options.fromList);
  const picked = undone
    ? [undone.picked]
    : listing
      ? [{ path: session.io.cwd, label: listing.location }]
      : await pickExperiments(session.io, named, options, session.signal);
  const validated: ValidatedExperiment[] = [];
  for (const [i, one] of picked.entries()) {
    session.signal.throwIfAborted();
    const prefix = picked.length > 1 ? `[${i + 1}/${picked.length}] ` : '';
    const fixed = options.fix && !one.problem ? await fixExperiment(session, one, options) : undefined;
    const result = await validateOne(session, one, { level, prefix, judge, listing, scanned: fixed?.scanned });
    validated.push(fixed ? { ...result, fix: fixed.fix } : result);
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

/** Which findings count, and how much. */
interface Judge {
  readonly isKnown: (finding: Diagnostic) => boolean;
  readonly grades: ReadonlyMap<string, Grade>;
}

interface Work {
  readonly level: ValidationLevel;
  /** Which of several this is, for progress. */
  readonly prefix: string;
  readonly judge: Judge;
  /** Instead of the folder. */
  readonly listing: FileSource | undefined;
  /** Names of the folder, when they were read already. */
  readonly scanned: ScannedExperiment | undefined;
}

async function validateOne(session: Session, picked: PickedExperiment, work: Work): Promise<ValidatedExperiment> {
  const started = session.io.now();
  const head = { path: picked.path, label: picked.label };
  const took = () => Math.round(session.io.now() - started);
  if (picked.problem) {
    const { diagnostics, exitCode } = refuse(picked);
    return { ...head, diagnostics, counts: count(diagnostics, 0), scanned: null, exitCode, durationMs: took() };
  }
  try {
    const report = await drain(session, picked, work);
    const diagnostics = graded(report.diagnostics, work.judge);
    const ignored = report.ignored + placesOf(report.diagnostics) - placesOf(diagnostics);
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
  { level, prefix, listing, scanned }: Work,
): Promise<ValidationReport> {
  const source = listing ?? scanned?.source ?? new NodeFileSource(picked.path);
  const isIgnored = listing ? undefined : await ignoredPaths(source);
  const events = runValidation(scanned ?? source, {
    level,
    signal: session.signal,
    recordings: { completeness: readCompleteness },
    decoders: nodeDecoders(),
    ...(isIgnored ? { isIgnored } : {}),
  });
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

/** The findings that are told, with the severities of the configuration; gravest first. */
function graded(diagnostics: readonly Diagnostic[], { isKnown, grades }: Judge): readonly Diagnostic[] {
  const kept = diagnostics.flatMap((finding): Diagnostic[] => {
    const grade = grades.get(finding.code);
    if (grade === 'off' || isKnown(finding)) return [];
    return [grade === undefined ? finding : { ...finding, severity: grade }];
  });
  return kept.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function gradesOf({ settings }: Session): ReadonlyMap<string, Grade> {
  const { value, source } = settings.severity;
  const grades = parseGrades(value === null ? '' : String(value));
  for (const code of grades.keys())
    if (!(ISSUE_CODES as readonly string[]).includes(code))
      throw new CliError('config', `severity: unknown code ${code}${source ? ` in ${source}` : ''}.`, {
        fix: 'Run `outlay explain` to list all codes.',
      });
  return grades;
}

/** What the options cannot mean together, beyond what the grammar refuses. */
function requireSense({ fix, yes, dryRun, fromList, undo }: ValidateCommandOptions, named: readonly string[]): void {
  const lonely = yes ? '--yes' : dryRun ? '--dry-run' : undefined;
  if (lonely !== undefined && !fix) throw new CliError('usage', `${lonely} needs --fix.`);
  if (fix && fromList !== undefined)
    throw new CliError('usage', '--fix cannot be combined with --from-list.', { fix: 'Leave out --from-list.' });
  const other = fromList !== undefined ? '--from-list' : undo !== undefined ? '--undo' : undefined;
  if (other !== undefined && named.length > 0)
    throw new CliError('usage', `${other} cannot be combined with experiment arguments.`);
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

function summary({ path, label, counts, scanned, durationMs, fix }: ValidatedExperiment, ok: boolean) {
  return { path, label, ok, counts, scanned, durationMs, ...(fix ? { fix } : {}) };
}
