import type { ShapedBody } from '../body/body.ts';
import type { Look } from '../body/look.ts';
import type { Camera } from '../world/camera.ts';

/** A posed person as pictures need it. Positions and normals are x, y, z per vertex in the camera's world. */
export interface PosedBody {
  readonly body: ShapedBody;
  readonly look: Look;
  readonly verts: Float32Array;
  readonly normals: Float32Array;
}

/** What is visible per pixel. Reused from picture to picture. */
export interface Visibility {
  readonly width: number;
  readonly height: number;
  /** 1/z of the nearest surface, 0 where there is none. */
  readonly inverseDepth: Float32Array;
  /** Index of the face in its body, -1 where there is none. */
  readonly face: Int32Array;
  /** 1 + index of the body, 0 where there is none. */
  readonly owner: Uint8Array;
  /** Per body: x, y in pixels and 1/z of each vertex. */
  readonly projected: Float64Array[];
  /** Left, top, right, bottom of what was drawn, ends exclusive; all 0 when nothing was. */
  readonly box: Int32Array;
}

const NEAR = 0.1;

/** An empty target for pictures of one size. */
export function createVisibility(width: number, height: number): Visibility {
  const size = width * height;
  return {
    width,
    height,
    inverseDepth: new Float32Array(size),
    face: new Int32Array(size),
    owner: new Uint8Array(size),
    projected: [],
    box: new Int32Array(4),
  };
}

/** Area-weighted vertex normals of a surface. */
export function surfaceNormals(verts: Float32Array, faces: Uint32Array): Float32Array {
  const normals = new Float32Array(verts.length);
  for (let f = 0; f < faces.length; f += 3) {
    const [a, b, c] = [3 * faces[f]!, 3 * faces[f + 1]!, 3 * faces[f + 2]!];
    const [x, y, z] = [verts[a]!, verts[a + 1]!, verts[a + 2]!];
    const [ux, uy, uz] = [verts[b]! - x, verts[b + 1]! - y, verts[b + 2]! - z];
    const [vx, vy, vz] = [verts[c]! - x, verts[c + 1]! - y, verts[c + 2]! - z];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    for (const at of [a, b, c]) {
      normals[at]! += nx;
      normals[at + 1]! += ny;
      normals[at + 2]! += nz;
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const norm = 1 / (Math.sqrt(normals[i]! ** 2 + normals[i + 1]! ** 2 + normals[i + 2]! ** 2) || 1);
    normals[i]! *= norm;
    normals[i + 1]! *= norm;
    normals[i + 2]! *= norm;
  }
  return normals;
}

function project(verts: Float32Array, camera: Camera, out: Float64Array): void {
  const [r0, r1, r2, r3, r4, r5, r6, r7, r8] = camera.pose.rotation as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [tx, ty, tz] = camera.pose.translation;
  for (let i = 0; i < verts.length; i += 3) {
    const [x, y, z] = [verts[i]!, verts[i + 1]!, verts[i + 2]!];
    const depth = r6 * x + r7 * y + r8 * z + tz;
    const inverse = depth > NEAR ? 1 / depth : 0;
    out[i] = camera.fx * (r0 * x + r1 * y + r2 * z + tx) * inverse + camera.cx;
    out[i + 1] = camera.fy * (r3 * x + r4 * y + r5 * z + ty) * inverse + camera.cy;
    out[i + 2] = inverse;
  }
}

/** Draws the bodies into a cleared target: z-buffer, back faces left out, pixel centres at +0.5. */
export function rasterise(bodies: readonly PosedBody[], camera: Camera, target: Visibility): void {
  const { width, height, inverseDepth, face, owner, projected, box } = target;
  let [left, top, right, bottom] = [width, height, 0, 0];
  inverseDepth.fill(0);
  face.fill(-1);
  owner.fill(0);
  bodies.forEach((posed, index) => {
    let points = projected[index];
    if (!points || points.length !== posed.verts.length) {
      points = new Float64Array(posed.verts.length);
      projected[index] = points;
    }
    project(posed.verts, camera, points);
    const { faces } = posed.body.template;
    for (let f = 0; f < faces.length; f += 3) {
      const a = 3 * faces[f]!;
      const b = 3 * faces[f + 1]!;
      const c = 3 * faces[f + 2]!;
      const ia = points[a + 2]!;
      const ib = points[b + 2]!;
      const ic = points[c + 2]!;
      if (ia === 0 || ib === 0 || ic === 0) continue;
      const ax = points[a]!;
      const ay = points[a + 1]!;
      const bx = points[b]!;
      const by = points[b + 1]!;
      const cx = points[c]!;
      const cy = points[c + 1]!;
      // The image's y points down, so a face that looks at the camera has a negative area here.
      const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
      if (area >= 0) continue;
      const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
      const x1 = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
      const y0 = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
      const y1 = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
      if (x0 > x1 || y0 > y1) continue;
      if (x0 < left) left = x0;
      if (y0 < top) top = y0;
      if (x1 >= right) right = x1 + 1;
      if (y1 >= bottom) bottom = y1 + 1;
      const k = 1 / area;
      const stepB = (cy - ay) * k;
      const stepC = -(by - ay) * k;
      for (let y = y0; y <= y1; y++) {
        const dy = y + 0.5 - ay;
        const dx = x0 + 0.5 - ax;
        let wb = (dx * (cy - ay) - dy * (cx - ax)) * k;
        let wc = (dy * (bx - ax) - dx * (by - ay)) * k;
        for (let x = x0, at = y * width + x0; x <= x1; x++, at++, wb += stepB, wc += stepC) {
          if (wb < 0 || wc < 0 || wb + wc > 1) continue;
          const inverse = ia + wb * (ib - ia) + wc * (ic - ia);
          if (inverse <= inverseDepth[at]!) continue;
          inverseDepth[at] = inverse;
          face[at] = f;
          owner[at] = index + 1;
        }
      }
    }
  });
  box.set(right > 0 ? [left, top, right, bottom] : [0, 0, 0, 0]);
}
