import type { FileContract } from '../file-contract.ts';
import type { BodyModel, Space } from '../vocabulary.ts';
import { CAMERA_ARRAYS, SMPL_ARRAYS, SMPLX_ARRAYS } from './arrays.ts';

const WORLD = { world_aligned: 'predicted', root_aligned: 'root' } as const satisfies Record<Space, string>;

type MeshId<Body extends BodyModel> = `pose_${Body}.${'pred' | 'gt_inputs'}.${Space}.${'merged' | 'person'}`;

function meshes<Body extends BodyModel>(
  body: Body,
  role: 'pred' | 'gt_inputs',
  space: Space,
): readonly FileContract<MeshId<Body>>[] {
  const task = `pose_${body}` as const;
  const folder = `evaluation/{epoch}/${task}/${role}/${space}/posed_${body}_meshes_per_frame`;
  const whose = role === 'pred' ? 'Prediction' : 'Ground truth';
  const where = space === 'world_aligned' ? 'in the predicted world' : 'with the root joint at the origin';
  return [
    {
      id: `${task}.${role}.${space}.merged`,
      pattern: `${folder}/{frame}.obj`,
      need: 'may',
      content: { kind: 'obj', body, persons: 'all' },
      world: WORLD[space],
      doc: `${whose} ${where}, all persons in one file.`,
    },
    {
      id: `${task}.${role}.${space}.person`,
      pattern: `${folder}/{pp}/{frame}.obj`,
      need: 'should',
      when: task,
      content: { kind: 'obj', body, persons: 'one' },
      world: WORLD[space],
      doc: `${whose} ${where}, one person. A file of 0 bytes says that the person has no mesh there.`,
    },
  ];
}

type PoseId<Body extends BodyModel> =
  | MeshId<Body>
  | `pose_${Body}.${'inputs.smplx' | 'metrics.overall' | 'metrics.per-frame'}`;

function poseFiles<Body extends BodyModel>(body: Body): readonly FileContract<PoseId<Body>>[] {
  const task = `pose_${body}` as const;
  const at = `evaluation/{epoch}/${task}`;
  return [
    {
      id: `${task}.inputs.smplx`,
      pattern: `${at}/inputs/smplx/{frame}.npz`,
      need: 'should',
      when: task,
      content: { kind: 'npz', arrays: SMPLX_ARRAYS },
      world: 'predicted',
      doc: 'Tuned predicted SMPL-X parameters.',
    },
    ...(['pred', 'gt_inputs'] as const).flatMap((role) =>
      (['world_aligned', 'root_aligned'] as const).flatMap((space) => meshes(body, role, space)),
    ),
    {
      id: `${task}.metrics.overall`,
      pattern: `${at}/metrics/${body}_pose_estimation_overall_results.txt`,
      need: 'must',
      when: task,
      content: { kind: 'metrics-txt', keys: ['rr_mpjpe_mm', 'rr_mve_mm', 'pcdr'], optional: ['cd_mm'] },
      doc: 'Averages over frames; the mean of `cd_mm` leaves out zeros and missing values.',
    },
    {
      id: `${task}.metrics.per-frame`,
      pattern: `${at}/metrics/${body}_pose_estimation_metrics_per_frame.csv`,
      need: 'must',
      when: task,
      content: {
        kind: 'csv',
        columns: ['frame_id', 'rr_mpjpe_mm', 'rr_mve_mm', 'cd_mm', 'pcdr'],
        optional: ['cd_mm'],
        header: true,
      },
      doc: 'One row per frame, in text order of the frame number.',
    },
  ];
}

/** Only this task has parameters of its own body model beside those of SMPL-X. */
const SMPL_PARAMETERS = {
  id: 'pose_smpl.inputs.smpl',
  pattern: 'evaluation/{epoch}/pose_smpl/inputs/smpl/{frame}.npz',
  need: 'should',
  when: 'pose_smpl',
  content: { kind: 'npz', arrays: SMPL_ARRAYS },
  world: 'predicted',
  doc: 'SMPL parameters converted from the tuned SMPL-X.',
} as const satisfies FileContract;

const [SMPLX_OF_SMPL, ...REST_OF_SMPL] = poseFiles('smpl') as readonly [
  FileContract<PoseId<'smpl'>>,
  ...FileContract<PoseId<'smpl'>>[],
];

/** Files of `evaluation/{epoch}/pose_smplx/` and `pose_smpl/`. */
export const POSE_FILES = [
  ...poseFiles('smplx'),
  {
    id: 'pose_smplx.pred.copy.merged',
    pattern: 'evaluation/{epoch}/pose_smplx/pred/posed_smplx_meshes_per_frame/{frame}.obj',
    need: 'may',
    content: { kind: 'obj', body: 'smplx', persons: 'all' },
    world: 'root',
    doc: 'Second copy of the root-aligned prediction; may be stale after a re-run.',
  },
  {
    id: 'pose_smplx.pred.copy.person',
    pattern: 'evaluation/{epoch}/pose_smplx/pred/posed_smplx_meshes_per_frame/{pp}/{frame}.obj',
    need: 'may',
    content: { kind: 'obj', body: 'smplx', persons: 'one' },
    world: 'root',
    doc: 'Second copy of the root-aligned prediction; may be stale after a re-run.',
  },
  {
    id: 'pose_smplx.viz.camera',
    pattern: 'evaluation/{epoch}/pose_smplx/viz/all_cameras/{camera}/{frame}.npz',
    need: 'may',
    content: { kind: 'npz', arrays: CAMERA_ARRAYS },
    world: 'predicted',
    doc: 'Estimated source camera.',
  },
  {
    id: 'pose_smplx.viz.image',
    pattern: 'evaluation/{epoch}/pose_smplx/viz/images/{camera}/{frame}.{image}',
    need: 'may',
    content: { kind: 'image', mediaTypes: ['image/jpeg', 'image/png'], doc: 'source frame at full size' },
    doc: 'Source frames.',
  },
  {
    id: 'pose_smplx.viz.background-depth',
    pattern: 'evaluation/{epoch}/pose_smplx/viz/masked_depth_maps/{frame}.npy',
    need: 'may',
    content: { kind: 'npy', dtype: 'float', shapes: ['H,W', 'H,W,1'], unit: 'metres, 0 = unknown or person' },
    doc: 'Source depth with the people removed.',
  },
  {
    id: 'pose_smplx.viz.splats.merged',
    pattern: 'evaluation/{epoch}/pose_smplx/viz/posed_3dgs_per_frame/{frame}.pt',
    need: 'may',
    content: { kind: 'pt' },
    world: 'predicted',
    doc: 'Posed 3D Gaussians of all persons, activated values.',
  },
  {
    id: 'pose_smplx.viz.splats.person',
    pattern: 'evaluation/{epoch}/pose_smplx/viz/posed_3dgs_per_frame/{pp}/{frame}.pt',
    need: 'may',
    content: { kind: 'pt' },
    world: 'predicted',
    doc: 'Posed 3D Gaussians of one person.',
  },
  SMPLX_OF_SMPL,
  SMPL_PARAMETERS,
  ...REST_OF_SMPL,
] as const satisfies readonly FileContract[];
