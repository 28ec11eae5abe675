/**
 * The motion from the ground-truth world into the predicted world. The trainer applies it and does not save it;
 * it follows from files that are saved.
 * @module
 */
import type { AlignmentMethod } from '@outlay/schema/names';
import type { BodyParameters, Camera, Series } from '@outlay/schema/port';
import { applyRigid, composeRigid, fitRigid, invertRigid, type RigidTransform, rigidFromExtrinsics } from './rigid.ts';

/** What {@link alignWorlds} reads. Absent members are simply not there. */
export interface AlignmentSources {
  /** SMPL-X of the prediction, predicted world. */
  readonly predicted?: Series<BodyParameters> | undefined;
  /** SMPL-X of `input_data/test`, ground-truth world. */
  readonly groundTruth?: Series<BodyParameters> | undefined;
  /** Source camera in the predicted world. */
  readonly predictedCamera?: Series<Camera> | undefined;
  /** Source camera in the ground-truth world. */
  readonly groundTruthCamera?: Series<Camera> | undefined;
}

/** Ground truth → predicted: one motion for all frames, or one per frame. */
export type Alignment = {
  /** Root mean square distance of what was fitted, metres; 0 for `camera`, which fits nothing. */
  readonly residual: number;
  /** Point pairs fitted, or frames with a camera pair. */
  readonly count: number;
} & (
  | { readonly method: 'pelvis_trajectory'; readonly transform: RigidTransform; readonly perFrame?: undefined }
  | {
      readonly method: 'camera';
      readonly perFrame: ReadonlyMap<number, RigidTransform>;
      readonly transform?: undefined;
    }
);

/** Result of {@link alignWorlds}: the alignment, or one sentence why there is none. */
export type AlignmentResult =
  | { readonly alignment: Alignment; readonly reason?: undefined }
  | { readonly alignment?: undefined; readonly reason: string };

/** The method a manifest asks for; the trainer's default where it says nothing or something unknown. */
export function alignmentMethodOf(manifest: {
  readonly pose_eval_world_alignment_method?: string | undefined;
}): AlignmentMethod {
  return manifest.pose_eval_world_alignment_method === 'camera' ? 'camera' : 'pelvis_trajectory';
}

/**
 * Computes the alignment by the trainer's own method. `pelvis_trajectory`: one rigid fit over the `translation` of
 * all common frames, persons paired by index. `camera`: per frame the predicted source camera's pose times the
 * inverse of the ground-truth one.
 */
export async function alignWorlds(
  method: AlignmentMethod,
  sources: AlignmentSources,
  signal?: AbortSignal,
): Promise<AlignmentResult> {
  return method === 'camera' ? alignByCamera(sources, signal) : alignByPelvis(sources, signal);
}

async function alignByPelvis(sources: AlignmentSources, signal?: AbortSignal): Promise<AlignmentResult> {
  if (sources.predicted === undefined) return { reason: 'the predicted SMPL-X parameters are missing' };
  if (sources.groundTruth === undefined) return { reason: 'input_data/test/smplx is missing' };
  const common = intersect(sources.predicted.frames, sources.groundTruth.frames);
  if (common.length === 0) return { reason: 'prediction and ground truth have no SMPL-X frame in common' };
  const groundTruth = await readTranslations(sources.groundTruth, common, signal);
  const predicted = await readTranslations(sources.predicted, common, signal);
  const from: number[] = [];
  const to: number[] = [];
  for (const frame of common) {
    const a = groundTruth.get(frame) ?? [];
    const b = predicted.get(frame) ?? [];
    for (let person = 0; person < Math.min(a.length, b.length); person++) {
      from.push(a[person]![0]!, a[person]![1]!, a[person]![2]!);
      to.push(b[person]![0]!, b[person]![1]!, b[person]![2]!);
    }
  }
  const fit = fitRigid(from, to);
  if (fit === undefined) return { reason: 'no person has a translation in both prediction and ground truth' };
  if (fit.ambiguous)
    return { reason: `the ${fit.count} pelvis positions lie on one line, so more than one rotation fits them` };
  return {
    alignment: { method: 'pelvis_trajectory', transform: fit.transform, residual: fit.residual, count: fit.count },
  };
}

async function alignByCamera(sources: AlignmentSources, signal?: AbortSignal): Promise<AlignmentResult> {
  if (sources.predictedCamera === undefined) return { reason: 'the source camera of the predicted world is missing' };
  if (sources.groundTruthCamera === undefined)
    return { reason: 'the source camera is missing in input_data/test/all_cameras' };
  const common = intersect(sources.predictedCamera.frames, sources.groundTruthCamera.frames);
  const groundTruth = await readPoses(sources.groundTruthCamera, common, signal);
  const predicted = await readPoses(sources.predictedCamera, common, signal);
  const perFrame = new Map<number, RigidTransform>();
  for (const frame of common) {
    const gt = groundTruth.get(frame);
    const pred = predicted.get(frame);
    // world-to-camera both: X_pred = pred⁻¹ · gt · X_gt.
    if (gt !== undefined && pred !== undefined) perFrame.set(frame, composeRigid(invertRigid(pred), gt));
  }
  if (perFrame.size === 0) return { reason: 'no frame has the source camera in both worlds' };
  return { alignment: { method: 'camera', perFrame, residual: 0, count: perFrame.size } };
}

/** Moves a point of the ground-truth world into the predicted world at a frame; `undefined` without a motion there. */
export function alignPoint(alignment: Alignment, frame: number, point: ArrayLike<number>): Float64Array | undefined {
  const transform = alignment.transform ?? alignment.perFrame?.get(frame);
  return transform === undefined ? undefined : applyRigid(transform, point);
}

/** Are all motions of a per-frame alignment the same, within `tolerance` of every number? Then one is enough. */
export function constantAlignment(alignment: Alignment, tolerance = 1e-6): RigidTransform | undefined {
  if (alignment.transform !== undefined) return alignment.transform;
  const [first, ...rest] = alignment.perFrame.values();
  const same = (a: Float64Array, b: Float64Array) => a.every((value, i) => Math.abs(value - b[i]!) <= tolerance);
  return rest.every((t) => same(t.rotation, first!.rotation) && same(t.translation, first!.translation))
    ? first
    : undefined;
}

async function readTranslations(
  series: Series<BodyParameters>,
  frames: readonly number[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, readonly Float32Array[]>> {
  const found = new Map<number, readonly Float32Array[]>();
  for await (const batch of series.read({ frames, reuse: true, ...(signal && { signal }) }))
    for (const item of batch)
      if (item.value !== undefined)
        found.set(
          item.frame,
          item.value.persons.map((person) => person.translation.slice(0, 3)),
        );
  return found;
}

async function readPoses(
  series: Series<Camera>,
  frames: readonly number[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, RigidTransform>> {
  const found = new Map<number, RigidTransform>();
  for await (const batch of series.read({ frames, ...(signal && { signal }) }))
    for (const item of batch)
      if (item.value !== undefined) found.set(item.frame, rigidFromExtrinsics(item.value.extrinsics));
  return found;
}

function intersect(a: readonly number[], b: readonly number[]): readonly number[] {
  const set = new Set(b);
  return a.filter((frame) => set.has(frame));
}
