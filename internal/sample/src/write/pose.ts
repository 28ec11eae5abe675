import { poseBody } from '../body/body.ts';
import { BODY_JOINTS, SMPL_JOINTS } from '../body/skeleton.ts';
import { encodeJpeg, PILLOW_QUALITY } from '../format/jpeg.ts';
import { encodeNpy, encodeNpz } from '../format/npy.ts';
import { epochName, formatCsv, formatFloat, formatResults, frameName, personName } from '../format/text.ts';
import { movePoints, type Rigid } from '../geometry/rigid.ts';
import type { Vec3 } from '../geometry/rotation.ts';
import { contactDistanceMm, depthOrderRate, meanDistanceMm, rootAlign } from '../metrics/pose.ts';
import { BODY_COUNTS } from '../options.ts';
import { type Camera, cameraArrays } from '../world/camera.ts';
import { smplParameters, smplxParameters, stackPoints } from '../world/parameters.ts';
import type { SamplePlan } from '../world/plan.ts';
import { errorLevel } from '../world/prediction.ts';
import type { Disk } from './disk.ts';
import { encodeGaussians, spreadGaussians } from './gaussians.ts';
import { contactsOf } from './input-data.ts';
import { writeMeshes } from './meshes.ts';
import { poseForPicture, type Shot } from './studio.ts';

type Kind = 'smplx' | 'smpl';

/** One row of a `<kind>_pose_estimation_metrics_per_frame.csv`; distances in millimetres. */
export interface PoseRow {
  readonly epoch: number;
  readonly kind: Kind;
  readonly frame: number;
  readonly mpjpe: number;
  readonly mve: number;
  /** 0 in a frame without contact, undefined in one without annotation. */
  readonly contact: number | undefined;
  readonly pcdr: number;
}

interface Posed {
  readonly joints: Float32Array;
  readonly verts: Float32Array;
}

const flat = (places: readonly Vec3[]) => Float32Array.from(places.flat());
const rootOf = (joints: Float32Array): Vec3 => [joints[0]!, joints[1]!, joints[2]!];

/** One frame of `pose_smplx` and `pose_smpl` for every epoch. */
export function writePoseFrame(plan: SamplePlan, frame: number, source: Shot, disk: Disk): PoseRow[] {
  const { width, height, rgb } = source.picture;
  const copy = encodeJpeg(width, height, rgb, PILLOW_QUALITY);
  const rows: PoseRow[] = [];
  for (const epoch of plan.options.epochs) {
    writeTask(plan, 'smplx', epoch, frame, disk, rows);
    writeQualitative(plan, epoch, frame, source, copy, disk);
    if (plan.options.tasks.includes('pose_smpl')) writeTask(plan, 'smpl', epoch, frame, disk, rows);
  }
  return rows;
}

function writeTask(plan: SamplePlan, kind: Kind, epoch: number, frame: number, disk: Disk, rows: PoseRow[]): void {
  const root = `evaluation/${epochName(epoch)}/pose_${kind}`;
  const name = frameName(frame);
  const postures = plan.predicted(epoch).get(frame)!;
  const betas = plan.persons.map((p) => p.betas);
  const shown = (list: typeof postures): Posed[] =>
    plan.persons.map((p, i) => {
      const { verts, skeleton } = poseBody(p[kind], list[i]!);
      return { verts, joints: flat(skeleton.places.slice(0, kind === 'smplx' ? BODY_JOINTS : SMPL_JOINTS)) };
    });
  const pred = shown(postures);
  disk.file(`${root}/inputs/smplx/${name}.npz`, encodeNpz(smplxParameters(postures, betas, 100)));
  if (kind === 'smpl') {
    disk.file(
      `${root}/inputs/smpl/${name}.npz`,
      encodeNpz({
        ...smplParameters(postures, betas, 'converted'),
        joints_3d: stackPoints(pred.map((p) => p.joints)),
        verts: stackPoints(pred.map((p) => p.verts)),
      }),
    );
  }
  const folder = `posed_${kind}_meshes_per_frame`;
  const template = plan.templates[kind];
  const predRoot = pred.map((p) => rootAlign(p.verts, rootOf(p.joints)));
  const copies = kind === 'smplx' ? [`${root}/pred/${folder}`] : [];
  if (!plan.options.groundTruth) {
    writeMeshes(disk, copies, frame, template, predRoot);
    return;
  }
  const gt = shown(plan.truth.get(frame)!);
  const alignment = plan.alignment(epoch);
  const gtRoot = gt.map((p) => rootAlign(p.verts, rootOf(p.joints), alignment.rotation));
  writeMeshes(
    disk,
    [`${root}/pred/world_aligned/${folder}`],
    frame,
    template,
    pred.map((p) => p.verts),
  );
  writeMeshes(disk, [`${root}/pred/root_aligned/${folder}`, ...copies], frame, template, predRoot);
  writeMeshes(
    disk,
    [`${root}/gt_inputs/world_aligned/${folder}`],
    frame,
    template,
    gt.map((p) => movePoints(alignment, p.verts)),
  );
  writeMeshes(disk, [`${root}/gt_inputs/root_aligned/${folder}`], frame, template, gtRoot);

  const mean = (values: readonly number[]) => Math.fround(values.reduce((a, b) => a + b, 0) / values.length);
  const contacts =
    kind === 'smpl'
      ? contactsOf(
          plan,
          frame,
          gt.map((p) => p.verts),
        )
      : undefined;
  const contact = contacts
    ? contactDistanceMm(
        contacts,
        pred.map((p) => p.verts),
      )
    : undefined;
  rows.push({
    epoch,
    kind,
    frame,
    mpjpe: mean(
      pred.map((p, i) =>
        meanDistanceMm(
          rootAlign(p.joints, rootOf(p.joints)),
          rootAlign(gt[i]!.joints, rootOf(gt[i]!.joints), alignment.rotation),
        ),
      ),
    ),
    mve: mean(predRoot.map((verts, i) => meanDistanceMm(verts, gtRoot[i]!))),
    contact: contact === undefined ? undefined : Math.fround(contact),
    pcdr: depthOrderRate(rootDepths(gt, plan.sourceEstimate, alignment), rootDepths(pred, plan.sourceEstimate)),
  });
}

