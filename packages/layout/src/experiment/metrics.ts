import { type Diagnostic, fileContract, type Severity, type Task } from '@outlay/schema';
import type { MetricTable, TaskMetrics } from '@outlay/schema/port';
import { isLayoutError } from '../errors.ts';
import type { FileSource } from '../file-source.ts';
import { readMetricCsv } from '../read/metric-csv.ts';
import { readMetricTxt } from '../read/metric-txt.ts';
import type { TextFinding, TextFindings } from '../read/text-finding.ts';
import { printable } from '../source-path.ts';
import type { Inventory } from './inventory.ts';
import { problemOf } from './problems.ts';

/** Code and severity of what is odd in a metric file. */
export const METRIC_PROBLEMS = {
  'missing-column': ['OUT3001', 'error'],
  'extra-column': ['OUT3002', 'info'],
  'renamed-column': ['OUT3003', 'info'],
  'ragged-row': ['OUT3004', 'warning'],
  'bad-number': ['OUT3005', 'warning'],
  'float-id': ['OUT3006', 'info'],
  'duplicate-row': ['OUT3007', 'warning'],
  'no-rows': ['OUT3008', 'warning'],
  'missing-key': ['OUT3009', 'error'],
  'extra-key': ['OUT3010', 'info'],
  'duplicate-key': ['OUT3011', 'warning'],
  'bad-line': ['OUT3012', 'warning'],
} as const satisfies Record<TextFinding['kind'], readonly [Diagnostic['code'], Severity]>;

/** Reads the metric files of a task at an epoch. Never throws for what is in them. */
export async function readTaskMetrics(
  source: FileSource,
  inventory: Inventory,
  task: Task,
  epoch: number,
): Promise<TaskMetrics> {
  const problems: Diagnostic[] = [];
  const readFile = async <T>(
    kind: 'overall' | 'per-frame' | 'per-camera',
    parse: (bytes: Uint8Array, path: string, content: never) => { readonly findings: TextFindings; readonly value: T },
  ): Promise<T | undefined> => {
    if (kind === 'per-camera' && task !== 'nvs') return undefined;
    const contractId = `${task}.metrics.${kind}`;
    const path = inventory.file(contractId, { epoch });
    if (path === undefined) return undefined;
    try {
      const bytes = await source.read(path);
      const { findings, value } = parse(bytes, path, fileContract(contractId).content as never);
      problems.push(...describeFindings(findings, path));
      return value;
    } catch (error) {
      if (!isLayoutError(error)) throw error;
      problems.push(problemOf(error, path));
      return undefined;
    }
  };
  const table = (bytes: Uint8Array, path: string, content: never): { findings: TextFindings; value: MetricTable } => {
    const { table: value, findings } = readMetricCsv(bytes, path, content);
    return { value, findings };
  };
  const overall = await readFile('overall', (bytes, path, content) => {
    const { values: value, findings } = readMetricTxt(bytes, path, content);
    return { value, findings };
  });
  const perFrame = await readFile('per-frame', table);
  const perCamera = await readFile('per-camera', table);
  return {
    problems,
    ...(overall ? { overall } : {}),
    ...(perFrame ? { perFrame } : {}),
    ...(perCamera ? { perCamera } : {}),
  };
}

/** One finding per kind and file. */
export function describeFindings(findings: TextFindings, path: string): readonly Diagnostic[] {
  const kinds = [...new Set(findings.list.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const [code, severity] = METRIC_PROBLEMS[kind];
    const same = findings.list.filter((finding) => finding.kind === kind);
    const { line, expected, actual } = same[0]!;
    const more = same.length > 1 ? ` (and ${same.length - 1} more in this file)` : '';
    return {
      code,
      name: `metric-${kind}`,
      severity,
      path,
      message: `${printable(path)}, line ${line}: expected ${expected}, found ${actual}${more}.`,
      expected,
      actual,
    };
  });
}
