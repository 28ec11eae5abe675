/**
 * 41xx and 42xx: cameras and meshes.
 * @module
 */
import { printable } from '../source/source-path.ts';
import { type Differs, differs } from './differs.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Issues about cameras and meshes. */
export type GeometryIssue =
  | Differs<'camera-not-finite'>
  | Differs<'rotation-not-orthonormal'>
  | Differs<'rotation-mirrored'>
  | Differs<'intrinsics-bad'>
  | Differs<'principal-point-outside'>
  | Differs<'camera-looks-away'>
  | Differs<'bodies-miss-masks'>
  | Differs<'person-masks-swapped'>
  | Differs<'camera-jumps'>
  | Differs<'mesh-counts-differ'>
  | Differs<'merged-mesh-differs'>
  | Differs<'mesh-not-finite'>
  | (IssueBase & { readonly name: 'person-always-empty'; readonly person: number })
  | Differs<'topology-changes'>
  | Differs<'mesh-spaces-disagree'>
  | Differs<'mesh-size-impossible'>;

/** Codes, severities and sentences of {@link GeometryIssue}. */
export const GEOMETRY_ISSUES = {
  'camera-not-finite': differs(
    'OUT4101',
    'error',
    'A camera with nan or infinity cannot be placed.',
    'The camera is not finite',
  ),
  'rotation-not-orthonormal': differs(
    'OUT4102',
    'error',
    'The left 3×3 of the extrinsics must be a rotation: orthonormal rows.',
    'The rotation is not orthonormal',
    'Write world-to-camera [R|t] without scale.',
  ),
  'rotation-mirrored': differs(
    'OUT4103',
    'error',
    'A determinant of -1 mirrors the scene: an axis was flipped instead of turned.',
    'The rotation mirrors the scene',
    'Use OpenCV axes: x right, y down, z forward.',
  ),
  'intrinsics-bad': differs(
    'OUT4104',
    'error',
    'K is in pixels, row by row: fx 0 cx, 0 fy cy, 0 0 1. A transposed K, or one divided by the size of the picture, places nothing where it is.',
    'The intrinsics do not describe a pinhole camera',
    'Write K in pixels of the full picture, row by row, with the last row 0 0 1.',
  ),
  'principal-point-outside': differs(
    'OUT4105',
    'warning',
    'The principal point of an uncropped picture is near its middle. If it lies outside, K usually belongs to another resolution.',
    'The principal point lies outside the picture',
    'Scale K with the picture.',
  ),
  'camera-looks-away': differs(
    'OUT4106',
    'warning',
    'No body is in front of the camera. Usually camera-to-world was written instead of world-to-camera, or axes are flipped.',
    'The camera does not see the people',
    'Write world-to-camera [R|t] with OpenCV axes.',
  ),
  'bodies-miss-masks': differs(
    'OUT4107',
    'warning',
    'Cameras, bodies and masks of one world describe the same people. A camera of another view, world or resolution does not fit, nor do masks of another camera.',
    'Bodies and masks do not match',
    'Check which of camera, masks and bodies belongs to another camera, world or resolution.',
  ),
  'person-masks-swapped': differs(
    'OUT4108',
    'warning',
    'Person i is the same person in parameters, masks and meshes.',
    'Bodies and masks number the persons differently',
    'Reorder the masks or the parameters.',
  ),
  'camera-jumps': differs(
    'OUT4109',
    'warning',
    'A camera stands still or moves smoothly. If it is elsewhere in a single frame, that file belongs to another camera, world or unit.',
    'The camera jumps',
    'Write the camera of this frame again.',
  ),
  'mesh-counts-differ': differs(
    'OUT4201',
    'error',
    'The vertex and triangle counts of a body never change. Other counts mean that the file was cut off.',
    'The mesh has other vertex or triangle counts',
    'Write or copy the mesh again.',
  ),
  'merged-mesh-differs': differs(
    'OUT4202',
    'warning',
    'The merged mesh holds the meshes of the persons, one after another.',
    'The merged mesh is not the sum of the persons',
  ),
  'mesh-not-finite': differs('OUT4203', 'error', 'A mesh with a nan vertex cannot be drawn.', 'A vertex is not finite'),
  'person-always-empty': {
    code: 'OUT4204',
    severity: 'warning',
    reason: 'A person without a mesh in every frame is probably not a person.',
    message: ({ path, person }) => `Person ${person} has no mesh in any frame of ${printable(path)}.`,
    fix: () => 'Check the number of persons, or remove the folder.',
  },
  'topology-changes': differs(
    'OUT4205',
    'warning',
    'The triangles of a body are the same in every frame.',
    'The triangles differ from those of the other frames',
  ),
  'mesh-spaces-disagree': differs(
    'OUT4206',
    'warning',
    'Both spaces hold the same meshes. Root alignment only moves each person.',
    'World-aligned and root-aligned meshes differ',
    'Run the pose evaluation again.',
  ),
  'mesh-size-impossible': differs(
    'OUT4207',
    'warning',
    'Meshes are in metres. People measure between 0.3 and 4 m in any pose.',
    'The mesh does not have the size of a person',
    'Write the mesh in metres.',
  ),
} as const satisfies CatalogueOf<GeometryIssue>;
