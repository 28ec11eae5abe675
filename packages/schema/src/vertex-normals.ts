/**
 * Vertex normals, so that a viewer shades what it draws. Here, so that every source and exporter gives the same.
 * @module
 */
import { type KernelExports, kernelMemory, lazyKernel } from '@outlay-internal/kernel';
import { wasm } from './kernels/vertex-normals.ts';

/** What `kernels/vertex-normals.ts` exports. */
interface Kernel extends KernelExports {
  vertexNormals(
    positions: number,
    vertices: number,
    indices: number,
    triangles: number,
    sums: number,
    normals: number,
  ): void;
}

/** Bodies have 10 thousand vertices; memory of a kernel never shrinks, so what is much larger goes without. */
const MAX_KERNEL_NUMBERS = 6 << 20;
const kernel = lazyKernel<Kernel>(wasm);

/**
 * Vertex normals weighted by the angle of each triangle at the vertex (Thürmer & Wüthrich 1998), which do not
 * depend on how a surface is cut into triangles. Counter-clockwise triangles point outwards. Computed in 32-bit floats,
 * to the same bits everywhere.
 * @param positions V×3
 * @param triangles T×3 vertex indices; an index that is out of range makes its triangle count for nothing.
 * @returns V×3 unit vectors; (0, 0, 1) where no triangle gives a direction. `into`, when given, has V×3 numbers, is
 * overwritten and returned.
 */
export function vertexNormals(positions: Float32Array, triangles: Uint32Array, into?: Float32Array): Float32Array {
  const started = kernel();
  if (started === undefined || positions.length + triangles.length > MAX_KERNEL_NUMBERS)
    return plainVertexNormals(positions, triangles, into);
  return normalsInKernel(started, positions, triangles, into ?? new Float32Array(positions.length));
}

function normalsInKernel(
  started: Kernel,
  positions: Float32Array,
  triangles: Uint32Array,
  out: Float32Array,
): Float32Array {
  const vertices = Math.floor(positions.length / 3);
  const count = Math.floor(triangles.length / 3);
  const paddedCount = Math.ceil(count / 4) * 4;
  const sums = started.reserved();
  const normals = sums + vertices * 16;
  const indices = normals + vertices * 12;
  const points = indices + paddedCount * 12;
  const { buffer } = kernelMemory(started, points + vertices * 12 + 4);
  new Float32Array(buffer, points, vertices * 3).set(positions.subarray(0, vertices * 3));
  const used = new Uint32Array(buffer, indices, paddedCount * 3);
  used.set(triangles.subarray(0, count * 3));
  used.fill(0, count * 3);
  if (vertices === 0 || !isBelow(used, vertices)) return plainVertexNormals(positions, triangles, out);
  started.vertexNormals(points, vertices, indices, paddedCount, sums, normals);
  out.set(new Float32Array(buffer, normals, vertices * 3));
  return out;
}

function isBelow(indices: Uint32Array, limit: number): boolean {
  let highest = 0;
  for (let i = 0; i < indices.length; i++) if (indices[i]! > highest) highest = indices[i]!;
  return highest < limit;
}

const f = Math.fround;
const PI = f(Math.PI);

/** The same without WebAssembly, to the same bits. */
export function plainVertexNormals(positions: Float32Array, triangles: Uint32Array, into?: Float32Array): Float32Array {
  const size = positions.length - (positions.length % 3);
  const sums = new Float32Array(size);
  for (let i = 0; i + 2 < triangles.length; i += 3) {
    const a = triangles[i]! * 3;
    const b = triangles[i + 1]! * 3;
    const c = triangles[i + 2]! * 3;
    if (a >= size || b >= size || c >= size) continue;
    const abx = f(positions[b]! - positions[a]!);
    const aby = f(positions[b + 1]! - positions[a + 1]!);
    const abz = f(positions[b + 2]! - positions[a + 2]!);
    const acx = f(positions[c]! - positions[a]!);
    const acy = f(positions[c + 1]! - positions[a + 1]!);
    const acz = f(positions[c + 2]! - positions[a + 2]!);
    const bcx = f(acx - abx);
    const bcy = f(acy - aby);
    const bcz = f(acz - abz);
    const nx = f(f(aby * acz) - f(abz * acy));
    const ny = f(f(abz * acx) - f(abx * acz));
    const nz = f(f(abx * acy) - f(aby * acx));
    const squared = dot(nx, ny, nz, nx, ny, nz);
    const scale = f(1 / f(Math.sqrt(squared)));
    const ab = dot(abx, aby, abz, abx, aby, abz);
    const ac = dot(acx, acy, acz, acx, acy, acz);
    const bc = dot(bcx, bcy, bcz, bcx, bcy, bcz);
    const abac = f(ab * ac);
    const abbc = f(ab * bc);
    // Degenerate triangles, and those with a coordinate that is no number, count for nothing.
    if (!(isPositive(squared) && isPositive(abac) && isPositive(abbc))) continue;
    const atA = angleOf(f(dot(abx, aby, abz, acx, acy, acz) / f(Math.sqrt(abac))));
    const atB = angleOf(f(-f(dot(abx, aby, abz, bcx, bcy, bcz) / f(Math.sqrt(abbc)))));
    const atC = f(f(PI - atA) - atB);
    const ux = f(nx * scale);
    const uy = f(ny * scale);
    const uz = f(nz * scale);
    // Storing rounds to 32 bits, as every other step does.
    sums[a]! += f(ux * atA);
    sums[a + 1]! += f(uy * atA);
    sums[a + 2]! += f(uz * atA);
    sums[b]! += f(ux * atB);
    sums[b + 1]! += f(uy * atB);
    sums[b + 2]! += f(uz * atB);
    sums[c]! += f(ux * atC);
    sums[c + 1]! += f(uy * atC);
    sums[c + 2]! += f(uz * atC);
  }
  const normals = into ?? new Float32Array(positions.length);
  for (let v = 0; v < size; v += 3) {
    const x = sums[v]!;
    const y = sums[v + 1]!;
    const z = sums[v + 2]!;
    const squared = dot(x, y, z, x, y, z);
    const scale = squared > 0 ? f(1 / f(Math.sqrt(squared))) : 0;
    normals[v] = f(x * scale);
    normals[v + 1] = f(y * scale);
    normals[v + 2] = squared > 0 ? f(z * scale) : 1;
  }
  return normals;
}

function isPositive(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}

function dot(ax: number, ay: number, az: number, bx: number, by: number, bz: number): number {
  return f(f(f(ax * bx) + f(ay * by)) + f(az * bz));
}

/**
 * Arc cosine to within 7e-5 (Abramowitz & Stegun 4.4.45): a weight needs no more, moves a normal by less than 1e-4, and
 * costs a fraction of `Math.acos` or `Math.atan2`. Also the same on every machine, which those need not be.
 */
function angleOf(cosine: number): number {
  const x = f(Math.min(1, Math.abs(cosine)));
  const inner = f(A1 + f(x * f(A2 + f(x * A3))));
  const angle = f(f(Math.sqrt(f(1 - x))) * f(A0 + f(x * inner)));
  return cosine < 0 ? f(PI - angle) : angle;
}

const A0 = f(1.5707288);
const A1 = f(-0.2121144);
const A2 = f(0.074261);
const A3 = f(-0.0187293);
