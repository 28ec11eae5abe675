import type { Diagnostic } from '@outlay/schema';
import type {
  Camera,
  ClassImage,
  DepthMap,
  Evaluation,
  Experiment,
  ImageFile,
  InputCamera,
  Item,
  MaskReadOptions,
  Mesh,
  PersonParameters,
  PoseEvaluation,
  ReadOptions,
  Series,
} from '@outlay/schema/port';

/** What a frame of an array-backed series holds: a value, or the problem a reader would report. */
export type Entry<T> = T | { readonly broken: string };

/** A series over an array of `[frame, value]`; `batchSize` values per batch. */
export function seriesOf<T>(path: string, entries: readonly (readonly [number, Entry<T>])[], batchSize = 2): Series<T> {
  return {
    path,
    frames: entries.map(([frame]) => frame),
    async *read(options: ReadOptions = {}) {
      const wanted = entries.filter(([frame]) => options.frames === undefined || options.frames.includes(frame));
      const { reuse = false } = options;
      let before: readonly Item<T>[] = [];
      for (let i = 0; i < wanted.length; i += batchSize) {
        options.signal?.throwIfAborted();
        const batch = wanted.slice(i, i + batchSize).map(([frame, value]) => toItem(path, frame, value));
        const lent = reuse ? batch.map(copied) : batch;
        yield lent;
        if (reuse) overwrite(before);
        before = lent;
      }
      if (reuse) overwrite(before);
    },
  };
}

/** With memory of its own, but for triangles, which say by being the same array that they are the same. */
function copied<T>(item: Item<T>): Item<T> {
  if (item.problem !== undefined) return item;
  const { value } = item;
  const entries = Object.entries(value as object).map(([key, part]) => [
    key,
    key === 'triangles' ? part : structuredClone(part),
  ]);
  return { ...item, value: Object.fromEntries(entries) as T };
}

/** What a source may do to a batch as soon as the port allows it. */
function overwrite(items: readonly Item<unknown>[]): void {
  for (const { value } of items)
    for (const [key, part] of Object.entries(value ?? {}))
      if (ArrayBuffer.isView(part) && key !== 'triangles')
        new Uint8Array(part.buffer, part.byteOffset, part.byteLength).fill(0xee);
}

function toItem<T>(folder: string, frame: number, value: Entry<T>): Item<T> {
  const path = `${folder}/${String(frame).padStart(6, '0')}`;
  if (typeof value !== 'object' || value === null || !('broken' in value)) return { frame, path, value: value as T };
  const problem: Diagnostic = {
    code: 'OUT4999',
    name: 'test-broken',
    severity: 'error',
    path,
    message: value.broken,
  };
  return { frame, path, problem };
}

/** A "picture": bytes that begin as a JPEG and say which one it is. */
export const picture = (text: string, width = 40, height = 60): ImageFile => ({
  bytes: Uint8Array.from([0xff, 0xd8, 0xff, ...new TextEncoder().encode(text)]),
  mediaType: 'image/jpeg',
  width,
  height,
});

/** A camera at `centre` that looks along +z of the world, y down, unless `rotation` says otherwise. */
export function cameraAt(centre: readonly [number, number, number], rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1]): Camera {
  const t = [0, 1, 2].map((r) => -centre.reduce((sum, value, c) => sum + rotation[r * 3 + c]! * value, 0));
  return {
    intrinsics: Float64Array.of(100, 0, 40, 0, 100, 60, 0, 0, 1),
    extrinsics: Float64Array.from([0, 1, 2].flatMap((r) => [...rotation.slice(r * 3, r * 3 + 3), t[r]!])),
  };
}

/** A tetrahedron at an offset. */
export function tetrahedron(offset: number, triangles = TETRAHEDRON): Mesh {
  return {
    positions: Float32Array.of(offset, 0, 0, offset + 1, 0, 0, offset, 1, 0, offset, 0, 1),
    triangles,
  };
}
export const TETRAHEDRON = Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3);

/** Parameters of one person with the given translation. */
export const personAt = (x: number, y: number, z: number, more: Partial<PersonParameters> = {}): PersonParameters => ({
  translation: Float32Array.of(x, y, z),
  rootPose: new Float32Array(3),
  bodyPose: new Float32Array(63),
  betas: new Float32Array(10),
  ...more,
});

/** Turned by 90 degrees about y and moved: ground truth → predicted in {@link memoryExperiment}. */
export const TRUE_ROTATION = [0, 0, 1, 0, 1, 0, -1, 0, 0];
export const TRUE_TRANSLATION = [1, 2, 3];
export const moveToPredicted = ([x, y, z]: readonly [number, number, number]): [number, number, number] => [
  z + 1,
  y + 2,
  -x + 3,
];

/** Where the two persons of {@link memoryExperiment} are at a frame, ground-truth world. */
export const groundTruthPelvis = (frame: number, person: number): [number, number, number] => [
  Math.sin(frame) + person,
  0.9 + 0.1 * person,
  Math.cos(frame),
];

/** Frames of {@link memoryExperiment}: 3 is missing everywhere. */
export const FRAMES = [1, 2, 4, 5] as const;

