/**
 * What there is to see of a run.
 * @module
 */
import { cameraKinds, type Inventory, type PathIds, type ScannedExperiment, sourceCameraOf } from '@outlay/layout';
import {
  type ContractId,
  type Diagnostic,
  formatEpoch,
  LAYOUT_VERSION,
  listedEpochs,
  type Manifest,
  SPACES,
} from '@outlay/schema';
import type { Experiment } from '@outlay/schema/port';
import type { Run, RunCamera, RunState, RunVideo } from '../api.ts';
import type { OpenedRun } from '../runs/opened-run.ts';
import { toRanges } from './frame-ranges.ts';
import { pictureSeries } from './pictures.ts';
import { runRecordings } from './recordings.ts';

/** The answer for one run. What cannot be opened is in `problems`; pictures are shown all the same. */
export async function runAnswer(opened: OpenedRun): Promise<Run> {
  const { run, scan } = opened;
  const { inventory, manifest, epochs, totals } = scan;
  const { id, name, scene, path } = run.name;
  const experiment = await opened.experiment();
  const isOpen = !Array.isArray(experiment);
  const sourceCamera = sourceCameraOf(manifest, inventory);
  const present = epochs.map(({ epoch }) => epoch);
  return {
    id,
    scene: manifest?.scene_name ?? scene,
    name: manifest?.exp_name ?? name,
    ...(path === undefined ? {} : { path }),
    state: stateOf(scan),
    ...(typeof manifest?.notes === 'string' && { notes: manifest.notes }),
    layoutVersion: LAYOUT_VERSION,
    ...(sourceCamera === undefined ? {} : { sourceCamera }),
    tasks: manifest?.tasks ?? [...new Set(epochs.flatMap(({ tasks }) => tasks))],
    epochs: epochs.map(({ epoch, listed, state, tasks, missing }) => ({
      epoch,
      name: formatEpoch(epoch),
      listed,
      state,
      tasks,
      missing: missing.map((part) => part.path),
    })),
    cameras: camerasOf(manifest, inventory),
    persons: personsOf(inventory),
    skippedFrames: isOpen ? toRanges(skippedFrames(experiment as Experiment)) : [],
    pictures: pictureSeries(inventory, id, present, sourceCamera),
    videos: isOpen ? videosOf(experiment as Experiment, id) : [],
    recordings: isOpen ? runRecordings(experiment as Experiment, id) : [],
    problems: isOpen ? (experiment as Experiment).problems : (experiment as readonly Diagnostic[]),
    files: totals.files,
  };
}

function stateOf({ manifest, epochs }: ScannedExperiment): RunState {
  if (manifest === undefined) return 'broken';
  const listed = new Set(listedEpochs(manifest));
  const wanted = epochs.filter(({ epoch }) => listed.has(epoch));
  return wanted.length > 0 && wanted.every(({ state }) => state === 'complete') ? 'complete' : 'running';
}

function camerasOf(manifest: Manifest | undefined, inventory: Inventory): readonly RunCamera[] {
  const kindOf = cameraKinds(manifest, inventory);
  const source = sourceCameraOf(manifest, inventory);
  const cameras = new Set([
    ...(manifest?.nvs_cameras ?? []),
    ...(source === undefined ? [] : [source]),
    ...idsIn(inventory, 'camera', ['input.image', 'input.camera', 'nvs.pred.image', 'nvs.gt_inputs.image']),
  ]);
  return [...cameras].sort((a, b) => a - b).map((camera) => ({ camera, role: kindOf(camera) }));
}

function personsOf(inventory: Inventory): readonly number[] {
  const contracts: readonly ContractId[] = [
    'input.mask.person',
    ...(['pose_smplx', 'pose_smpl'] as const).flatMap((task) =>
      SPACES.map((space): ContractId => `${task}.pred.${space}.person`),
    ),
  ];
  return [...new Set(idsIn(inventory, 'person', contracts))].sort((a, b) => a - b);
}

function idsIn(inventory: Inventory, key: keyof PathIds, contracts: readonly ContractId[]): readonly number[] {
  return contracts.flatMap((contract) => inventory.frames(contract).map(({ ids }) => ids[key] as number));
}

function skippedFrames({ train, test }: Experiment): readonly number[] {
  const all = new Set([...(train?.skipFrames ?? []), ...(test?.skipFrames ?? [])]);
  return [...all].sort((a, b) => a - b);
}

function videosOf({ evaluations }: Experiment, id: string): readonly RunVideo[] {
  return evaluations.flatMap(({ epoch, nvs }) =>
    (nvs?.cameras ?? []).flatMap(({ camera, video }) =>
      video === undefined
        ? []
        : [{ epoch, camera, url: `files/${id}/${encodeURI(video.path)}`, frames: toRanges(video.frames) }],
    ),
  );
}
