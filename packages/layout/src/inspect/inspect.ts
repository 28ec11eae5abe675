/**
 * What is in an experiment, on one page. Reads names, sizes, the manifest and the metric files.
 * @module
 */

import {
  type ContractId,
  formatEpoch,
  type Manifest,
  parseRecordingName,
  type RecordingKind,
  SPLITS,
  type Split,
  TASKS,
  type Task,
} from '@outlay/schema';
import { unionOfFrames } from '@outlay/schema/names';
import { readTaskMetrics } from '../experiment/metrics.ts';
import { framesOf, lacking } from '../frames/sets.ts';
import { type FrameSummary, summariseFrames } from '../frames/summary.ts';
import { cameraKinds, evaluatedCameras, sourceCameraOf } from '../scan/camera-kinds.ts';
import type { EpochState } from '../scan/epoch-states.ts';
import { isScanned, type ScannedExperiment, scanExperiment } from '../scan/scanned-experiment.ts';
import type { ScannedFolder } from '../scan/scanned-folder.ts';
import type { FileSource } from '../source/file-source.ts';
import { baseName } from '../source/source-path.ts';

/** How to inspect. */
export interface InspectOptions {
  readonly signal?: AbortSignal;
}

/** Files and bytes; `bytes` is `null` where the source does not know sizes. */
export interface Extent {
  readonly files: number;
  readonly bytes: number | null;
}

/** One epoch. */
export interface EpochSummary extends Extent {
  readonly epoch: number;
  /** `epoch_0030` */
  readonly name: string;
  readonly listed: boolean;
  /** See {@link EpochState}. A running or killed job leaves `in-progress` or `pending`. */
  readonly state: EpochState['state'];
  /** Tasks that have files. */
  readonly tasks: readonly Task[];
  /** Required paths that are not there. */
  readonly missing: readonly string[];
  /** Overall results per task, as the TXT files say. */
  readonly metrics: { readonly [task in Task]?: Readonly<Record<string, number | null>> };
}

/** One camera. */
export interface CameraSummary {
  readonly camera: number;
  readonly kind: 'source' | 'evaluation' | 'virtual';
  readonly train?: FrameSummary;
  readonly test?: FrameSummary;
  /** Epochs with renders of it. */
  readonly nvsEpochs: readonly number[];
  /** Epochs in which other cameras have renders of frames that this one lacks. */
  readonly nvsGaps: readonly { readonly epoch: number; readonly missing: readonly number[] }[];
}

/** Result of {@link inspectExperiment}. Plain data: `JSON.stringify` loses nothing. */
export interface ExperimentSummary extends Extent {
  readonly location: string;
  /** `null` when the manifest is absent or invalid; validation says why. */
  readonly manifest: Manifest | null;
  readonly manifestState: 'valid' | 'invalid' | 'unreadable' | 'absent';
  readonly tasks: readonly { readonly task: Task; readonly listed: boolean; readonly epochs: readonly number[] }[];
  readonly epochs: readonly EpochSummary[];
  readonly cameras: readonly CameraSummary[];
  /** Person indices, from folders of masks and meshes. */
  readonly persons: readonly number[];
  /** Frames of all cameras of a split together, and of the evaluation. */
  readonly frames: { readonly train?: FrameSummary; readonly test?: FrameSummary; readonly evaluation?: FrameSummary };
  readonly skipFrames: boolean;
  /** What takes the space: second-level folders, largest first. */
  readonly parts: readonly ({ readonly path: string } & Extent)[];
  readonly recordings: readonly {
    readonly path: string;
    readonly recording: RecordingKind | null;
    readonly bytes: number | null;
  }[];
}

const EVALUATED = [
  'nvs.pred.image',
  'pose_smplx.pred.root_aligned.person',
  'pose_smpl.pred.root_aligned.person',
] as const satisfies readonly ContractId[];

/**
 * Summarises an experiment, whatever state it is in.
 * @throws FileNotFoundError or FileUnreadableError when the folder itself cannot be listed; the abort reason.
 */
export async function inspectExperiment(
  experiment: FileSource | ScannedExperiment,
  options: InspectOptions = {},
): Promise<ExperimentSummary> {
  const context = isScanned(experiment) ? experiment : await scanExperiment(experiment, options);
  const { source, inventory, manifest, manifestState, epochs } = context;
  const parts = partsOf(context);
  const evaluation = summariseFrames(unionOfFrames(EVALUATED.flatMap((id) => inventory.frames(id).map(framesOf))));
  const ofSplit = (split: Split): FrameSummary | undefined =>
    summariseFrames(unionOfFrames(inventory.frames('input.image', { split }).map(framesOf)));
  const [train, test] = [ofSplit('train'), ofSplit('test')];
  return {
    location: source.location,
    manifest: manifest ?? null,
    manifestState: manifestState.kind,
    ...sumOf(parts),
    tasks: TASKS.map((task) => ({
      task,
      listed: manifest?.tasks.includes(task) ?? false,
      epochs: epochs.filter((state) => state.tasks.includes(task)).map(({ epoch }) => epoch),
    })).filter(({ listed, epochs: present }) => listed || present.length > 0),
    epochs: await Promise.all(epochs.map((state) => epochSummary(context, state))),
    cameras: camerasOf(context),
    persons: personsOf(context),
    frames: { ...(train ? { train } : {}), ...(test ? { test } : {}), ...(evaluation ? { evaluation } : {}) },
    skipFrames: SPLITS.some((split) => inventory.file('input.skip-frames', { split }) !== undefined),
    parts: [...parts].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0) || b.files - a.files),
    recordings: inventory.paths('rerun').map((path) => ({
      path,
      recording: parseRecordingName(baseName(path)) ?? null,
      bytes: source.size(path) ?? null,
    })),
  };
}

