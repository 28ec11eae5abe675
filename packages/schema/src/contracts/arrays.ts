import type { ArrayContract } from '../file-contract.ts';

const float = (shapes: readonly string[], doc: string, optional?: true): ArrayContract =>
  optional ? { dtype: 'float', shapes, doc, optional } : { dtype: 'float', shapes, doc };

/** A camera file. Batched by one, as the trainers write it, or not. */
export const CAMERA_ARRAYS = {
  intrinsics: float(['1,3,3', '3,3'], 'K in pixels of the full-size picture'),
  extrinsics: float(['1,3,4', '3,4'], 'world to camera `[R|t]`, OpenCV axes, metres'),
} as const satisfies Record<string, ArrayContract>;

/** SMPL-X parameters. First axis: person. Rotations: axis-angle, radians. */
export const SMPLX_ARRAYS = {
  betas: float(['P,*'], 'shape coefficients'),
  root_pose: float(['P,3'], 'root orientation'),
  body_pose: float(['P,21,3'], 'body joints'),
  jaw_pose: float(['P,3'], 'jaw'),
  leye_pose: float(['P,3'], 'left eye'),
  reye_pose: float(['P,3'], 'right eye'),
  lhand_pose: float(['P,15,3'], 'left hand'),
  rhand_pose: float(['P,15,3'], 'right hand'),
  trans: float(['P,3'], 'translation, metres; root joint = trans + rest pelvis'),
  expression: float(['P,*'], 'expression coefficients; absent in estimated files', true),
  joints_3d: float(['P,J,3'], 'joints, metres', true),
  verts: float(['P,V,3'], 'posed surface, metres', true),
} as const satisfies Record<string, ArrayContract>;

/** SMPL parameters. First axis: person. Rotations: axis-angle, radians. */
export const SMPL_ARRAYS = {
  betas: float(['P,*'], 'shape coefficients'),
  global_orient: float(['P,3'], 'root orientation'),
  body_pose: float(['P,69', 'P,23,3'], 'body joints'),
  transl: float(['P,3'], 'translation, metres; root joint = transl + rest pelvis'),
  verts: float(['P,V,3'], 'posed surface, metres', true),
  joints_3d: float(['P,J,3'], 'joints, metres', true),
  contact: { dtype: 'int', shapes: ['P,V'], doc: 'touching vertex of the other person, 0 = none', optional: true },
} as const satisfies Record<string, ArrayContract>;