/** A whole experiment in memory: 2 cameras, 2 persons, one epoch. Parts may be replaced. */
export function memoryExperiment(replace: Partial<Experiment> = {}): Experiment {
  return {
    manifest: {
      output_layout_version: 'v1',
      exp_name: 'exp one',
      scene_name: 'scene/1',
      tasks: ['nvs', 'pose_smplx'],
      eval_epochs: ['epoch_0030'],
      source_camera_id: 4,
      nvs_cameras: [4, 16],
    },
    location: 'memory',
    sourceCamera: 4,
    problems: [],
    nvGeneration: [],
    poseStates: [],
    train: { split: 'train', cameras: [inputCamera(4, 'train', 'source')], bodies: {}, skipFrames: [3] },
    test: {
      split: 'test',
      cameras: [inputCamera(4, 'test', 'source'), inputCamera(16, 'test', 'evaluation')],
      bodies: { smplx: bodies('input_data/test/smplx', (frame, person) => groundTruthPelvis(frame, person)) },
      skipFrames: [],
    },
    evaluations: [evaluationOf()],
    fingerprint: (part) => {
      if (part === 'input_data') return 'aaaa0000aaaa0000aaaa';
      if (part === 'training_artifacts') return 'cccc0000cccc0000cccc';
      return 'evaluation' in part ? `eeee${part.evaluation}0000eeee0000` : `dddd${part.nvGeneration}0000dddd0000`;
    },
    ...replace,
  };
}

/** The evaluation of {@link memoryExperiment}. */
export function evaluationOf(replace: Partial<Evaluation> = {}): Evaluation {
  const root = 'evaluation/epoch_0030';
  return {
    epoch: 30,
    listed: true,
    tasks: ['nvs', 'pose_smplx'],
    nvs: {
      task: 'nvs',
      cameras: [4, 16].map((camera) => ({
        camera,
        pred: pictures(`${root}/nvs/pred/cam_${camera}`, 20, 30),
        groundTruth: pictures(`${root}/nvs/gt_inputs/cam_${camera}`, 20, 30),
      })),
      metrics: async () => ({
        overall: { psnr: 20.5 },
        perCamera: { metrics: ['psnr'], cameras: [4, 16], values: { psnr: Float64Array.of(21, 20) } },
        perFrame: {
          metrics: ['psnr'],
          frames: [1, 2, 4, 5, 1, 2, 4, 5],
          cameras: [4, 4, 4, 4, 16, 16, 16, 16],
          values: { psnr: Float64Array.of(21, Number.NaN, 22, 23, 18, 19, 20, 21) },
        },
        problems: [],
      }),
    },
    pose: { pose_smplx: poseOf() },
    ...replace,
  };
}

/** The pose evaluation of {@link memoryExperiment}. */
export function poseOf(replace: Partial<PoseEvaluation> = {}): PoseEvaluation {
  const root = 'evaluation/epoch_0030/pose_smplx';
  return {
    task: 'pose_smplx',
    body: 'smplx',
    meshes: (role, space) =>
      [0, 1].map((person) => ({
        person,
        meshes: seriesOf(
          `${root}/${role}/${space}/${person}`,
          FRAMES.map((frame) => [frame, tetrahedron(frame + person)]),
        ),
      })),
    parameters: {
      smplx: bodies(`${root}/inputs/smplx`, (frame, person) => moveToPredicted(groundTruthPelvis(frame, person))),
    },
    sourceView: {
      camera: 4,
      images: pictures(`${root}/viz/images/4`),
      cameras: cameras(`${root}/viz/all_cameras/4`),
    },
    metrics: async () => ({ overall: { rr_mpjpe_mm: 40 }, problems: [] }),
    ...replace,
  };
}

export const pictures = (path: string, width = 40, height = 60): Series<ImageFile> =>
  seriesOf(
    path,
    FRAMES.map((frame) => [frame, picture(`${path} ${frame}`, width, height)]),
  );

export const cameras = (path: string): Series<Camera> =>
  seriesOf(
    path,
    FRAMES.map((frame) => [frame, cameraAt([0, 1, -3])]),
  );

const bodies = (path: string, where: (frame: number, person: number) => [number, number, number]) =>
  seriesOf(
    path,
    FRAMES.map((frame) => [
      frame,
      { model: 'smplx' as const, persons: [0, 1].map((person) => personAt(...where(frame, person))) },
    ]),
  );

function masksOf(path: string): Series<ClassImage, MaskReadOptions> {
  const masks = (unassigned: number) =>
    seriesOf(
      path,
      FRAMES.map((frame) => [frame, { width: 2, height: 2, classes: Uint8Array.of(0, 1, 2, unassigned) }]),
    );
  return { ...masks(255), read: (options = {}) => masks(options.unassigned ?? 255).read(options) };
}

function inputCamera(camera: number, split: 'train' | 'test', kind: InputCamera['kind']): InputCamera {
  const root = `input_data/${split}`;
  const depth: DepthMap = { width: 2, height: 1, metres: Float32Array.of(1, 0) };
  return {
    camera,
    kind,
    images: pictures(`${root}/images/${camera}`),
    maskPersons: [0, 1],
    masks: masksOf(`${root}/seg/${camera}`),
    cameras: cameras(`${root}/all_cameras/${camera}`),
    ...(split === 'train' && {
      depths: seriesOf(
        `${root}/depths/${camera}`,
        FRAMES.map((frame) => [frame, depth]),
      ),
    }),
  };
}
