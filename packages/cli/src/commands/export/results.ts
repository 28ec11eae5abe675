import type { Diagnostic } from '@outlay/schema';
import type { z } from 'zod';
import type { ExitCode } from '../../failures/exit-codes.ts';
import type { ExportData, ExportExperiment, ExportedRecordingData } from './data.ts';

/** What became of one recording. */
export type ExportedRecording = z.infer<typeof ExportedRecordingData>;

/** What became of one experiment. */
export interface ExperimentResult extends Omit<z.infer<typeof ExportExperiment>, 'frames' | 'problems'> {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: ExitCode;
}

/** The `data` of an export. */
export type ExportReport = z.infer<typeof ExportData>;
