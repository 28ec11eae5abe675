import { type Shape, type ShapedBody, shapeBody, smplTemplate, smplxTemplate } from '../body/body.ts';
import { LOOKS, type Look } from '../body/look.ts';
import type { Posture } from '../body/skeleton.ts';
import type { BodyTemplate } from '../body/template.ts';
import { compose, fitRigid, invert, type Rigid } from '../geometry/rigid.ts';
import { multiply, rotateX, rotateY, rotateZ, type Vec3 } from '../geometry/rotation.ts';
import { BODY_COUNTS, type SampleOptions } from '../options.ts';
import { seededRandom } from '../random.ts';
import { type Camera, lookAt, roundCamera } from './camera.ts';
import { errorLevel, type PostureError, postureError, predictPosture } from './prediction.ts';
import { danceStep } from './walk.ts';

/** One person of the scene. */
export interface Person {
  readonly index: number;
  readonly shape: Shape;
  readonly betas: readonly number[];
  readonly gender: 'male' | 'female';
  readonly look: Look;
  readonly smplx: ShapedBody;
  readonly smpl: ShapedBody;
  readonly rendered: ShapedBody;
  readonly error: PostureError;
}

/** Postures of all persons, by frame number. */
export type Postures = ReadonlyMap<number, readonly Posture[]>;

/** Everything that is decided before the first file is written. Rebuilt from the options alone. */
export interface SamplePlan {
  readonly options: SampleOptions;
  readonly frames: readonly number[];
  /** Frames without a gap: these have predictions. */
  readonly found: readonly number[];
  /** Frames that the virtual cameras and the pose state have. */
  readonly sampled: readonly number[];
  readonly persons: readonly Person[];
  readonly templates: { readonly smplx: BodyTemplate; readonly smpl: BodyTemplate; readonly rendered: BodyTemplate };
  /** Ground-truth world; the first is the source camera. */
  readonly cameras: readonly Camera[];
  /** Predicted world: the source camera as estimated, and the virtual ones. */
  readonly sourceEstimate: Camera;
  readonly virtualCameras: readonly Camera[];
  readonly truth: Postures;
  /** Predicted world, by evaluation epoch and by training epoch of the pose state. */
  predicted(epoch: number): Postures;
  /** Ground truth -> predicted world as the trainer fits it for an epoch (method `pelvis_trajectory`). */
  alignment(epoch: number): Rigid;
  /** 1-based training epoch in which virtual views were made; named as a folder under `pose_state/`. */
  readonly poseStateEpoch: number;
}

/** The movement from the ground-truth world to the predicted one: a turn, a slight tilt, a step aside. */
const GT_TO_PREDICTED: Rigid = {
  rotation: multiply(rotateY(0.62), multiply(rotateX(0.022), rotateZ(-0.015))),
  translation: [0.34, 0.012, -0.27],
};
const LOOK_AT: Vec3 = [0, 0.92, 0];

function makePersons(options: SampleOptions, templates: SamplePlan['templates']): Person[] {
  return Array.from({ length: options.persons }, (_, index) => {
    const random = seededRandom(options.seed, `person ${index}`);
    const betas = Array.from({ length: 10 }, () => Math.round((2 * random() - 1) * 1e4) / 1e4);
    const gender = index % 2 === 0 ? 'male' : 'female';
    const shape: Shape = {
      size: (gender === 'male' ? 1.025 : 0.955) + 0.012 * betas[0]!,
      girth: 1 + 0.05 * betas[1]!,
    };
    return {
      index,
      shape,
      betas,
      gender,
      look: LOOKS[index % LOOKS.length]!,
      smplx: shapeBody(templates.smplx, shape),
      smpl: shapeBody(templates.smpl, shape),
      rendered: shapeBody(templates.rendered, shape),
      error: postureError(seededRandom(options.seed, `error ${index}`)),
    };
  });
}

