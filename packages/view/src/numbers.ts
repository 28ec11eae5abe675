/**
 * What the table of runs shows. Reads names, the manifest and the files of averages; never a whole experiment.
 * @module
 */
import {
  diagnosticsOf,
  type Entry,
  type FileSource,
  type FileStat,
  isLayoutError,
  ManifestInvalidError,
} from '@outlay/layout';
import { readMetricTxt } from '@outlay/layout/read';
import {
  fileContract,
  listedEpochs,
  MANIFEST_MAX_BYTES,
  type Manifest,
  parseCamera,
  parseEpoch,
  parseFrame,
  safeParseManifest,
  TASKS,
  type Task,
} from '@outlay/schema';
import type { Fault, MetricOverEpochs, RunId, RunNumbers, RunState, Value } from './api.ts';
import { faultOf } from './fault.ts';
import { metricFacts, toValue } from './metric-facts.ts';

/** Numbers, and what they were read from: while `stamp` stays the same, so do they. */
export interface StampedNumbers {
  readonly stamp: string;
  readonly numbers: RunNumbers;
}

const MANIFEST = 'manifest.json';

interface AveragesFile {
  readonly epoch: number;
  readonly task: Task;
  readonly path: string;
}

/** Reads the numbers of a run; `known` is given back when nothing has changed. Never throws for what is in the folder. */
export async function readNumbers(source: FileSource, id: RunId, known?: StampedNumbers): Promise<StampedNumbers> {
  const folders = await epochFolders(source);
  const candidates = folders.flatMap(({ epoch, path }) =>
    TASKS.map((task): AveragesFile => ({ epoch, task, path: `${path}/${averagesName(task)}` })),
  );
  const stats = await statAll(source, [MANIFEST, ...candidates.map(({ path }) => path)]);
  const [manifestStat, ...fileStats] = stats;
  const files = candidates.filter((_, i) => fileStats[i] !== undefined);
  const stamp = [manifestStat, ...fileStats].map(stampOf).join() + folders.map(({ path }) => path).join();
  if (known?.stamp === stamp) return known;
  const updated = Math.max(...stats.map((stat) => stat?.modified ?? 0)) || null;
  const { manifest, problem } = await readManifest(source);
  const averages = await readAverages(source, files);
  const epochs = [...new Set(averages.map(({ file }) => file.epoch))].sort((a, b) => a - b);
  const listed = manifest ? listedEpochs(manifest) : [];
  const newest = folders.find(({ epoch }) => epoch === epochs.at(-1)) ?? folders.at(-1);
  const numbers: RunNumbers = {
    id,
    state: manifest ? await stateOf(source, manifest, listed, folders, averages) : 'broken',
    ...(manifest && { scene: manifest.scene_name, name: manifest.exp_name }),
    ...(typeof manifest?.notes === 'string' && { notes: manifest.notes }),
    tasks: manifest?.tasks ?? TASKS.filter((task) => averages.some(({ file }) => file.task === task)),
    epochs,
    listedEpochs: [...listed].sort((a, b) => a - b),
    metrics: overEpochs(averages, epochs),
    ...(await extent(source, newest?.path)),
    findings: null,
    updated: updated === null ? null : Math.round(updated),
    ...(problem && { problem }),
  };
  return { stamp, numbers };
}

function averagesName(task: Task): string {
  return fileContract(`${task}.metrics.overall`).pattern.replace('evaluation/{epoch}/', '');
}

/** Folders of epochs, ascending, each epoch once. */
async function epochFolders(source: FileSource): Promise<readonly { readonly epoch: number; readonly path: string }[]> {
  const found = new Map<number, string>();
  for (const name of await foldersIn(source, 'evaluation')) {
    const epoch = parseEpoch(name);
    if (epoch !== undefined && !found.has(epoch)) found.set(epoch, `evaluation/${name}`);
  }
  return [...found].sort(([a], [b]) => a - b).map(([epoch, path]) => ({ epoch, path }));
}

async function list(source: FileSource, folder: string): Promise<readonly Entry[]> {
  try {
    return await source.list(folder);
  } catch (error) {
    if (isLayoutError(error)) return [];
    throw error;
  }
}

async function foldersIn(source: FileSource, folder: string): Promise<readonly string[]> {
  const entries = await list(source, folder);
  return entries
    .filter(({ kind }) => kind === 'folder')
    .map(({ name }) => name)
    .sort();
}

async function statAll(source: FileSource, paths: readonly string[]): Promise<readonly (FileStat | undefined)[]> {
  if (source.stat) return source.stat(paths);
  return paths.map((path) => {
    const bytes = source.size(path);
    return bytes === undefined ? undefined : { bytes };
  });
}

