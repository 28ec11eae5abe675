import { poseBody } from '../body/body.ts';
import { BODY_JOINTS, SMPL_JOINTS } from '../body/skeleton.ts';
import { encodeNpy, encodeNpz } from '../format/npy.ts';
import { encodePng } from '../format/png.ts';
import { frameName } from '../format/text.ts';
import { findContacts } from '../metrics/pose.ts';
import { seededRandom } from '../random.ts';
import { type Camera, cameraArrays } from '../world/camera.ts';
import { jointPoints, smplParameters, smplxParameters, stackPoints } from '../world/parameters.ts';
import type { SamplePlan } from '../world/plan.ts';
import type { Disk } from './disk.ts';
import type { Shot } from './studio.ts';

/** Vertices nearer than this to the other person count as touching, metres; coarse surfaces have wider gaps to bridge. */
const contactReach = (vertices: number): number => 0.03 + 0.8 / Math.sqrt(vertices);
/** Share of frames without a contact annotation. */
const UNANNOTATED = 0.12;

/** Files of `input_data` that are not per frame. */
export function writeInputTables(plan: SamplePlan, disk: Disk): void {
  const { options, frames, persons, cameras } = plan;
  if (options.gaps.length > 0) {
    const skipped = frames.filter((frame) => options.gaps.includes(frame));
    // The preprocessing's own spelling, with the space that the trainer trips over.
    disk.file('input_data/train/skip_frames.csv', skipped.join(', '));
  }
  if (!options.groundTruth) return;
  const integer = (value: number) => ({ shape: [], data: BigInt64Array.of(BigInt(value)) });
  disk.file(
    'input_data/test/meta.npz',
    encodeNpz({
      start: integer(frames[0]!),
      end: integer(frames[frames.length - 1]!),
      genders: { shape: [persons.length], data: persons.map((p) => p.gender) },
      mono_cam: integer(cameras[0]!.id),
    }),
  );
}

/** Picture, masks and camera of one frame; both splits have the same form. */
export function writeView(
  disk: Disk,
  split: 'train' | 'test',
  plan: SamplePlan,
  frame: number,
  camera: Camera,
  shot: Shot,
): void {
  const { width, height } = plan.options;
  const root = `input_data/${split}`;
  const name = frameName(frame);
  disk.file(`${root}/images/${camera.id}/${name}.jpg`, shot.jpeg);
  // The estimator found nobody in a gap: every mask is there and empty.
  const empty = split === 'train' && !plan.found.includes(frame) ? new Uint8Array(width * height) : undefined;
  const mask = (pixels: Uint8Array) => encodePng(width, height, 1, empty ?? pixels);
  disk.file(`${root}/seg/img_seg_mask/${camera.id}/all/${name}.png`, mask(shot.mask));
  shot.personMasks.forEach((pixels, person) => {
    disk.file(`${root}/seg/img_seg_mask/${camera.id}/${person}/${name}.png`, mask(pixels));
  });
  const precision = split === 'test' ? 'float64' : 'float32';
  disk.file(`${root}/all_cameras/${camera.id}/${name}.npz`, encodeNpz(cameraArrays(camera, precision)));
}

/** The source view as training sees it: estimated camera, depth, untuned body parameters without expression. */
export function writeTrainSource(plan: SamplePlan, frame: number, shot: Shot, disk: Disk): void {
  const { width, height } = plan.options;
  writeView(disk, 'train', plan, frame, plan.sourceEstimate, shot);
  disk.file(
    `input_data/train/depths/${plan.sourceEstimate.id}/${frameName(frame)}.npy`,
    encodeNpy({ shape: [height, width], data: shot.depth }),
  );
  const postures = plan.predicted(0).get(frame) ?? [];
  disk.file(
    `input_data/train/smplx/${frameName(frame)}.npz`,
    encodeNpz(
      smplxParameters(
        postures,
        plan.persons.map((p) => p.betas),
      ),
    ),
  );
}

/** Ground-truth bodies of one frame, in the ground-truth world. */
export function writeTestBodies(plan: SamplePlan, frame: number, disk: Disk): void {
  const postures = plan.truth.get(frame)!;
  const betas = plan.persons.map((p) => p.betas);
  const name = frameName(frame);
  const smplx = plan.persons.map((p, i) => poseBody(p.smplx, postures[i]!));
  disk.file(
    `input_data/test/smplx/${name}.npz`,
    encodeNpz({
      ...smplxParameters(postures, betas, 10),
      joints_3d: stackPoints(smplx.map((b) => jointPoints(b.skeleton.places, b.verts, BODY_JOINTS))),
      verts: stackPoints(smplx.map((b) => b.verts)),
    }),
  );
  const smpl = plan.persons.map((p, i) => poseBody(p.smpl, postures[i]!));
  const contacts = contactsOf(
    plan,
    frame,
    smpl.map((b) => b.verts),
  );
  const vertices = plan.templates.smpl.weights.length;
  const contact = new BigInt64Array(vertices * smpl.length);
  contacts?.forEach((values, person) => {
    contact.set(values, person * vertices);
  });
  disk.file(
    `input_data/test/smpl/${name}.npz`,
    encodeNpz({
      ...smplParameters(postures, betas, 'hi4d'),
      verts: stackPoints(smpl.map((b) => b.verts)),
      joints_3d: stackPoints(smpl.map((b) => jointPoints(b.skeleton.places, b.verts, SMPL_JOINTS, SMPL_JOINTS))),
      ...(contacts ? { contact: { shape: [smpl.length, vertices], data: contact } } : {}),
    }),
  );
}

/** Contacts of the ground truth in one frame; undefined where Hi4D has no annotation: some frames, and all but pairs. */
export function contactsOf(
  plan: SamplePlan,
  frame: number,
  smplVerts: readonly Float32Array[],
): readonly BigInt64Array[] | undefined {
  if (plan.persons.length !== 2) return undefined;
  if (seededRandom(plan.options.seed, `contact ${frame}`)() < UNANNOTATED) return undefined;
  return findContacts(smplVerts, contactReach(plan.templates.smpl.weights.length));
}
