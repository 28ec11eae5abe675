/**
 * Experiments → their metrics, several at a time.
 * @module
 */
import { diagnosticsOf, isLayoutError, type MetricFiles, readMetricFiles } from '@outlay/layout';
import { NodeFileSource } from '@outlay/layout/node';
import type { Task } from '@outlay/schema/names';
import { bestEpoch, type RunMetrics, SUMMARY_CODES } from '@outlay/summary';
import { errorDiagnostic } from '../../failures/errors.ts';
import type { SummaryEpoch } from './epochs.ts';
import type { NamedExperiment } from './names.ts';

/** What to read. */
export interface GatherOptions {
  readonly epoch: SummaryEpoch | 'all';
  readonly tasks?: readonly Task[];
  /** Chooses the best epoch; default: the first metric that there is. */
  readonly metric?: string;
  readonly signal: AbortSignal;
  /** Files in flight for an experiment: more experiments are read at a time on network disks. */
  readonly inFlight: (path: string) => number;
  readonly onRead?: (done: number) => void;
}

/** On a local disk reading is work of this thread, so there is nothing to wait for together. */
const LOCAL_LANES = 2;

/** The metrics of experiments, in their order; several per experiment with all epochs. A broken one says why. */
export async function gatherMetrics(
  experiments: readonly NamedExperiment[],
  options: GatherOptions,
): Promise<readonly RunMetrics[]> {
  const found: (readonly RunMetrics[])[] = new Array(experiments.length);
  let next = 0;
  let done = 0;
  const lanes = Math.max(LOCAL_LANES, ...experiments.slice(0, 1).map(({ picked }) => options.inFlight(picked.path)));
  const lane = async (): Promise<void> => {
    for (let i = next++; i < experiments.length; i = next++) {
      options.signal.throwIfAborted();
      found[i] = await metricsOf(experiments[i]!, options);
      options.onRead?.(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, experiments.length) }, lane));
  return found.flat();
}

async function metricsOf({ picked, name }: NamedExperiment, options: GatherOptions): Promise<readonly RunMetrics[]> {
  const { path, label, problem } = picked;
  const [scene = '', folder = label] = path.split(/[\\/]/).slice(-2);
  const unknown = { name: name ?? folder, scene, path: label, tasks: {} };
  if (problem) return [{ ...unknown, problem: errorDiagnostic(problem) }];
  try {
    const { epoch, tasks, signal } = options;
    const wanted = epoch === 'best' ? 'all' : typeof epoch === 'number' ? [epoch] : epoch;
    const files = await readMetricFiles(new NodeFileSource(path), { epochs: wanted, signal, ...(tasks && { tasks }) });
    const runs = files.epochs.map(
      (one): RunMetrics => ({
        name: name ?? files.manifest.exp_name,
        scene: files.manifest.scene_name,
        path: label,
        epoch: one.epoch,
        ...(files.sourceCamera !== undefined && { sourceCamera: files.sourceCamera }),
        tasks: one.tasks,
      }),
    );
    if (runs.length > 0) return epoch === 'best' ? [best(runs, options)] : runs;
    const { manifest } = files;
    return [
      { ...unknown, name: name ?? manifest.exp_name, scene: manifest.scene_name, problem: nothing(files, options) },
    ];
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    const [first] = diagnosticsOf(error);
    return [{ ...unknown, ...(first && { problem: first }) }];
  }
}

function best(runs: readonly RunMetrics[], { tasks, metric }: GatherOptions): RunMetrics {
  for (const task of tasks ?? (['nvs', 'pose_smplx', 'pose_smpl'] as const))
    for (const name of metric === undefined ? Object.keys(runs[0]?.tasks[task]?.overall ?? {}) : [metric]) {
      const found = bestEpoch(runs, task, name);
      if (found !== undefined) return found;
    }
  return runs.at(-1)!;
}

function nothing({ onDisk }: MetricFiles, { epoch }: GatherOptions): NonNullable<RunMetrics['problem']> {
  const { code, name, severity, fix } = SUMMARY_CODES.runUnreadable;
  const there = onDisk.length === 0 ? 'no epoch is on disk' : `epochs ${onDisk.join(', ')} are on disk`;
  const message =
    typeof epoch === 'number'
      ? `Epoch ${epoch} has no metric files; ${there}.`
      : `No epoch has metric files yet; ${there}.`;
  return { code, name, severity, path: 'evaluation', message, fix };
}
