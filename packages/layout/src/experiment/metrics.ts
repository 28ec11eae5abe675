import { type ContractId, type Diagnostic, fileContract, type Task } from '@outlay/schema';
import type { MetricTable, TaskMetrics } from '@outlay/schema/port';
import { isLayoutError } from '../errors.ts';
import { IssueGroups } from '../issues/groups.ts';
import { findingIssues } from '../issues/of-text.ts';
import { problemOf } from '../issues/problem.ts';
import { readMetricCsv } from '../read/metric-csv.ts';
import { readMetricTxt } from '../read/metric-txt.ts';
import type { TextFindings } from '../read/text-finding.ts';
import type { Inventory } from '../scan/inventory.ts';
import type { FileSource } from '../source/file-source.ts';

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
    const contractId: ContractId = kind === 'per-camera' ? 'nvs.metrics.per-camera' : `${task}.metrics.${kind}`;
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
  const groups = new IssueGroups();
  for (const issue of findingIssues(findings, path)) groups.add(issue);
  return groups.diagnostics();
}
