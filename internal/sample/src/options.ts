/** A task of the evaluation, as the manifest spells it. */
export type SampleTask = 'nvs' | 'pose_smplx' | 'pose_smpl';
/** A piece of an experiment that can be written alone. */
export type SamplePart = 'input' | 'nvs' | 'pose' | 'training';

/** How fine the bodies are. `full` has exactly the counts of SMPL-X and SMPL and 40,000 Gaussians per person. */
export type BodySize = 'tiny' | 'small' | 'full';

/** Vertices of the written meshes, of the surface that pictures show, and Gaussians per person. */
export interface BodyCounts {
  readonly smplx: number;
  readonly smpl: number;
  readonly rendered: number;
  readonly gaussians: number;
}

/** What each body size counts. `small` is chosen so that the demo stays under 150 MB. */
export const BODY_COUNTS: Readonly<Record<BodySize, BodyCounts>> = {
  tiny: { smplx: 160, smpl: 120, rendered: 420, gaussians: 48 },
  small: { smplx: 226, smpl: 132, rendered: 2_600, gaussians: 240 },
  full: { smplx: 10_475, smpl: 6_890, rendered: 10_475, gaussians: 40_000 },
};

/** What to write. Everything has a default, see SAMPLE_DEFAULTS. */
export interface SampleOptions {
  readonly sceneName: string;
  readonly expName: string;
  readonly seed: number;
  /** Number of frames; they are numbered from `firstFrame` on without a hole. */
  readonly frames: number;
  readonly firstFrame: number;
  /** Frame numbers in which nobody was found: in `skip_frames.csv`, in the inputs, but not in the evaluation. */
  readonly gaps: readonly number[];
  /** Evaluation cameras on a ring; their ids are 4, 16, 28, ... as in Hi4D. The first is the source camera. */
  readonly cameras: number;
  /** 1 to 5. */
  readonly persons: number;
  /** Pixels of a full-size picture. */
  readonly width: number;
  readonly height: number;
  /** Evaluation epochs, ascending. */
  readonly epochs: readonly number[];
  readonly body: BodySize;
  /** Synthesised training views; their ids are 100, 101, ... */
  readonly virtualCameras: number;
  /** Virtual cameras and the pose state have every n-th frame only. */
  readonly sampleEvery: number;
  /** Without ground truth there is no `nvs`, no `pose_smpl`, and `pose_smplx` has empty `metrics/` and `gt_inputs/`. */
  readonly groundTruth: boolean;
  readonly tasks: readonly SampleTask[];
  /** The pictures under `nvs/viz`. */
  readonly viz: boolean;
  /** Training epochs that leave pictures in `training_artifacts/`; `undefined` means every even one up to the last evaluation. */
  readonly artifactEpochs: readonly number[] | undefined;
  /** Pieces to write; the manifest always names the whole experiment. */
  readonly only: readonly SamplePart[];
}

/** The demo: about 40 frames, 4 cameras, 240x320 portrait, three epochs. */
export const SAMPLE_DEFAULTS: SampleOptions = {
  sceneName: 'demo_pair01_star',
  expName: 'v001_sample',
  seed: 1,
  frames: 40,
  firstFrame: 1,
  gaps: [],
  cameras: 4,
  persons: 2,
  width: 240,
  height: 320,
  epochs: [0, 15, 30],
  body: 'small',
  virtualCameras: 2,
  sampleEvery: 5,
  groundTruth: true,
  tasks: ['nvs', 'pose_smplx', 'pose_smpl'],
  viz: true,
  artifactEpochs: undefined,
  only: ['input', 'nvs', 'pose', 'training'],
};

/** The smallest experiment that still has everything; for tests. */
export const TINY_SAMPLE: Partial<SampleOptions> = {
  sceneName: 'demo_pair02_tiny',
  expName: 'v001_tiny',
  frames: 6,
  cameras: 3,
  width: 48,
  height: 64,
  body: 'tiny',
  artifactEpochs: [2, 30],
};

/** An option that cannot be used. */
export class SampleOptionError extends RangeError {
  readonly code = 'SAMPLE_OPTION';
  readonly hint = 'Run the sample tool with --help to see what each option takes.';
}

/** Fills in the defaults and refuses what makes no experiment. */
export function resolveOptions(options: Partial<SampleOptions>): SampleOptions {
  const all: SampleOptions = { ...SAMPLE_DEFAULTS, ...options };
  const whole = (
    name: 'frames' | 'cameras' | 'persons' | 'width' | 'height' | 'virtualCameras' | 'sampleEvery',
    low: number,
    high: number,
  ) => {
    const value = all[name];
    if (!Number.isInteger(value) || value < low || value > high)
      throw new SampleOptionError(`${name}: expected a whole number from ${low} to ${high}, received ${value}.`);
  };
  whole('frames', 1, 100_000);
  whole('cameras', 1, 8);
  whole('persons', 1, 5);
  whole('width', 16, 8192);
  whole('height', 16, 8192);
  whole('virtualCameras', 0, 20);
  whole('sampleEvery', 1, 1000);
  if (all.epochs.some((epoch, i) => !Number.isInteger(epoch) || epoch < 0 || (i > 0 && epoch <= all.epochs[i - 1]!)))
    throw new SampleOptionError(`epochs: expected ascending whole numbers, received ${all.epochs.join(',')}.`);
  known('tasks', all.tasks, SAMPLE_DEFAULTS.tasks);
  known('only', all.only, SAMPLE_DEFAULTS.only);
  if (!(all.body in BODY_COUNTS))
    throw new SampleOptionError(`body: expected tiny, small or full, received ${all.body}.`);
  if (![all.seed, all.firstFrame, ...all.gaps].every((value) => Number.isInteger(value) && value >= 0))
    throw new SampleOptionError('seed, firstFrame, gaps: expected whole numbers from 0.');
  const order: readonly SampleTask[] = ['nvs', 'pose_smplx', 'pose_smpl'];
  const wanted = all.groundTruth ? all.tasks : all.tasks.filter((task) => task === 'pose_smplx');
  // The trainer lists pose_smplx always: the qualitative dump lives in its folder.
  return { ...all, tasks: order.filter((task) => task === 'pose_smplx' || wanted.includes(task)) };
}

function known(name: string, values: readonly string[], words: readonly string[]): void {
  const stray = values.find((value) => !words.includes(value));
  if (stray !== undefined)
    throw new SampleOptionError(`${name}: expected some of ${words.join(', ')}, received '${stray}'.`);
}
