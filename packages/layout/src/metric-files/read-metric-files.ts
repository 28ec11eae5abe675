/**
 * The metric files of an experiment, without a walk through the rest of it: for tables over hundreds of experiments.
 * @module
 */
import {
  type ContractId,
  type Diagnostic,
  fileContract,
  MANIFEST_MAX_BYTES,
  type Manifest,
  parseEpoch,
  safeParseManifest,
  TASKS,
  type Task,
} from '@outlay/schema';
import type { MetricTable, TaskMetrics } from '@outlay/schema/port';
import { isLayoutError } from '../errors.ts';
import { describeFindings } from '../experiment/metrics.ts';
import { ManifestInvalidError, NotAnExperimentError } from '../experiment/open-errors.ts';
import { problemOf } from '../issues/problem.ts';
import { readMetricCsv } from '../read/metric-csv.ts';
import { readMetricTxt } from '../read/metric-txt.ts';
import type { FileSource, ReadResult } from '../source/file-source.ts';
import { sourceCameraByNames } from './source-camera.ts';

/** Which epochs to read. */
export interface MetricFilesOptions {
  /**
   * `latest`: the newest epoch that has a file of averages. `all`: every epoch on disk. Default `latest`.
   */
  readonly epochs?: 'latest' | 'all' | readonly number[];
  readonly tasks?: readonly Task[];
  readonly signal?: AbortSignal;
}

/** The metrics of one epoch. */
export interface EpochMetricFiles {
  readonly epoch: number;
  /** Tasks that have at least one metric file. */
  readonly tasks: { readonly [task in Task]?: TaskMetrics };
}

/** What an experiment has measured. */
export interface MetricFiles {
  readonly manifest: Manifest;
  /** As for an opened experiment, as far as names of folders tell; `undefined` where they do not. */
  readonly sourceCamera: number | undefined;
  /** Epochs on disk, ascending, whether they were read or not. */
  readonly onDisk: readonly number[];
  /** What was read, ascending. Empty when there are no metric files. */
  readonly epochs: readonly EpochMetricFiles[];
}

const MANIFEST = 'manifest.json';

/**
 * Reads the manifest, the names of epochs, and their metric files.
 * @throws NotAnExperimentError without a manifest, ManifestInvalidError, FileUnreadableError; the abort reason. What is
 *   wrong with a metric file is in its `problems`.
 */
export async function readMetricFiles(
  source: FileSource,
  { epochs: wanted = 'latest', tasks = TASKS, signal }: MetricFilesOptions = {},
): Promise<MetricFiles> {
  const manifest = await readManifest(source, signal);
  const folders = await epochFolders(source);
  const onDisk = [...folders.keys()].sort((a, b) => a - b);
  const read = (epoch: number) => readEpoch(source, folders.get(epoch)!, epoch, tasks, signal);
  const epochs: EpochMetricFiles[] = [];
  if (wanted === 'latest') {
    for (const epoch of [...onDisk].reverse()) {
      const found = await read(epoch);
      if (!Object.values(found.tasks).some(({ overall }) => overall !== undefined)) continue;
      epochs.push(found);
      break;
    }
  } else
    for (const epoch of onDisk) {
      if (wanted !== 'all' && !wanted.includes(epoch)) continue;
      const found = await read(epoch);
      if (Object.keys(found.tasks).length > 0) epochs.push(found);
    }
  return { manifest, sourceCamera: await sourceCameraByNames(source, manifest), onDisk, epochs };
}

async function readManifest(source: FileSource, signal: AbortSignal | undefined): Promise<Manifest> {
  const [found] = await readAll(source, [MANIFEST], signal, MANIFEST_MAX_BYTES);
  if (found?.bytes === undefined) {
    if (found !== undefined && found.error.code !== 'FILE_NOT_FOUND') throw found.error;
    throw new NotAnExperimentError(`${source.location} has no ${MANIFEST}.`, 'Name an experiment folder.', {
      like: 'stranger',
    });
  }
  const text = new TextDecoder().decode(found.bytes);
  const result = safeParseManifest(text);
  if (!result.ok) throw new ManifestInvalidError(result.problems, text);
  return result.manifest;
}

/** Epoch → its folder. Of two spellings of one epoch the layout's own counts. */
async function epochFolders(source: FileSource): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  try {
    const entries = [...(await source.list('evaluation'))].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name, kind } of entries) {
      const epoch = kind === 'folder' ? parseEpoch(name) : undefined;
      if (epoch !== undefined && !found.has(epoch)) found.set(epoch, `evaluation/${name}`);
    }
  } catch (error) {
    if (!isLayoutError(error, 'FILE_NOT_FOUND')) throw error;
  }
  return found;
}

interface MetricFile {
  readonly task: Task;
  readonly part: 'overall' | 'perFrame' | 'perCamera';
  readonly id: ContractId;
  readonly path: string;
}

function filesOf(folder: string, tasks: readonly Task[]): readonly MetricFile[] {
  return tasks.flatMap((task) => {
    const file = (part: MetricFile['part'], id: ContractId): MetricFile => ({
      task,
      part,
      id,
      path: fileContract(id).pattern.replace('evaluation/{epoch}', folder),
    });
    return [
      file('overall', `${task}.metrics.overall`),
      file('perFrame', `${task}.metrics.per-frame`),
      ...(task === 'nvs' ? [file('perCamera', 'nvs.metrics.per-camera')] : []),
    ];
  });
}

async function readEpoch(
  source: FileSource,
  folder: string,
  epoch: number,
  tasks: readonly Task[],
  signal: AbortSignal | undefined,
): Promise<EpochMetricFiles> {
  const files = filesOf(folder, tasks);
  const results = await readAll(
    source,
    files.map(({ path }) => path),
    signal,
  );
  const found: { [task in Task]?: Mutable<TaskMetrics> } = {};
  for (const [i, file] of files.entries()) {
    const result = results[i]!;
    if (result.error !== undefined && result.error.code === 'FILE_NOT_FOUND') continue;
    found[file.task] ??= { problems: [] };
    const metrics = found[file.task]!;
    const { problems, ...values } = valuesOf(file, result);
    Object.assign(metrics, values);
    metrics.problems = [...metrics.problems, ...problems];
  }
  return { epoch, tasks: found };
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** Values of a file, and what is wrong with it. */
function valuesOf({ part, id, path }: MetricFile, result: ReadResult): TaskMetrics {
  const content = fileContract(id).content as never;
  try {
    if (result.error !== undefined) throw result.error;
    if (part === 'overall') {
      const { values, findings } = readMetricTxt(result.bytes, path, content);
      return { overall: values, problems: describeFindings(findings, path) };
    }
    const { table, findings } = readMetricCsv(result.bytes, path, content);
    return { [part]: table satisfies MetricTable, problems: describeFindings(findings, path) };
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    return { problems: [problemOf(error, path) satisfies Diagnostic] };
  }
}

async function readAll(
  source: FileSource,
  paths: readonly string[],
  signal: AbortSignal | undefined,
  maxBytes?: number,
): Promise<readonly ReadResult[]> {
  const results: ReadResult[] = [];
  const options = { ...(signal && { signal }), ...(maxBytes !== undefined && { maxBytes }) };
  for await (const batch of source.readMany(paths, options)) results.push(...batch);
  return results;
}
