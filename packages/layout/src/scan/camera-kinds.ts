/**
 * Which camera is which. No file says so; the manifest and the folders together do.
 * @module
 */
import type { ContractId, Manifest } from '@outlay/schema';
import type { InputCamera } from '@outlay/schema/port';
import type { Inventory } from './inventory.ts';

/** Trainers number the cameras they generate from here on. */
export const FIRST_VIRTUAL = 100;

/**
 * The source camera, by the rule of the port: the one the manifest names; else the only real camera of
 * `input_data/train`; else the only camera the pose evaluation keeps views of; else `undefined`.
 */
export function sourceCameraOf(manifest: Manifest | undefined, inventory: Inventory): number | undefined {
  return manifest?.source_camera_id ?? only(realTrainCameras(inventory)) ?? only(sourceViews(inventory));
}

/** What every camera is for, see {@link InputCamera.kind}. */
export function cameraKinds(
  manifest: Manifest | undefined,
  inventory: Inventory,
): (camera: number) => InputCamera['kind'] {
  const source = sourceCameraOf(manifest, inventory);
  const real = evaluatedCameras(manifest, inventory);
  return (camera) => (camera === source ? 'source' : real.has(camera) ? 'evaluation' : 'virtual');
}

/** Cameras that the manifest lists for evaluation, that have test data, or that were rendered in an evaluation. */
export function evaluatedCameras(manifest: Manifest | undefined, inventory: Inventory): ReadonlySet<number> {
  return new Set([
    ...(manifest?.nvs_cameras ?? []),
    ...camerasIn(inventory, ['input.image', 'input.camera'], { split: 'test' }),
    ...camerasIn(inventory, ['nvs.pred.image']),
  ]);
}

function realTrainCameras(inventory: Inventory): readonly number[] {
  const generated = new Set(camerasIn(inventory, ['nv-generation.image']));
  const inTrain = camerasIn(inventory, ['input.image', 'input.camera'], { split: 'train' });
  return inTrain.filter((camera) => camera < FIRST_VIRTUAL && !generated.has(camera));
}

function sourceViews(inventory: Inventory): readonly number[] {
  return camerasIn(inventory, ['pose_smplx.viz.image', 'pose_smplx.viz.camera']);
}

function camerasIn(
  inventory: Inventory,
  contracts: readonly ContractId[],
  ids?: Parameters<Inventory['frames']>[1],
): readonly number[] {
  return contracts.flatMap((contract) => inventory.frames(contract, ids).map(({ ids: { camera } }) => camera!));
}

function only(cameras: readonly number[]): number | undefined {
  const different = new Set(cameras);
  return different.size === 1 ? cameras[0] : undefined;
}
