/**
 * 41xx and 42xx: cameras and meshes.
 * @module
 */
import { printable } from '../source/source-path.ts';
import { type Differs, differs } from './differs.ts';
import type { CatalogueOf, IssueBase } from './entry.ts';

/** Issues about cameras and meshes. */
export type GeometryIssue =
  | Differs<'OUT4101'>
  | Differs<'OUT4102'>
  | Differs<'OUT4103'>
  | Differs<'OUT4104'>
  | Differs<'OUT4105'>
  | Differs<'OUT4106'>
  | Differs<'OUT4107'>
  | Differs<'OUT4108'>
  | Differs<'OUT4109'>
  | Differs<'OUT4201'>
  | Differs<'OUT4202'>
  | Differs<'OUT4203'>
  | (IssueBase & { readonly code: 'OUT4204'; readonly person: number })
  | Differs<'OUT4205'>
  | Differs<'OUT4206'>
  | Differs<'OUT4207'>;

/** How {@link GeometryIssue} is told. */
export const GEOMETRY_ISSUES = {
  OUT4101: differs(
    'camera-not-finite',
    'error',
    'A camera with nan or infinity places nothing.',
    'The camera is not finite',
  ),
  OUT4102: differs(
    'rotation-not-orthonormal',
    'error',
    'The left 3×3 of the extrinsics must be a rotation: orthonormal rows.',
    'The rotation is not orthonormal',
    'Write world-to-camera [R|t] without scale.',
  ),
  OUT4103: differs(
    'rotation-mirrored',
    'error',
    'A determinant of -1 mirrors the scene: an axis was flipped, not turned.',
    'The rotation mirrors',
    'Use OpenCV axes: x right, y down, z forward.',
  ),
  OUT4104: differs(
    'intrinsics-bad',
    'error',
    'K must have positive focal lengths and the last row 0 0 1.',
    'The intrinsics are no pinhole',
  ),
  OUT4105: differs(
    'principal-point-outside',
    'warning',
    'The principal point of an uncropped picture is near its middle; outside, K is usually of another resolution.',
    'The principal point lies outside the picture',
    'Scale K with the picture.',
  ),
  OUT4106: differs(
    'camera-looks-away',
    'warning',
    'No body is in front of the camera: usually camera-to-world was written instead of world-to-camera, or axes are flipped.',
    'The camera does not see the people',
    'Write world-to-camera [R|t] with OpenCV axes.',
  ),
  OUT4107: differs(
    'bodies-miss-masks',
    'warning',
    'Cameras, bodies and masks of one world describe the same people: a camera of another view, world or resolution, or masks of another camera, do not fit.',
    'Bodies and masks do not meet',
    'Check which of camera, masks and bodies belongs to another camera, world or resolution.',
  ),
  OUT4108: differs(
    'person-masks-swapped',
    'warning',
    'Person i of the parameters, masks and meshes is the same person.',
    'The persons of bodies and masks are in another order',
    'Reorder the masks or the parameters.',
  ),
  OUT4109: differs(
    'camera-jumps',
    'warning',
    'A camera stands still or moves smoothly; one that is somewhere else in a single frame has a file of another camera, world or unit there.',
    'The camera jumps',
    'Write the camera of this frame again.',
  ),
  OUT4201: differs(
    'mesh-counts-differ',
    'error',
    'Vertices and triangles of a body never change; other counts mean that the file was cut off.',
    'The mesh has other counts',
    'Write or copy the mesh again.',
  ),
  OUT4202: differs(
    'merged-mesh-differs',
    'warning',
    'The merged mesh is the meshes of the persons one after another.',
    'The merged mesh is not the sum of the persons',
  ),
  OUT4203: differs(
    'mesh-not-finite',
    'error',
    'A vertex that is nan makes the mesh undrawable.',
    'A vertex is not finite',
  ),
  OUT4204: {
    name: 'person-always-empty',
    severity: 'warning',
    reason: 'A person without a mesh in every frame is probably not a person.',
    message: ({ path, person }) => `Person ${person} has no mesh in any frame of ${printable(path)}.`,
    fix: () => 'Check the number of persons, or remove the folder.',
  },
  OUT4205: differs(
    'topology-changes',
    'warning',
    'The triangles of a body are the same in every frame.',
    'The triangles differ from those of the other frames',
  ),
  OUT4206: differs(
    'mesh-spaces-disagree',
    'warning',
    'Both spaces hold the same meshes; root alignment only moves each person.',
    'World-aligned and root-aligned meshes are not the same',
    'Run the pose evaluation again.',
  ),
  OUT4207: differs(
    'mesh-size-impossible',
    'warning',
    'Meshes are in metres: people are between 0.3 and 4 m, whatever they do.',
    'The mesh has no size of a person',
    'Write the mesh in metres.',
  ),
} as const satisfies CatalogueOf<GeometryIssue>;
