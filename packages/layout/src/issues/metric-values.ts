/**
 * 31xx: what metric files say.
 * @module
 */
import { formatFrames } from '../frames/ranges.ts';
import { printable } from '../source/source-path.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Issues about what metric files say. */
export type MetricValueIssue =
  | (IssueBase & {
      readonly name: 'metric-value-missing';
      readonly metric: string;
      readonly rows: number;
      readonly of: number;
      readonly frames: readonly number[];
    })
  | (IssueBase & {
      readonly name: 'average-differs';
      readonly metric: string;
      readonly written: number;
      readonly computed: number;
      readonly rows: number;
      readonly source: string;
    })
  | (IssueBase & {
      readonly name: 'camera-average-differs';
      readonly metric: string;
      readonly camera: number;
      readonly written: number;
      readonly computed: number;
    })
  | (IssueBase & {
      readonly name: 'metric-out-of-range';
      readonly metric: string;
      readonly value: number;
      readonly range: string;
      readonly rows: number;
    })
  | (IssueBase & {
      readonly name: 'metric-frames-differ';
      readonly frames: readonly number[];
      readonly camera?: number;
      readonly absentFrom: 'metrics' | 'files';
      readonly files: string;
    })
  | (IssueBase & { readonly name: 'metric-names-old'; readonly names: readonly string[] })
  | (IssueBase & {
      readonly name: 'metric-cameras-differ';
      readonly cameras: readonly number[];
      readonly absentFrom: 'metrics' | 'files' | 'rows';
    })
  | (IssueBase & { readonly name: 'average-not-finite'; readonly metric: string; readonly value: number })
  | (IssueBase & {
      readonly name: 'rows-of-other-files';
      readonly metric: string;
      /** Frames whose rows are of other files, of one camera when there are cameras. */
      readonly frames: readonly number[];
      readonly camera?: number;
      readonly files: string;
      /** Of the first of the frames. */
      readonly written: number;
      readonly computed: number;
    });

const byFile = ({ path }: IssueBase): string => path;
const AGAIN = 'Run the evaluation again to rewrite the file.';
/** As the trainers write it: `nan`, `inf`. */
const asWritten = (value: number): string =>
  Number.isNaN(value) ? 'nan' : Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';

/** Codes, severities and sentences of {@link MetricValueIssue}. */
export const METRIC_VALUE_ISSUES = {
  'metric-value-missing': {
    code: 'OUT3101',
    severity: 'warning',
    reason: 'One value that is not finite spoils every average over it.',
    message: ({ path, metric, rows, of, frames }) =>
      `${printable(path)} has no finite ${metric} in ${rows} of ${of} rows${frames.length === 0 ? '' : ` (${formatFrames(frames)})`}.`,
    expected: () => 'finite numbers',
    fix: () => 'Look at these frames: usually a person or the mask is missing there.',
    group: byFile,
  },
  'average-differs': {
    code: 'OUT3102',
    severity: 'warning',
    reason:
      'The overall results are the mean of the rows (nvs: without the source camera; cd_mm: without zeros). Otherwise one of the two files is from another run.',
    message: ({ path, metric, written, computed, rows, source }) =>
      `${printable(path)} says ${metric} ${written}, but the mean of ${rows} rows of ${source} is ${computed.toFixed(4)}.`,
    expected: ({ computed }) => computed.toFixed(4),
    actual: ({ written }) => String(written),
    fix: () => AGAIN,
    group: byFile,
  },
  'camera-average-differs': {
    code: 'OUT3103',
    severity: 'warning',
    reason: 'The averages per camera are the means of the rows of that camera.',
    message: ({ path, metric, camera, written, computed }) =>
      `${printable(path)} says ${metric} ${written} for camera ${camera}, but the mean of its rows is ${computed}.`,
    expected: ({ computed }) => String(computed),
    actual: ({ written }) => String(written),
    fix: () => AGAIN,
    group: byFile,
  },
  'metric-out-of-range': {
    code: 'OUT3104',
    severity: 'warning',
    reason: 'The metric cannot have this value.',
    message: ({ path, metric, value, range, rows }) =>
      `${printable(path)} has ${metric} ${value}${rows > 1 ? ` and ${rows - 1} more values` : ''} outside ${range}.`,
    expected: ({ range }) => range,
    actual: ({ value }) => String(value),
    fix: () => 'Check how the metric was computed and written.',
    group: byFile,
  },
  'metric-frames-differ': {
    code: 'OUT3105',
    severity: 'warning',
    reason:
      'Metrics and files of different frames come from different runs, or something was removed. Averages then do not describe the files.',
    message: ({ path, frames, camera, absentFrom, files }) => {
      const who = camera === undefined ? '' : ` of camera ${camera}`;
      return absentFrom === 'files'
        ? `${printable(path)} has rows${who} without files in ${files}: ${formatFrames(frames)}.`
        : `${files} has files${who} without rows in ${printable(path)}: ${formatFrames(frames)}.`;
    },
    fix: () => 'Restore the missing side, or run the evaluation again.',
    group: ({ path, absentFrom }) => `${path} ${absentFrom}`,
  },
  'metric-names-old': {
    code: 'OUT3106',
    severity: 'warning',
    reason:
      'Metric names changed over time. The old pose metrics were not root-relative and cannot be compared with the new ones.',
    message: ({ path, names }) => `${printable(path)} uses old metric names: ${names.join(', ')}.`,
    fix: () => 'Evaluate again with a current trainer. Do not just rename the columns.',
    group: byFile,
  },
  'metric-cameras-differ': {
    code: 'OUT3107',
    severity: 'warning',
    reason: 'Metrics and renders should cover the same cameras.',
    message: ({ path, cameras, absentFrom }) =>
      absentFrom === 'rows'
        ? `${printable(path)} has averages of cameras without rows: ${cameras.join(', ')}.`
        : absentFrom === 'files'
          ? `${printable(path)} has rows of cameras without renders: ${cameras.join(', ')}.`
          : `${printable(path)} has no rows of cameras that are evaluated: ${cameras.join(', ')}.`,
    fix: () => AGAIN,
    group: ({ path, absentFrom }) => `${path} ${absentFrom}`,
  },
  'average-not-finite': {
    code: 'OUT3108',
    severity: 'warning',
    reason: 'A single missing value makes the whole average nan.',
    message: ({ path, metric, value }) => `${printable(path)} says ${metric} ${asWritten(value)}.`,
    expected: () => 'a finite number',
    actual: ({ value }) => asWritten(value),
    fix: () => 'Look for rows without a value in the table beside it.',
    group: byFile,
  },
  'rows-of-other-files': {
    code: 'OUT3109',
    severity: 'warning',
    reason:
      'Computed again from the files beside the table, the value is another. The table or the files belong to another epoch, camera or run.',
    message: ({ path, metric, frames, camera, files, written, computed }) =>
      `${printable(path)} says ${metric} ${written.toFixed(2)} for frame ${frames[0]}${camera === undefined ? '' : ` of camera ${camera}`}, but the files in ${printable(files)} give about ${computed.toFixed(2)}. This affects ${formatFrames(frames)}.`,
    expected: ({ computed }) => `about ${computed.toFixed(2)}`,
    actual: ({ written }) => written.toFixed(2),
    fix: () => AGAIN,
    group: ({ path, metric, camera }) => `${path} ${metric} ${camera}`,
  },
} as const satisfies CatalogueOf<MetricValueIssue>;
