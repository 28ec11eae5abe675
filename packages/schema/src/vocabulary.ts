/**
 * The fixed words of the layout, as they stand on disk and on the wire.
 * @module
 */

/** The halves of `input_data/`. `train` lives in the predicted world, `test` in the ground-truth world. */
export const SPLITS = ['train', 'test'] as const;
/** A half of `input_data/`: `train` or `test`. */
export type Split = (typeof SPLITS)[number];

/** Evaluation tasks, in the order the specification lists them. */
export const TASKS = ['nvs', 'pose_smplx', 'pose_smpl'] as const;
/** An evaluation task: novel-view synthesis, or body pose in SMPL-X or SMPL topology. */
export type Task = (typeof TASKS)[number];

/** Folders of every task at an epoch, in the order of the specification. */
export const ROLES = ['inputs', 'pred', 'gt_inputs', 'metrics', 'viz'] as const;
/** What a file is to its task: metric input, prediction, ground truth, metric, or visualisation. */
export type Role = (typeof ROLES)[number];

/** Body topologies. SMPL-X: 10,475 vertices, 20,908 triangles. SMPL: 6,890 vertices, 13,776 triangles. */
export const BODY_MODELS = ['smplx', 'smpl'] as const;
/** A body topology. */
export type BodyModel = (typeof BODY_MODELS)[number];

/** Vertex and triangle counts of a full body mesh of each topology. */
export const BODY_MESH_COUNTS = {
  smplx: { vertices: 10_475, triangles: 20_908 },
  smpl: { vertices: 6_890, triangles: 13_776 },
} as const satisfies Record<BodyModel, { vertices: number; triangles: number }>;

/**
 * Spaces in which posed meshes are stored. `world_aligned`: predicted world, ground truth moved into it.
 * `root_aligned`: every person's root joint at the origin, so persons overlap.
 */
export const SPACES = ['world_aligned', 'root_aligned'] as const;
/** A space of posed meshes. */
export type Space = (typeof SPACES)[number];

/** How the ground-truth world is moved into the predicted world (`pose_eval_world_alignment_method`). */
export const ALIGNMENT_METHODS = ['pelvis_trajectory', 'camera'] as const;
/** A world alignment method. */
export type AlignmentMethod = (typeof ALIGNMENT_METHODS)[number];

/** Timelines of recordings: both are sequences. There is no wall-clock timeline. */
export const TIMELINES = { frame: 'frame', epoch: 'epoch' } as const;

/** The topology a pose task is evaluated in. */
export function bodyModelOf(task: 'pose_smplx' | 'pose_smpl'): BodyModel {
  return task === 'pose_smplx' ? 'smplx' : 'smpl';
}
