/**
 * A new experiment: the folders of the layout, a manifest and a README, and nothing in them yet.
 * @module
 */
import {
  ALIGNMENT_METHODS,
  FOLDER_CONTRACTS,
  formatCam,
  formatCamera,
  formatEpoch,
  formatManifest,
  LAYOUT_VERSION,
  type Manifest,
  TASKS,
  type Task,
} from '@outlay/schema';
import type { FileSink } from '../source/file-sink.ts';
import { compareNames, printable } from '../source/source-path.ts';
import { InitOptionError } from '../source/write-errors.ts';
import { readmeText } from './readme.ts';

/** What to scaffold. */
export interface InitOptions {
  /** Becomes `exp_name`; also the name the folder should have. */
  readonly expName: string;
  /** Becomes `scene_name`; also the name the folder above should have. */
  readonly sceneName: string;
  /** Default {@link INIT_DEFAULTS}. */
  readonly tasks?: readonly Task[];
  /** Evaluation epochs that are planned. Default: none. */
  readonly epochs?: readonly number[];
  /** Cameras of the evaluation (`nvs_cameras`), the source camera included if it is evaluated. Default: none. */
  readonly cameras?: readonly number[];
  /** The input view. Default: the first of `cameras`. */
  readonly sourceCamera?: number;
  /** Default: left out. */
  readonly alignment?: (typeof ALIGNMENT_METHODS)[number];
  readonly notes?: string;
}

/** Defaults of {@link InitOptions}: what trainers evaluate unless told otherwise. */
export const INIT_DEFAULTS = { tasks: ['nvs', 'pose_smplx'] } as const satisfies Partial<InitOptions>;