const stampOf = (stat: FileStat | undefined): string => (stat ? `${stat.bytes}:${stat.modified ?? ''}` : '-');

async function readManifest(source: FileSource): Promise<{ readonly manifest?: Manifest; readonly problem?: Fault }> {
  try {
    const text = new TextDecoder().decode(await readOne(source, MANIFEST, MANIFEST_MAX_BYTES));
    const result = safeParseManifest(text);
    if (result.ok) return { manifest: result.manifest };
    throw new ManifestInvalidError(result.problems, text);
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    const [first] = diagnosticsOf(error);
    return first ? { problem: faultOf(first) } : {};
  }
}

/** As {@link FileSource.read}, which holds up a thread while a network disk thinks; this need not. */
async function readOne(source: FileSource, path: string, maxBytes: number): Promise<Uint8Array> {
  for await (const [result] of source.readMany([path], { maxBytes })) {
    if (result?.error) throw result.error;
    if (result) return result.bytes;
  }
  return new Uint8Array(0);
}

interface Averages {
  readonly file: AveragesFile;
  readonly values: Readonly<Record<string, number>>;
}

async function readAverages(source: FileSource, files: readonly AveragesFile[]): Promise<readonly Averages[]> {
  const averages: Averages[] = [];
  let at = 0;
  for await (const batch of source.readMany(files.map(({ path }) => path)))
    for (const { bytes } of batch) {
      const file = files[at++]!;
      // What cannot be read here is told by the run's own page.
      if (bytes === undefined || bytes.length === 0) continue;
      try {
        averages.push({ file, values: readMetricTxt(bytes, file.path).values });
      } catch (error) {
        if (!isLayoutError(error)) throw error;
      }
    }
  return averages;
}

function overEpochs(averages: readonly Averages[], epochs: readonly number[]): readonly MetricOverEpochs[] {
  const columns = new Map<string, { readonly task: Task; readonly name: string; readonly values: Value[] }>();
  for (const task of TASKS)
    for (const { file, values } of averages)
      for (const [name, value] of Object.entries(values)) {
        if (file.task !== task) continue;
        const key = `${task} ${name}`;
        const column = columns.get(key) ?? { task, name, values: epochs.map(() => null) };
        column.values[epochs.indexOf(file.epoch)] = toValue(value);
        columns.set(key, column);
      }
  return [...columns.values()].map(({ task, name, values }) => ({ ...metricFacts(task, name), values }));
}

async function stateOf(
  source: FileSource,
  { tasks }: Manifest,
  listed: readonly number[],
  folders: readonly { readonly epoch: number; readonly path: string }[],
  averages: readonly Averages[],
): Promise<RunState> {
  if (listed.length === 0) return 'running';
  const has = (epoch: number, task: Task): boolean =>
    averages.some(({ file }) => file.epoch === epoch && file.task === task);
  for (const task of tasks) {
    if (listed.every((epoch) => has(epoch, task))) continue;
    // A scene without ground truth for bodies never gets these files.
    const isEverThere = averages.some(({ file }) => file.task === task);
    if (isEverThere || task === 'nvs' || !(await hasOnlyPredictions(source, folders, task))) return 'running';
  }
  return 'complete';
}

async function hasOnlyPredictions(
  source: FileSource,
  folders: readonly { readonly path: string }[],
  task: Task,
): Promise<boolean> {
  const parts = await foldersIn(source, `${folders.at(-1)?.path}/${task}`);
  return parts.includes('pred') && !parts.includes('gt_inputs') && !parts.includes('metrics');
}

/** Frames and cameras that were rendered at an epoch, else those of the input. */
async function extent(source: FileSource, epoch: string | undefined): Promise<Pick<RunNumbers, 'frames' | 'cameras'>> {
  const places = [
    ...(epoch === undefined ? [] : [{ folder: `${epoch}/nvs/pred`, below: '/metrics_input' }]),
    { folder: 'input_data/test/images', below: '' },
    { folder: 'input_data/train/images', below: '' },
  ];
  for (const { folder, below } of places) {
    const cameras = (await foldersIn(source, folder)).filter((name) => parseCamera(name) !== undefined);
    const [first] = cameras;
    if (first === undefined) continue;
    const entries = await list(source, `${folder}/${first}${below}`);
    const frames = entries.filter(
      ({ kind, name }) => kind === 'file' && parseFrame(name.replace(/\.\w+$/, '')) !== undefined,
    );
    return { frames: frames.length, cameras: cameras.length };
  }
  return { frames: null, cameras: null };
}
