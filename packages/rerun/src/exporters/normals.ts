/**
 * Vertex normals, so that a viewer shades what it draws.
 * @module
 */

/**
 * Vertex normals weighted by the angle of each triangle at the vertex (Thürmer & Wüthrich 1998), which do not
 * depend on how a surface is cut into triangles. Counter-clockwise triangles point outwards.
 * @param positions V×3
 * @param triangles T×3 vertex indices; an index that is out of range makes its triangle count for nothing.
 * @returns V×3 unit vectors; (0, 0, 1) where no triangle gives a direction. `into`, when given and large enough, is
 * overwritten and returned as a view.
 */
export function vertexNormals(positions: Float32Array, triangles: Uint32Array, into?: Float32Array): Float32Array {
  const size = positions.length;
  const normals = into !== undefined && into.length >= size ? into.subarray(0, size) : new Float32Array(size);
  normals.fill(0);
  for (let i = 0; i + 2 < triangles.length; i += 3) {
    const a = triangles[i]! * 3;
    const b = triangles[i + 1]! * 3;
    const c = triangles[i + 2]! * 3;
    if (a >= size || b >= size || c >= size) continue;
    const abx = positions[b]! - positions[a]!;
    const aby = positions[b + 1]! - positions[a + 1]!;
    const abz = positions[b + 2]! - positions[a + 2]!;
    const acx = positions[c]! - positions[a]!;
    const acy = positions[c + 1]! - positions[a + 1]!;
    const acz = positions[c + 2]! - positions[a + 2]!;
    const bcx = acx - abx;
    const bcy = acy - aby;
    const bcz = acz - abz;
    const nx = aby * acz - abz * acy;
    const ny = abz * acx - abx * acz;
    const nz = abx * acy - aby * acx;
    const twiceArea = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (!(twiceArea > 0)) continue;
    const atA = Math.atan2(twiceArea, abx * acx + aby * acy + abz * acz);
    const atB = Math.atan2(twiceArea, -(abx * bcx + aby * bcy + abz * bcz));
    add(normals, a, nx, ny, nz, atA / twiceArea);
    add(normals, b, nx, ny, nz, atB / twiceArea);
    add(normals, c, nx, ny, nz, (Math.PI - atA - atB) / twiceArea);
  }
  for (let v = 0; v < size; v += 3) {
    const length = Math.sqrt(normals[v]! ** 2 + normals[v + 1]! ** 2 + normals[v + 2]! ** 2);
    if (length > 0) for (let k = 0; k < 3; k++) normals[v + k]! /= length;
    else normals[v + 2] = 1;
  }
  return normals;
}

function add(normals: Float32Array, at: number, x: number, y: number, z: number, weight: number): void {
  normals[at]! += x * weight;
  normals[at + 1]! += y * weight;
  normals[at + 2]! += z * weight;
}