/** What {@link initExperiment} will write, as data. */
export interface InitPlan {
  readonly manifest: Manifest;
  /** Experiment-relative POSIX paths, parents before what is in them. */
  readonly folders: readonly string[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Plans a scaffold. Pure. @throws InitOptionError */
export function planInit(options: InitOptions): InitPlan {
  const manifest = manifestOf(options);
  const folders = new Set<string>();
  const add = (path: string): void => {
    path.split('/').forEach((_, i, parts) => {
      folders.add(parts.slice(0, i + 1).join('/'));
    });
  };
  for (const { pattern, when } of FOLDER_CONTRACTS) {
    if (when && !manifest.tasks.includes(when)) continue;
    if (!pattern.includes('{')) add(pattern);
    else for (const epoch of manifest.eval_epochs) add(pattern.replace('{epoch}', epoch));
  }
  for (const path of inputFolders(manifest)) add(path);
  if (manifest.tasks.includes('nvs'))
    for (const epoch of manifest.eval_epochs)
      for (const camera of manifest.nvs_cameras ?? [])
        for (const role of ['pred', 'gt_inputs'])
          add(`evaluation/${epoch}/nvs/${role}/${formatCam(camera)}/metrics_input`);
  return {
    manifest,
    folders: [...folders].sort(compareNames),
    files: [
      { path: 'manifest.json', text: formatManifest(manifest) },
      { path: 'README.md', text: readmeText(manifest) },
    ],
  };
}

/**
 * Writes a scaffold. The manifest comes last, so that a scaffold that was interrupted is not taken for an experiment;
 * running again finishes it.
 * @throws InitOptionError; FileExistsError when there is a manifest already; errors of the sink
 */
export async function initExperiment(sink: FileSink, options: InitOptions): Promise<InitPlan> {
  const plan = planInit(options);
  await sink.createFolder('');
  for (const folder of plan.folders) await sink.createFolder(folder);
  const encoder = new TextEncoder();
  for (const { path, text } of [...plan.files].reverse()) {
    try {
      await sink.createFile(path, encoder.encode(text));
    } catch (error) {
      // An existing README is worth more than ours. An existing manifest means that this is an experiment.
      if (path === 'manifest.json' || (error as { code?: unknown }).code !== 'FILE_EXISTS') throw error;
    }
  }
  return plan;
}

function manifestOf(options: InitOptions): Manifest {
  const tasks = options.tasks ?? INIT_DEFAULTS.tasks;
  for (const task of tasks)
    if (!TASKS.includes(task)) throw refuse(`The task ${printable(task)} is unknown.`, `Use ${TASKS.join(', ')}.`);
  const cameras = unique(options.cameras ?? []);
  const epochs = unique(options.epochs ?? []).sort((a, b) => a - b);
  for (const [what, numbers] of [
    ['camera', [...cameras, ...(options.sourceCamera === undefined ? [] : [options.sourceCamera])]],
    ['epoch', epochs],
  ] as const)
    for (const number of numbers)
      if (!Number.isInteger(number) || number < 0 || number > 999_999_999)
        throw refuse(`${number} is not a valid ${what} number.`, `Give whole numbers from 0 to 999999999.`);
  if (options.alignment !== undefined && !ALIGNMENT_METHODS.includes(options.alignment))
    throw refuse(
      `The alignment method ${printable(options.alignment)} is unknown.`,
      `Use ${ALIGNMENT_METHODS.join(' or ')}.`,
    );
  const sourceCamera = options.sourceCamera ?? cameras[0];
  return {
    output_layout_version: LAYOUT_VERSION,
    exp_name: requireName('exp_name', options.expName),
    scene_name: requireName('scene_name', options.sceneName),
    tasks: TASKS.filter((task) => tasks.includes(task)),
    eval_epochs: epochs.map(formatEpoch),
    ...(sourceCamera === undefined ? {} : { source_camera_id: sourceCamera }),
    ...(cameras.length === 0 ? {} : { nvs_cameras: cameras }),
    ...(options.alignment === undefined ? {} : { pose_eval_world_alignment_method: options.alignment }),
    ...(options.notes === undefined ? {} : { notes: options.notes }),
  };
}

/** Names become folder names and file names of recordings, on every system. */
function requireName(key: string, name: string): string {
  const isBad =
    name === '' ||
    name === '.' ||
    name === '..' ||
    new TextEncoder().encode(name).length > 200 ||
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    /[/\\:*?"<>|\u0000-\u001f\u007f]/.test(name) ||
    name !== name.trim();
  if (isBad)
    throw refuse(
      `${key} ${printable(name)} cannot be the name of a folder.`,
      'Use letters, digits, "_", "-" and "."; at most 200 bytes.',
    );
  return name;
}

function refuse(message: string, hint: string): InitOptionError {
  return new InitOptionError(message, hint);
}

function unique(numbers: readonly number[]): number[] {
  return [...new Set(numbers)];
}

function inputFolders({ source_camera_id: source, nvs_cameras: cameras, tasks }: Manifest): readonly string[] {
  const perCamera = (split: 'train' | 'test', camera: number, withDepth: boolean): readonly string[] => {
    const id = formatCamera(camera);
    return [
      `input_data/${split}/images/${id}`,
      `input_data/${split}/seg/img_seg_mask/${id}/all`,
      `input_data/${split}/all_cameras/${id}`,
      ...(withDepth ? [`input_data/${split}/depths/${id}`] : []),
    ];
  };
  const test = new Set([...(cameras ?? []), ...(source === undefined ? [] : [source])]);
  return [
    ...['images', 'seg', 'all_cameras', 'smplx', 'depths', 'misc/nv_generation'].map(
      (name) => `input_data/train/${name}`,
    ),
    ...['images', 'seg', 'all_cameras', 'smplx'].map((name) => `input_data/test/${name}`),
    ...(tasks.includes('pose_smpl') ? ['input_data/test/smpl'] : []),
    ...(source === undefined ? [] : perCamera('train', source, true)),
    ...[...test].flatMap((camera) => perCamera('test', camera, false)),
  ];
}
