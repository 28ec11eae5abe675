import { type Content, type ContractId, fileContract, formatCam, TASKS, type Task } from '@outlay/schema';
import { unionOfFrames } from '@outlay/schema/names';
import type { MetricTable } from '@outlay/schema/port';
import { isLayoutError } from '../../errors.ts';
import { framesOf, lacking } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { openingIssue } from '../../issues/of-opening.ts';
import { findingIssues } from '../../issues/of-text.ts';
import { problemOf } from '../../issues/problem.ts';
import { readMetricCsv } from '../../read/metric-csv.ts';
import { type MetricTxt, readMetricTxt } from '../../read/metric-txt.ts';
import type { TextFindings } from '../../read/text-finding.ts';
import type { PoseTask } from '../../scan/pose-contracts.ts';
import type { CheckContext } from '../context.ts';
import { averagesAgree, cameraAveragesAgree, valuesSane } from './values.ts';

/** Can the metric files be read, do averages agree with rows, and rows with files? */
export async function* metricsSound(context: CheckContext): AsyncGenerator<Issue> {
  for (const { epoch, tasks } of context.epochs)
    for (const task of TASKS) if (tasks.includes(task)) yield* ofTask(context, task, epoch);
}

async function* ofTask(context: CheckContext, task: Task, epoch: number): AsyncGenerator<Issue> {
  const { inventory, manifest } = context;
  const pathOf = (contract: ContractId): string | undefined => inventory.file(contract, { epoch });
  const overallPath = pathOf(`${task}.metrics.overall`);
  const framePath = pathOf(`${task}.metrics.per-frame`);
  const cameraPath = task === 'nvs' ? pathOf('nvs.metrics.per-camera') : undefined;
  const overall = yield* readText(context, overallPath, `${task}.metrics.overall`);
  const perFrame = yield* readTable(context, framePath, `${task}.metrics.per-frame`);
  const perCamera = yield* readTable(context, cameraPath, 'nvs.metrics.per-camera');
  if (overall && overallPath) yield* averageValues(overall, overallPath);
  if (perFrame && framePath) yield* valuesSane(perFrame, framePath);
  if (perCamera && cameraPath) yield* valuesSane(perCamera, cameraPath);
  if (perFrame && overall && framePath && overallPath)
    yield* averagesAgree(
      { task, rows: perFrame, rowsPath: framePath, overall: overall.values, overallPath },
      manifest?.source_camera_id,
    );
  if (perFrame && perCamera && cameraPath) yield* cameraAveragesAgree(perFrame, perCamera, cameraPath);
  if (perFrame && framePath)
    yield* task === 'nvs'
      ? nvsRows(context, epoch, perFrame, framePath)
      : poseRows(context, task, epoch, perFrame, framePath);
}

function* averageValues({ values }: MetricTxt, path: string): Generator<Issue> {
  for (const [metric, value] of Object.entries(values))
    if (!Number.isFinite(value)) yield { name: 'average-not-finite', path, metric, value };
}

async function* readText(
  context: CheckContext,
  path: string | undefined,
  contract: ContractId,
): AsyncGenerator<Issue, MetricTxt | undefined> {
  const bytes = yield* readBytes(context, path);
  if (!bytes || path === undefined) return undefined;
  return yield* attempt(path, () =>
    readMetricTxt(bytes, path, fileContract(contract).content as Extract<Content, { kind: 'metrics-txt' }>),
  );
}

async function* readTable(
  context: CheckContext,
  path: string | undefined,
  contract: ContractId,
): AsyncGenerator<Issue, MetricTable | undefined> {
  const bytes = yield* readBytes(context, path);
  if (!bytes || path === undefined) return undefined;
  const csv = yield* attempt(path, () =>
    readMetricCsv(bytes, path, fileContract(contract).content as Extract<Content, { kind: 'csv' }>),
  );
  return csv?.table;
}

async function* readBytes(
  { source }: CheckContext,
  path: string | undefined,
): AsyncGenerator<Issue, Uint8Array | undefined> {
  if (path === undefined) return undefined;
  try {
    return await source.read(path);
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    yield openingIssue(problemOf(error, path));
    return undefined;
  }
}

function* attempt<T extends { readonly findings: TextFindings }>(
  path: string,
  read: () => T,
): Generator<Issue, T | undefined> {
  try {
    const value = read();
    yield* findingIssues(value.findings, path);
    return value;
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    yield openingIssue(problemOf(error, path));
    return undefined;
  }
}

function* nvsRows({ inventory }: CheckContext, epoch: number, rows: MetricTable, path: string): Generator<Issue> {
  const folders = inventory.frames('nvs.pred.image', { epoch });
  const byCamera = new Map<number, number[]>();
  rows.cameras?.forEach((camera, row) => {
    byCamera.set(camera, [...(byCamera.get(camera) ?? []), rows.frames?.[row] as number]);
  });
  if (folders.length === 0 || byCamera.size === 0) return;
  const cameras = folders.map(({ ids }) => ids.camera as number);
  const unseen = lacking([...byCamera.keys()], cameras);
  const unmeasured = lacking(cameras, [...byCamera.keys()]);
  if (unseen.length > 0) yield { name: 'metric-cameras-differ', path, cameras: unseen, absentFrom: 'files' };
  if (unmeasured.length > 0) yield { name: 'metric-cameras-differ', path, cameras: unmeasured, absentFrom: 'metrics' };
  for (const folder of folders) {
    const camera = folder.ids.camera as number;
    const frames = byCamera.get(camera);
    if (frames) yield* rowsAgainst(path, frames, framesOf(folder), `pred/${formatCam(camera)}`, camera);
  }
}

function* poseRows(
  { inventory }: CheckContext,
  task: PoseTask,
  epoch: number,
  rows: MetricTable,
  path: string,
): Generator<Issue> {
  const folders = inventory.frames(`${task}.pred.root_aligned.person`, { epoch });
  if (folders.length > 0 && rows.frames)
    yield* rowsAgainst(path, rows.frames, unionOfFrames(folders.map(framesOf)), 'pred/root_aligned');
}

function* rowsAgainst(
  path: string,
  rows: readonly number[],
  onDisk: readonly number[],
  files: string,
  camera?: number,
): Generator<Issue> {
  const who = camera === undefined ? {} : { camera };
  const withoutFile = lacking(unionOfFrames([rows]), onDisk);
  const withoutRow = lacking(onDisk, rows);
  if (withoutFile.length > 0)
    yield { name: 'metric-frames-differ', path, frames: withoutFile, absentFrom: 'files', files, ...who };
  if (withoutRow.length > 0)
    yield { name: 'metric-frames-differ', path, frames: withoutRow, absentFrom: 'metrics', files, ...who };
}
