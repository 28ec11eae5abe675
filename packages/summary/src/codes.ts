/**
 * Findings about tables of metrics: 80xx.
 * @module
 */
import type { Diagnostic, Severity } from '@outlay/schema';

/** A code of this package. */
export interface SummaryCode {
  readonly code: `OUT80${number}`;
  readonly name: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly fix: string;
}

/** Every finding about tables. */
export const SUMMARY_CODES = {
  setsDiffer: {
    code: 'OUT8001',
    name: 'sets-differ',
    severity: 'warning',
    reason: 'Runs of one scene were measured on other cameras or frames, so their averages are not of the same thing.',
    fix: 'Restrict the table to what all runs have with --common, or run the missing evaluation.',
  },
  scenesDiffer: {
    code: 'OUT8002',
    name: 'scenes-differ',
    severity: 'warning',
    reason: 'Experiments have results on other scenes, so their means over scenes are not of the same thing.',
    fix: 'Restrict the table to the scenes that all have with --common, or run the missing experiments.',
  },
  averageDisagrees: {
    code: 'OUT8003',
    name: 'average-disagrees',
    severity: 'warning',
    reason: 'The average that the trainer wrote is not the mean of the rows per frame beside it.',
    fix: 'Run `outlay validate`: one of the two files is stale, or the average is over other cameras.',
  },
  valuesMissing: {
    code: 'OUT8004',
    name: 'values-missing',
    severity: 'warning',
    reason: 'Rows per frame have no value for a metric; the average leaves them out.',
    fix: 'Look at these frames with `outlay view`; a failed prediction is not a good one.',
  },
  runUnreadable: {
    code: 'OUT8005',
    name: 'run-unreadable',
    severity: 'error',
    reason: 'An experiment cannot be read, or has no metrics at the epoch that was asked for.',
    fix: 'Run `outlay validate` on it.',
  },
  baselineAbsent: {
    code: 'OUT8006',
    name: 'baseline-absent',
    severity: 'error',
    reason: 'The baseline is not among the experiments.',
    fix: 'Name one of the experiments of the table.',
  },
  tasksDiffer: {
    code: 'OUT8008',
    name: 'tasks-differ',
    severity: 'warning',
    reason: 'Runs of one scene have metrics of other tasks, so their means over scenes are not of the same thing.',
    fix: 'Restrict the table to the scenes in which all have the task with --common, or run the missing evaluation.',
  },
  epochsDiffer: {
    code: 'OUT8009',
    name: 'epochs-differ',
    severity: 'warning',
    reason: 'Experiments stand beside each other at different epochs: one may only have been trained for longer.',
    fix: 'Compare one epoch that all have, e.g. --epoch 30.',
  },
  nothingInCommon: {
    code: 'OUT8007',
    name: 'nothing-in-common',
    severity: 'warning',
    reason: 'With --common, no camera and frame is left that all runs of a scene have.',
    fix: 'Leave out the run that shares nothing, or drop --common.',
  },
} as const satisfies Record<string, SummaryCode>;

/** A finding with a sentence of its own. */
export function summaryFinding(kind: keyof typeof SUMMARY_CODES, path: string, message: string): Diagnostic {
  const { code, name, severity, fix } = SUMMARY_CODES[kind];
  return { code, name, severity, path, message, fix };
}
