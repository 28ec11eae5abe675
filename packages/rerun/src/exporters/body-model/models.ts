/**
 * The body models that a user brings, and what they are called.
 * @module
 */
import type { BodyModel } from '@outlay/schema/names';
import type { BodyModelData } from '@outlay/schema/port';

/** Body models that a user has, by the bodies they pose. */
export type BodyModels = { readonly [model in BodyModel]?: BodyModelData };

/** Names as people write them. */
export const MODEL_NAMES = { smplx: 'SMPL-X', smpl: 'SMPL' } as const satisfies Record<BodyModel, string>;

/** Why parameters are left out. */
export function whyNoParameters(hasMeshes: boolean, body = 'smplx'): string {
  if (hasMeshes) return 'parameters; the meshes made from them are shown';
  return `parameters; --body-model with a ${MODEL_NAMES[body as BodyModel]} model shows them as bodies`;
}
