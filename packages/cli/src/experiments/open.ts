/**
 * Opens experiments and turns what prevents it into findings and exit codes.
 * @module
 */
import {
  diagnosticsOf,
  type FileSource,
  isLayoutError,
  type OpenExperimentOptions,
  openExperiment,
  type ScannedExperiment,
} from '@outlay/layout';
import { type DecoderPool, NodeFileSource, type NodeFileSourceOptions, nodeDecoders } from '@outlay/layout/node';
import type { Diagnostic } from '@outlay/schema';
import type { Experiment } from '@outlay/schema/port';
import { errorDiagnostic } from '../failures/errors.ts';
import { EXIT, type ExitCode } from '../failures/exit-codes.ts';
import type { PickedExperiment } from './pick.ts';

/** An experiment that could be opened. */
export interface OpenedExperiment {
  readonly picked: PickedExperiment;
  /** Where its bytes come from. */
  readonly source: FileSource;
  readonly experiment: Experiment;
}

/** An experiment that could not, and why. */
export interface RefusedExperiment {
  readonly picked: PickedExperiment;
  readonly experiment?: undefined;
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
}

/** How to open what was picked. */
export interface OpenPickedOptions extends NodeFileSourceOptions, Pick<OpenExperimentOptions, 'onFiles'> {
  /** Its names, when they were read already. */
  readonly scanned?: ScannedExperiment | undefined;
  /** Threads that decode. Default: none. */
  readonly pool?: DecoderPool;
}

/**
 * Opens what was picked. Failures of the experiment are returned, so that others can go on; bugs are thrown.
 */
export async function openPicked(
  picked: PickedExperiment,
  signal: AbortSignal,
  { onFiles, scanned, pool, ...reading }: OpenPickedOptions = {},
): Promise<OpenedExperiment | RefusedExperiment> {
  if (picked.problem) return refuse(picked);
  try {
    const source = scanned ? undefined : new NodeFileSource(picked.path, reading);
    const decoders = nodeDecoders(source && pool && { source, pool });
    const experiment = await openExperiment(source ?? scanned!, { signal, decoders, ...(onFiles && { onFiles }) });
    return { picked, source: source ?? scanned!.source, experiment };
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    const diagnostics = diagnosticsOf(error);
    return { picked, exitCode: unusableExitCode(diagnostics) ?? EXIT.notFound, diagnostics };
  }
}

/** What was picked and does not exist, as the result of opening it. */
export function refuse(picked: PickedExperiment): RefusedExperiment {
  const { problem } = picked;
  return {
    picked,
    exitCode: problem?.exitCode ?? EXIT.notFound,
    diagnostics: problem ? [errorDiagnostic(problem)] : [],
  };
}

/** Findings that say that a folder is not to be read at all, and the exit codes they ask for. */
const UNUSABLE: Readonly<Record<string, ExitCode>> = {
  'not-an-experiment': EXIT.notFound,
  'old-layout': EXIT.unsupportedVersion,
  'layout-version-unknown': EXIT.unsupportedVersion,
};

/** The exit code of a folder that this release cannot read as an experiment; `undefined` when it can. */
export function unusableExitCode(diagnostics: readonly Diagnostic[]): ExitCode | undefined {
  return diagnostics.map(({ name }) => UNUSABLE[name]).find((code) => code !== undefined);
}
