import type { FileContract } from '../file-contract.ts';
import { CAMERA_ARRAYS, SMPL_ARRAYS, SMPLX_ARRAYS } from './arrays.ts';

const PICTURE = ['image/jpeg', 'image/png'] as const;

/** Files of `input_data/`. */
export const INPUT_DATA_FILES = [
  {
    id: 'input.image',
    pattern: 'input_data/{split}/images/{camera}/{frame}.{image}',
    need: 'should',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'full-size picture' },
    doc: 'Pictures of one camera. Train: the source camera and virtual cameras; test: all evaluation cameras.',
  },
  {
    id: 'input.mask.union',
    pattern: 'input_data/{split}/seg/img_seg_mask/{camera}/all/{frame}.png',
    need: 'should',
    content: { kind: 'mask' },
    doc: 'Union mask of all persons, 0 or 255.',
  },
  {
    id: 'input.mask.person',
    pattern: 'input_data/{split}/seg/img_seg_mask/{camera}/{person}/{frame}.png',
    need: 'may',
    content: { kind: 'mask' },
    doc: 'Mask of one person. Virtual cameras have none.',
  },
  {
    id: 'input.camera',
    pattern: 'input_data/{split}/all_cameras/{camera}/{frame}.npz',
    need: 'should',
    content: { kind: 'npz', arrays: CAMERA_ARRAYS },
    doc: 'One camera file per frame, for static cameras too. Train: predicted world; test: ground-truth world.',
  },
  {
    id: 'input.smplx',
    pattern: 'input_data/{split}/smplx/{frame}.npz',
    need: 'should',
    content: { kind: 'npz', arrays: SMPLX_ARRAYS },
    doc: 'SMPL-X parameters of all persons; test files carry `verts` and `joints_3d` too.',
  },
  {
    id: 'input.smpl',
    pattern: 'input_data/{split}/smpl/{frame}.npz',
    need: 'may',
    content: { kind: 'npz', arrays: SMPL_ARRAYS },
    doc: 'SMPL parameters of all persons; normally in test only.',
  },
  {
    id: 'input.depth',
    pattern: 'input_data/{split}/depths/{camera}/{frame}.npy',
    need: 'may',
    content: { kind: 'npy', dtype: 'float', shapes: ['H,W', 'H,W,1'], unit: 'metres, 0 = unknown' },
    doc: 'Depth along the camera axis. Virtual cameras: rendered, fading towards 0 at silhouettes.',
  },
  {
    id: 'input.skip-frames',
    pattern: 'input_data/{split}/skip_frames.csv',
    need: 'may',
    content: { kind: 'csv', columns: [], header: false },
    doc: 'One line of frame numbers that were skipped.',
  },
  {
    id: 'input.meta',
    pattern: 'input_data/{split}/meta.npz',
    need: 'may',
    content: { kind: 'npz', arrays: {} },
    doc: 'Data set facts such as `genders` and `mono_cam`.',
  },
  {
    id: 'nv-generation.image',
    pattern: 'input_data/train/misc/nv_generation/est_images_debug/{camera}/{frame}.{image}',
    need: 'may',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'three tiles: masked reference, raw render, refined' },
    doc: 'How a virtual view was made.',
  },
  {
    id: 'nv-generation.mask',
    pattern: 'input_data/train/misc/nv_generation/est_masks_debug/{camera}/{frame}.{image}',
    need: 'may',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'refined picture with the estimated mask in red' },
    doc: 'Estimated mask of a virtual view.',
  },
  {
    id: 'nv-generation.depth',
    pattern: 'input_data/train/misc/nv_generation/est_depths_debug/{camera}/{frame}.{image}',
    need: 'may',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'figure' },
    doc: 'Estimated depth of a virtual view.',
  },
  {
    id: 'nv-generation.pose-state',
    pattern: 'input_data/train/misc/nv_generation/pose_state/{epoch}/smplx/{frame}.npz',
    need: 'may',
    content: { kind: 'npz', arrays: SMPLX_ARRAYS },
    world: 'predicted',
    doc: 'Tuned SMPL-X used to place the virtual cameras.',
  },
  {
    id: 'nv-generation.pose-state.merged',
    pattern: 'input_data/train/misc/nv_generation/pose_state/{epoch}/posed_smplx_meshes_per_frame/{frame}.obj',
    need: 'may',
    content: { kind: 'obj', body: 'smplx', persons: 'all' },
    world: 'predicted',
    doc: 'Meshes used to place the virtual cameras, all persons in one file.',
  },
  {
    id: 'nv-generation.pose-state.person',
    pattern: 'input_data/train/misc/nv_generation/pose_state/{epoch}/posed_smplx_meshes_per_frame/{pp}/{frame}.obj',
    need: 'may',
    content: { kind: 'obj', body: 'smplx', persons: 'one' },
    world: 'predicted',
    doc: 'Meshes used to place the virtual cameras, one person.',
  },
] as const satisfies readonly FileContract[];