function rootDepths(posed: readonly Posed[], camera: Camera, alignment?: Rigid): number[] {
  const { rotation: r, translation: t } = camera.pose;
  return posed.map((p) => {
    const root = p.joints.slice(0, 3);
    const [x, y, z] = rootOf(alignment ? movePoints(alignment, root) : root);
    return r[6]! * x + r[7]! * y + r[8]! * z + t[2];
  });
}

function writeQualitative(
  plan: SamplePlan,
  epoch: number,
  frame: number,
  source: Shot,
  jpeg: Promise<Uint8Array>,
  disk: Disk,
): void {
  const viz = `evaluation/${epochName(epoch)}/pose_smplx/viz`;
  const name = frameName(frame);
  const { id } = plan.sourceEstimate;
  const { width, height } = plan.options;
  disk.file(`${viz}/all_cameras/${id}/${name}.npz`, encodeNpz(cameraArrays(plan.sourceEstimate, 'float32')));
  disk.file(`${viz}/images/${id}/${name}.jpg`, jpeg);
  disk.file(`${viz}/masked_depth_maps/${name}.npy`, encodeNpy({ shape: [height, width], data: source.emptyDepth }));
  const { bodies } = poseForPicture(plan.persons, plan.predicted(epoch).get(frame)!);
  const { gaussians } = BODY_COUNTS[plan.options.body];
  const splats = bodies.map((body, person) => spreadGaussians(body, gaussians, person, errorLevel(epoch)));
  disk.file(`${viz}/posed_3dgs_per_frame/${name}.pt`, encodeGaussians(name, splats));
  splats.forEach((one, person) => {
    disk.file(`${viz}/posed_3dgs_per_frame/${personName(person)}/${name}.pt`, encodeGaussians(name, [one]));
  });
}

/** The metric files of every epoch, or the empty folders of an experiment without ground truth. */
export function writePoseTables(plan: SamplePlan, rows: readonly PoseRow[], disk: Disk): void {
  const kinds: readonly Kind[] = plan.options.tasks.includes('pose_smpl') ? ['smplx', 'smpl'] : ['smplx'];
  for (const epoch of plan.options.epochs) {
    for (const kind of kinds) {
      const root = `evaluation/${epochName(epoch)}/pose_${kind}`;
      if (!plan.options.groundTruth) {
        disk.folder(`${root}/gt_inputs`);
        disk.folder(`${root}/metrics`);
        continue;
      }
      const own = rows.filter((row) => row.epoch === epoch && row.kind === kind);
      // The trainer sorts the frame keys as text: 1, 10, 11, ..., 2.
      own.sort((a, b) => (String(a.frame) < String(b.frame) ? -1 : 1));
      const touching = own.some((row) => row.contact !== undefined);
      disk.file(
        `${root}/metrics/${kind}_pose_estimation_metrics_per_frame.csv`,
        formatCsv(
          ['frame_id', 'rr_mpjpe_mm', 'rr_mve_mm', ...(touching ? ['cd_mm'] : []), 'pcdr'],
          own.map((row) => [
            String(row.frame),
            formatFloat(row.mpjpe),
            formatFloat(row.mve),
            ...(touching ? [formatFloat(row.contact)] : []),
            formatFloat(row.pcdr),
          ]),
        ),
      );
      const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
      const contacts = own.flatMap((row) => (row.contact ? [row.contact] : []));
      disk.file(
        `${root}/metrics/${kind}_pose_estimation_overall_results.txt`,
        formatResults([
          ['rr_mpjpe_mm', mean(own.map((row) => row.mpjpe))],
          ['rr_mve_mm', mean(own.map((row) => row.mve))],
          ['pcdr', mean(own.map((row) => row.pcdr))],
          ...(touching ? [['cd_mm', contacts.length > 0 ? mean(contacts) : 0] as const] : []),
        ]),
      );
    }
  }
}