async function epochSummary(
  { source, inventory, scanned }: ScannedExperiment,
  state: EpochState,
): Promise<EpochSummary> {
  const { epoch, listed, tasks, missing, path } = state;
  const metrics: { [task in Task]?: Record<string, number | null> } = {};
  for (const task of tasks) {
    const { overall } = await readTaskMetrics(source, inventory, task, epoch);
    // JSON has no nan; null says that the average is not a number.
    if (overall)
      metrics[task] = Object.fromEntries(
        Object.entries(overall).map(([key, value]) => [key, Number.isFinite(value) ? value : null]),
      );
  }
  const files = path === undefined ? [] : filesBelow(scanned, path);
  return {
    epoch,
    name: formatEpoch(epoch),
    listed,
    state: state.state,
    tasks,
    missing: missing.map((part) => part.path),
    metrics,
    ...extentOf(source, files),
  };
}

function camerasOf({ inventory, manifest, epochs }: ScannedExperiment): readonly CameraSummary[] {
  const inSplit = (split: Split, camera: number): FrameSummary | undefined =>
    summariseFrames(framesOf(inventory.frames('input.image', { split, camera })[0]));
  const camerasOfTrain = inventory.frames('input.image', { split: 'train' }).map(({ ids }) => ids.camera!);
  const source = sourceCameraOf(manifest, inventory);
  const framesIn = (epoch: number, camera: number): readonly number[] =>
    framesOf(inventory.frames('nvs.pred.image', { epoch, camera })[0]);
  const rendersOf = new Map(
    epochs.map(({ epoch }) => [epoch, unionOfFrames(inventory.frames('nvs.pred.image', { epoch }).map(framesOf))]),
  );
  const kindOf = cameraKinds(manifest, inventory);
  const all = unionOfFrames([
    [...evaluatedCameras(manifest, inventory)],
    camerasOfTrain,
    source === undefined ? [] : [source],
  ]);
  return all.map((camera) => {
    const [train, test] = [inSplit('train', camera), inSplit('test', camera)];
    return {
      camera,
      kind: kindOf(camera),
      ...(train ? { train } : {}),
      ...(test ? { test } : {}),
      nvsEpochs: epochs.map(({ epoch }) => epoch).filter((epoch) => framesIn(epoch, camera).length > 0),
      nvsGaps: epochs.flatMap(({ epoch }) => {
        const present = framesIn(epoch, camera);
        const missing = present.length > 0 ? lacking(rendersOf.get(epoch) ?? [], present) : [];
        return missing.length > 0 ? [{ epoch, missing }] : [];
      }),
    };
  });
}

function personsOf({ inventory }: ScannedExperiment): readonly number[] {
  const contracts = [
    'input.mask.person',
    'pose_smplx.pred.root_aligned.person',
    'pose_smplx.pred.copy.person',
    'pose_smpl.pred.root_aligned.person',
  ] as const;
  return unionOfFrames(contracts.flatMap((id) => inventory.frames(id).map(({ ids }) => [ids.person as number])));
}

function partsOf({ source, scanned }: ScannedExperiment): readonly ({ readonly path: string } & Extent)[] {
  const parts = new Map<string, string[]>();
  for (const { files } of scanned)
    for (const { path } of files) {
      const key = path.split('/').slice(0, -1).slice(0, PART_DEPTH).join('/');
      const list = parts.get(key);
      if (list) list.push(path);
      else parts.set(key, [path]);
    }
  return [...parts].map(([path, files]) => ({ path, ...extentOf(source, files) }));
}

/** `input_data/train/images`, `evaluation/epoch_0030/nvs`. */
const PART_DEPTH = 3;

function filesBelow(scanned: readonly ScannedFolder[], path: string): readonly string[] {
  return scanned
    .filter((folder) => folder.path === path || folder.path.startsWith(`${path}/`))
    .flatMap(({ files }) => files.map((file) => file.path));
}

function extentOf(source: FileSource, paths: readonly string[]): Extent {
  let bytes: number | null = 0;
  for (const path of paths) {
    const size = source.size(path);
    bytes = bytes === null || size === undefined ? null : bytes + size;
  }
  return { files: paths.length, bytes };
}

function sumOf(parts: readonly Extent[]): Extent {
  return parts.reduce<Extent>(
    (sum, part) => ({
      files: sum.files + part.files,
      bytes: sum.bytes === null || part.bytes === null ? null : sum.bytes + part.bytes,
    }),
    { files: 0, bytes: 0 },
  );
}
