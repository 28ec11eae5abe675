/**
 * Opens experiments and turns what prevents it into findings and exit codes.
 * @module
 */
import { isLayoutError, type LayoutError, openExperiment } from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import type { Diagnostic } from '@outlay/schema';
import type { Experiment } from '@outlay/schema/port';
import { CliError, errorDiagnostic } from './errors.ts';
import type { ExitCode } from './exit-codes.ts';
import type { PickedExperiment } from './experiments.ts';

/** An experiment that could be opened. */
export interface OpenedExperiment {
  readonly picked: PickedExperiment;
  readonly source: NodeFileSource;
  readonly experiment: Experiment;
}

/** An experiment that could not, and why. */
export interface RefusedExperiment {
  readonly picked: PickedExperiment;
  readonly experiment?: undefined;
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Opens what was picked. Failures of the experiment are returned, so that others can go on; bugs are thrown. */
export async function openPicked(
  picked: PickedExperiment,
  signal: AbortSignal,
): Promise<OpenedExperiment | RefusedExperiment> {
  if (picked.problem) return refused(picked, picked.problem);
  try {
    const source = new NodeFileSource(picked.path);
    return { picked, source, experiment: await openExperiment(source, { signal }) };
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    return refused(picked, openError(error, picked));
  }
}

function refused(picked: PickedExperiment, error: CliError): RefusedExperiment {
  return { picked, exitCode: error.exitCode, diagnostics: [errorDiagnostic(error)] };
}

const KINDS = {
  NOT_AN_EXPERIMENT: 'notAnExperiment',
  FILE_NOT_FOUND: 'notFound',
  MANIFEST_INVALID: 'manifestInvalid',
  VERSION_UNSUPPORTED: 'unsupportedVersion',
} as const;

function openError(error: LayoutError, { label }: PickedExperiment): CliError {
  const kind = Object.hasOwn(KINDS, error.code) ? KINDS[error.code as keyof typeof KINDS] : 'unreadable';
  const about = error.path === '' ? `${label}: ` : '';
  return new CliError(kind, `${about}${error.message}`, { path: error.path, fix: error.hint, cause: error });
}
