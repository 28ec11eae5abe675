import type { BodyParameters, Camera, DepthMap, Experiment, Mesh, Series, Splats } from '@outlay/schema/port';
import {
  cameraAt,
  type Entry,
  evaluationOf,
  memoryExperiment,
  moveToPredicted,
  personAt,
  picture,
  poseOf,
  seriesOf,
  TETRAHEDRON,
  tetrahedron,
} from './memory-experiment.ts';

/** An experiment of any length that counts the values that are read of it. */
export interface LongExperiment {
  readonly experiment: Experiment;
  reads(): number;
}

type Values = <T>(path: string, value: (frame: number) => Entry<T>, isThere?: (frame: number) => boolean) => Series<T>;

/**
 * Frames 1 to `length` of everything that becomes a step, with what goes wrong in experiments: frames that are missing,
 * files that are cut off, pictures of another size and type, a mesh of another topology, cameras that move.
 */
export function longExperiment(length: number): LongExperiment {
  let reads = 0;
  const frames = Array.from({ length }, (_, i) => i + 1);
  const of: Values = (path, value, isThere = () => true) => {
    const series = seriesOf(
      path,
      frames.filter(isThere).map((frame) => [frame, value(frame)] as const),
      3,
    );
    return {
      ...series,
      async *read(options) {
        for await (const batch of series.read(options)) {
          reads += batch.length;
          yield batch;
        }
      },
    };
  };
  const base = memoryExperiment();
  return { reads: () => reads, experiment: { ...base, ...inputOf(of, base), evaluations: [evaluation(of)] } };
}

const isMissing = (frame: number) => frame % 7 === 3;
const isBroken = (frame: number) => frame % 11 === 6;
const mend =
  <T>(value: (frame: number) => T) =>
  (frame: number): Entry<T> =>
    isBroken(frame) ? { broken: `${frame} is cut off` } : value(frame);

function evaluation(of: Values) {
  const root = 'evaluation/epoch_0030';
  const { nvs } = evaluationOf();
  const bodies = (role: string, space: string, person: number): Series<Mesh> =>
    of<Mesh>(
      `${root}/pose_smplx/${role}/${space}/${person}`,
      mend((frame) =>
        frame % 13 === 5 ? tetrahedron(frame, Uint32Array.of(0, 1, 2)) : tetrahedron(frame + person, TETRAHEDRON),
      ),
      (frame) => !isMissing(frame + person),
    );
  return evaluationOf({
    nvs: {
      ...nvs!,
      cameras: [4, 16].map((camera) => ({
        camera,
        pred: of(
          `${root}/nvs/pred/cam_${camera}`,
          mend((frame) => picture(`pred ${camera} ${frame}`, 20, 30)),
          (frame) => !isMissing(frame),
        ),
        groundTruth: of(`${root}/nvs/gt/cam_${camera}`, (frame) => picture(`gt ${camera} ${frame}`, 20, 30)),
      })),
    },
    pose: {
      pose_smplx: poseOf({
        meshes: (role, space) => [0, 1].map((person) => ({ person, meshes: bodies(role, space, person) })),
        parameters: { smplx: parameters(of, `${root}/inputs`, (frame) => moveToPredicted(pelvis(frame))) },
        sourceView: {
          camera: 4,
          images: of(`${root}/viz/images/4`, (frame) => picture(`view ${frame}`)),
          cameras: moving(of, `${root}/viz/all_cameras/4`),
          backgroundDepths: depths(of, `${root}/viz/depths/4`),
        },
        splats: of<Splats>(
          `${root}/splats`,
          (frame) => ({
            count: 3,
            centers: Float32Array.of(frame, 0, 0, frame, 1, 0, frame, 2, 0),
            scales: Float32Array.of(0.01, 0.01, 0.02, 0.01, 0.02, 0.03, 0.01, 0.01, 0.01),
            rotations: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0),
            opacities: frame < 5 ? Float32Array.of(1, 0.5, 0.1) : Float32Array.of(0.1, 0.5, 1),
            colors: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
            persons: Int32Array.of(0, 1, 0),
          }),
          (frame) => !isMissing(frame),
        ),
      }),
    },
  });
}

function inputOf(of: Values, { train, test }: Experiment) {
  const camera = (split: 'train' | 'test', id: number) => {
    const given = (split === 'train' ? train : test)!.cameras.find((one) => one.camera === id)!;
    const root = `input_data/${split}`;
    return {
      ...given,
      images: of(
        `${root}/images/${id}`,
        mend((frame) => picture(`${id} ${frame}`, frame % 5 === 0 ? 44 : 40)),
        (frame) => !isMissing(frame),
      ),
      masks: of(
        `${root}/seg/${id}`,
        () => ({ width: 2, height: 2, classes: Uint8Array.of(0, 1, 2, 3) }),
        (frame) => !isMissing(frame + 1),
      ),
      cameras: id === 4 ? moving(of, `${root}/all_cameras/4`) : still(of, `${root}/all_cameras/${id}`),
      ...(split === 'train' && { depths: depths(of, `${root}/depths/${id}`) }),
    };
  };
  return {
    train: { ...train!, cameras: [camera('train', 4)], bodies: { smplx: skeletons(of, 'input_data/train/smplx') } },
    test: {
      ...test!,
      cameras: [camera('test', 4), camera('test', 16)],
      bodies: { smplx: parameters(of, 'input_data/test/smplx', pelvis) },
    },
  };
}

const pelvis = (frame: number): [number, number, number] => [Math.sin(frame), 0.9 + 0.1 * (frame % 3), Math.cos(frame)];

const parameters = (of: Values, path: string, where: (frame: number) => [number, number, number]) =>
  of<BodyParameters>(
    path,
    mend((frame) => ({ model: 'smplx', persons: [personAt(...where(frame))] })),
    (frame) => !isMissing(frame),
  );

/** A second person who comes and goes, with joints. */
const skeletons = (of: Values, path: string) =>
  of<BodyParameters>(path, (frame) => {
    const joints = Float32Array.from({ length: 66 }, (_, i) => frame + i);
    const persons = [0, 1].map((person) => personAt(frame, person, 0, { joints }));
    return { model: 'smplx', persons: frame % 4 === 0 ? persons.slice(0, 1) : persons };
  });

const moving = (of: Values, path: string) => of<Camera>(path, (frame) => cameraAt([0.01 * frame, 1, -3]));
const still = (of: Values, path: string) => of<Camera>(path, () => cameraAt([1, 1, -3]));
const depths = (of: Values, path: string) =>
  of<DepthMap>(
    path,
    mend((frame) => ({ width: 2, height: 1, metres: Float32Array.of(frame, frame) })),
    (frame) => !isMissing(frame),
  );
