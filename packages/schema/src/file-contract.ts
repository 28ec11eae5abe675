/**
 * What a file of the layout is: its place, when it must exist, and what is inside.
 * @module
 */
import type { BodyModel, Task } from './vocabulary.ts';

/**
 * Placeholders of path patterns. Width and prefix belong to the placeholder, so a pattern is built and parsed by
 * the same rules everywhere.
 */
export const PLACEHOLDERS = {
  split: { doc: '`train` or `test`', example: 'train' },
  epoch: { doc: '`epoch_` and at least four digits', example: 'epoch_0030' },
  task: { doc: '`nvs`, `pose_smplx` or `pose_smpl`', example: 'pose_smplx' },
  posetask: { doc: '`pose_smplx` or `pose_smpl`', example: 'pose_smplx' },
  role: { doc: '`pred` or `gt_inputs`', example: 'pred' },
  space: { doc: '`world_aligned` or `root_aligned`', example: 'world_aligned' },
  body: { doc: '`smplx` or `smpl`', example: 'smplx' },
  camera: { doc: 'camera id, bare integer', example: '4' },
  cam: { doc: '`cam_` and the camera id', example: 'cam_4' },
  frame: { doc: 'frame number, six digits', example: '000123' },
  person: { doc: 'person index, not padded', example: '0' },
  pp: { doc: 'person index, two digits', example: '00' },
  recording: { doc: 'name of a recording', example: 'input_data.rrd' },
  image: { doc: '`jpg` or `png`', example: 'jpg' },
} as const;
/** A placeholder of a path pattern. */
export type Placeholder = keyof typeof PLACEHOLDERS;

/** Keys of a NumPy archive: type and shape. `P` persons, `V` vertices of the topology, `J` joints, `*` any. */
export interface ArrayContract {
  readonly dtype: 'float' | 'int' | 'string' | 'any';
  /** Alternative shapes, e.g. `['1,3,3', '3,3']`. */
  readonly shapes: readonly string[];
  readonly optional?: true;
  readonly doc: string;
}

/** What is inside a file. */
export type Content =
  | { readonly kind: 'json' }
  | { readonly kind: 'image'; readonly mediaTypes: readonly ('image/jpeg' | 'image/png')[]; readonly doc: string }
  | { readonly kind: 'mask' }
  | { readonly kind: 'npz'; readonly arrays: Readonly<Record<string, ArrayContract>> }
  | { readonly kind: 'npy'; readonly dtype: 'float'; readonly shapes: readonly string[]; readonly unit: string }
  | { readonly kind: 'obj'; readonly body: BodyModel | 'any'; readonly persons: 'one' | 'all' }
  | { readonly kind: 'pt' }
  | {
      readonly kind: 'csv';
      readonly columns: readonly string[];
      readonly optional?: readonly string[];
      readonly header: boolean;
    }
  | { readonly kind: 'metrics-txt'; readonly keys: readonly string[]; readonly optional?: readonly string[] }
  | { readonly kind: 'video' }
  | { readonly kind: 'any' };

/** One row of the contract. */
export interface FileContract<Id extends string = string> {
  /** Stable id, dots between levels, e.g. `nvs.pred.image`. */
  readonly id: Id;
  /** Experiment-relative POSIX path with placeholders, e.g. `evaluation/{epoch}/nvs/pred/{cam}/metrics_input/{frame}.{image}`. */
  readonly pattern: string;
  /** `must`: absent is an error; `should`: a warning; `may`: fine. Applies where {@link when} holds. */
  readonly need: 'must' | 'should' | 'may';
  /** The task that must be enabled for {@link need} to apply. */
  readonly when?: Task;
  readonly content: Content;
  /** The world its coordinates are in. */
  readonly world?: 'predicted' | 'ground-truth' | 'root';
  readonly doc: string;
}

/** One folder of the contract. */
export interface FolderContract {
  readonly pattern: string;
  readonly need: 'must' | 'should' | 'may';
  readonly when?: Task;
  readonly doc: string;
}

/** Placeholders of a pattern in order of appearance. */
export function placeholdersOf(pattern: string): readonly Placeholder[] {
  return [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as Placeholder);
}