function makeCameras(options: SampleOptions): Camera[] {
  const { width, height, cameras } = options;
  const random = seededRandom(options.seed, 'cameras');
  // The narrower side must hold the dancers, whatever the picture's proportions.
  const focal = 1.3 * Math.min(width, 0.75 * height);
  return Array.from({ length: cameras }, (_, i) => {
    const angle = 0.35 + (2 * Math.PI * i) / cameras + 0.08 * (random() - 0.5);
    const distance = 3.75 + 0.2 * random();
    const eye: Vec3 = [distance * Math.sin(angle), 1.35 + 0.5 * random(), distance * Math.cos(angle)];
    return {
      id: 4 + 12 * i,
      fx: focal * (1.004 + 0.004 * random()),
      fy: focal * (0.996 + 0.004 * random()),
      cx: width * (0.495 + 0.01 * random()),
      cy: height * (0.495 + 0.01 * random()),
      pose: lookAt(eye, LOOK_AT),
    };
  });
}

/** Decides everything about the experiment of these options. */
export function planSample(options: SampleOptions): SamplePlan {
  const counts = BODY_COUNTS[options.body];
  const smplx = smplxTemplate(counts.smplx);
  const templates = {
    smplx,
    smpl: smplTemplate(counts.smpl),
    rendered: counts.rendered === counts.smplx ? smplx : smplxTemplate(counts.rendered),
  };
  const persons = makePersons(options, templates);
  const frames = Array.from({ length: options.frames }, (_, i) => options.firstFrame + i);
  const found = frames.filter((frame) => !options.gaps.includes(frame));
  const sampled = frames.filter((_, i) => i % options.sampleEvery === 0).filter((frame) => found.includes(frame));
  const truth: Postures = new Map(
    frames.map((frame, i) => [
      frame,
      persons.map((p) => danceStep(p.index, persons.length, p.shape, i, frames.length)),
    ]),
  );
  const cameras = makeCameras(options);
  const source = cameras[0]!;
  const focal = (source.fx + source.fy) / 2;
  const estimate = { fx: focal * 1.008, fy: focal * 1.008, cx: options.width / 2, cy: options.height / 2 };
  const sourceEstimate = roundCamera({
    ...estimate,
    id: source.id,
    pose: compose(source.pose, invert(GT_TO_PREDICTED)),
  });
  const middle = GT_TO_PREDICTED.translation;
  const virtualCameras = Array.from({ length: options.virtualCameras }, (_, i) => {
    const angle = 0.62 + 0.35 + 0.8 + (2 * Math.PI * i) / Math.max(3, options.virtualCameras);
    const eye: Vec3 = [middle[0] + 3.8 * Math.sin(angle), 1.25, middle[2] + 3.8 * Math.cos(angle)];
    return roundCamera({ ...estimate, id: 100 + i, pose: lookAt(eye, [middle[0], 0.93, middle[2]]) });
  });

  const predictions = new Map<number, Postures>();
  const alignments = new Map<number, Rigid>();
  const predicted = (epoch: number): Postures => {
    let postures = predictions.get(epoch);
    if (!postures) {
      const level = errorLevel(epoch);
      postures = new Map(
        found.map((frame) => [
          frame,
          persons.map((p) => predictPosture(truth.get(frame)![p.index]!, p, GT_TO_PREDICTED, level, frame)),
        ]),
      );
      predictions.set(epoch, postures);
    }
    return postures;
  };
  const alignment = (epoch: number): Rigid => {
    let rigid = alignments.get(epoch);
    if (!rigid) {
      const trans = (postures: Postures) => found.flatMap((frame) => postures.get(frame)!.map((p) => p.trans));
      rigid = found.length * persons.length >= 3 ? fitRigid(trans(truth), trans(predicted(epoch))) : GT_TO_PREDICTED;
      alignments.set(epoch, rigid);
    }
    return rigid;
  };
  const last = options.epochs[options.epochs.length - 1] ?? 30;
  return {
    options,
    frames,
    found,
    sampled,
    persons,
    templates,
    cameras,
    sourceEstimate,
    virtualCameras,
    truth,
    predicted,
    alignment,
    poseStateEpoch: Math.ceil(last / 2) + 1,
  };
}
