/**
 * Vertex normals, so that a viewer shades what it draws. Here, so that every source and exporter gives the same.
 * @module
 */

/**
 * Vertex normals weighted by the angle of each triangle at the vertex (Thürmer & Wüthrich 1998), which do not
 * depend on how a surface is cut into triangles. Counter-clockwise triangles point outwards.
 * @param positions V×3
 * @param triangles T×3 vertex indices; an index that is out of range makes its triangle count for nothing.
 * @returns V×3 unit vectors; (0, 0, 1) where no triangle gives a direction. `into`, when given, has V×3 numbers, is
 * overwritten and returned.
 */
export function vertexNormals(positions: Float32Array, triangles: Uint32Array, into?: Float32Array): Float32Array {
  const size = positions.length;
  const sums = sumsOfSize(size);
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
    const squared = nx * nx + ny * ny + nz * nz;
    if (!(squared > 0)) continue;
    const scale = 1 / Math.sqrt(squared);
    const ab = abx * abx + aby * aby + abz * abz;
    const atA = angleOf((abx * acx + aby * acy + abz * acz) / Math.sqrt(ab * (acx * acx + acy * acy + acz * acz)));
    const atB = angleOf(-(abx * bcx + aby * bcy + abz * bcz) / Math.sqrt(ab * (bcx * bcx + bcy * bcy + bcz * bcz)));
    let weight = atA * scale;
    sums[a]! += nx * weight;
    sums[a + 1]! += ny * weight;
    sums[a + 2]! += nz * weight;
    weight = atB * scale;
    sums[b]! += nx * weight;
    sums[b + 1]! += ny * weight;
    sums[b + 2]! += nz * weight;
    weight = (Math.PI - atA - atB) * scale;
    sums[c]! += nx * weight;
    sums[c + 1]! += ny * weight;
    sums[c + 2]! += nz * weight;
  }
  const normals = into ?? new Float32Array(size);
  for (let v = 0; v < size; v += 3) {
    const squared = sums[v]! * sums[v]! + sums[v + 1]! * sums[v + 1]! + sums[v + 2]! * sums[v + 2]!;
    if (squared > 0) {
      const scale = 1 / Math.sqrt(squared);
      normals[v] = sums[v]! * scale;
      normals[v + 1] = sums[v + 1]! * scale;
      normals[v + 2] = sums[v + 2]! * scale;
    } else {
      normals[v] = 0;
      normals[v + 1] = 0;
      normals[v + 2] = 1;
    }
  }
  return normals;
}

/**
 * Arc cosine to within 7e-5 (Abramowitz & Stegun 4.4.45): a weight needs no more, moves a normal by less than 1e-4, and
 * costs half of `Math.acos` or `Math.atan2`. Also the same on every machine, which those need not be.
 */
function angleOf(cosine: number): number {
  const x = Math.min(1, Math.abs(cosine));
  const angle = Math.sqrt(1 - x) * (1.5707288 + x * (-0.2121144 + x * (0.074261 - 0.0187293 * x)));
  return cosine < 0 ? Math.PI - angle : angle;
}

/** Sums of the mesh at hand; kept, because meshes come by the thousand and are of one size. */
let scratch = new Float64Array(0);

function sumsOfSize(size: number): Float64Array {
  if (scratch.length < size || scratch.length > 2 * size + 4096) scratch = new Float64Array(size);
  else scratch.fill(0, 0, size);
  return scratch;
}
