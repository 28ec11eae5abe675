import { apply, type Vec3 } from '../geometry/rotation.ts';
import { type PosedSkeleton, type Posture, poseSkeleton, REST_PELVIS, restJoint, SMPL_JOINTS } from './skeleton.ts';
import { type BodyTemplate, buildTemplate } from './template.ts';

/** SMPL-X's counts, from the model itself. */
export const SMPLX_COUNTS = { vertices: 10_475, faces: 20_908 } as const;
/** SMPL's counts, from the model itself: one closed surface. */
export const SMPL_COUNTS = { vertices: 6_890, faces: 13_776 } as const;

/** How a person differs from the template: overall size and girth, both 1 for the average. */
export interface Shape {
  readonly size: number;
  readonly girth: number;
}

/** A template shaped to one person, ready to be posed. */
export interface ShapedBody {
  readonly template: BodyTemplate;
  readonly shape: Shape;
  /** Rest surface, pelvis offset included, x, y, z per vertex. */
  readonly rest: Float32Array;
}

/** The SMPL-X-like surface of a vertex count; at 10,475 it has exactly SMPL-X's 20,908 faces. */
export function smplxTemplate(vertices: number): BodyTemplate {
  // Ten closed tubes lack 40 of 2V; two faces left open give SMPL-X's 42.
  return buildTemplate({ vertices, holes: 2, joined: false });
}

/** The SMPL-like surface of a vertex count: one closed surface with 2V - 4 faces. */
export function smplTemplate(vertices: number): BodyTemplate {
  return buildTemplate({ vertices, holes: 0, joined: true });
}

/** Shapes a template to a person. */
export function shapeBody(template: BodyTemplate, shape: Shape): ShapedBody {
  const rest = new Float32Array(template.centres.length);
  for (let i = 0; i < rest.length; i++) {
    rest[i] = shape.size * (template.centres[i]! + shape.girth * template.offsets[i]! + REST_PELVIS[i % 3]!);
  }
  return { template, shape, rest };
}

/** Linear blend skinning: the surface and the skeleton of a posture, metres. */
export function poseBody(
  body: ShapedBody,
  posture: Posture,
): { readonly verts: Float32Array; readonly skeleton: PosedSkeleton } {
  const skeleton = poseSkeleton(posture, body.shape.size);
  const matrices = new Float64Array(12 * SMPL_JOINTS);
  for (let j = 0; j < SMPL_JOINTS; j++) {
    const r = skeleton.rotations[j]!;
    const rest: Vec3 = restJoint(j, body.shape.size);
    const moved = apply(r, rest);
    const place = skeleton.places[j]!;
    for (let row = 0; row < 3; row++) {
      for (let c = 0; c < 3; c++) matrices[12 * j + 4 * row + c] = r[3 * row + c]!;
      matrices[12 * j + 4 * row + 3] = place[row]! - moved[row]!;
    }
  }
  const { rest } = body;
  const { joints, weights } = body.template;
  const verts = new Float32Array(rest.length);
  for (let v = 0, i = 0; i < rest.length; v++, i += 3) {
    const [x, y, z] = [rest[i]!, rest[i + 1]!, rest[i + 2]!];
    const a = 12 * joints[2 * v]!;
    const b = 12 * joints[2 * v + 1]!;
    const wa = weights[v]!;
    const wb = 1 - wa;
    for (let row = 0; row < 12; row += 4) {
      const pa =
        matrices[a + row]! * x + matrices[a + row + 1]! * y + matrices[a + row + 2]! * z + matrices[a + row + 3]!;
      verts[i + (row >> 2)] =
        wb === 0
          ? pa
          : wa * pa +
            wb *
              (matrices[b + row]! * x +
                matrices[b + row + 1]! * y +
                matrices[b + row + 2]! * z +
                matrices[b + row + 3]!);
    }
  }
  return { verts, skeleton };
}
