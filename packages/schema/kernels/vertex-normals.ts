// AssemblyScript. `src/vertex-normals.ts` step by step in 32-bit floats, four triangles at a time, so that both give the
// same bits. Compiled by tools/kernels.mjs.
//
// Memory is the caller's. Vertices are 4 floats apart (x, y, z and one that is not looked at) in `sums`, 3 apart in
// `positions`, behind which 4 more bytes may be read, and in `normals`.

const PI: f32 = 3.1415927410125732421875;

/** First byte that the caller may use. */
export function reserved(): usize {
  return (__heap_base + 15) & ~15;
}

/** Every index must be below `vertices`; `triangles` is a multiple of 4, filled up with triangles of one point. */
export function vertexNormals(
  positions: usize,
  vertices: i32,
  indices: usize,
  triangles: i32,
  sums: usize,
  normals: usize,
): void {
  memory.fill(sums, 0, <usize>vertices << 4);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const pi = f32x4.splat(PI);
  for (let i = 0; i < triangles; i += 4) {
    const at = indices + <usize>i * 12;
    const a0 = load<u32>(at), a1 = load<u32>(at, 12), a2 = load<u32>(at, 24), a3 = load<u32>(at, 36);
    const b0 = load<u32>(at, 4), b1 = load<u32>(at, 16), b2 = load<u32>(at, 28), b3 = load<u32>(at, 40);
    const c0 = load<u32>(at, 8), c1 = load<u32>(at, 20), c2 = load<u32>(at, 32), c3 = load<u32>(at, 44);

    let r0 = v128.load(positions + a0 * 12), r1 = v128.load(positions + a1 * 12);
    let r2 = v128.load(positions + a2 * 12), r3 = v128.load(positions + a3 * 12);
    let low = i32x4.shuffle(r0, r1, 0, 4, 1, 5), high = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
    const ax = i64x2.shuffle(low, high, 0, 2), ay = i64x2.shuffle(low, high, 1, 3);
    const az = i64x2.shuffle(i32x4.shuffle(r0, r1, 2, 6, 3, 7), i32x4.shuffle(r2, r3, 2, 6, 3, 7), 0, 2);

    r0 = v128.load(positions + b0 * 12); r1 = v128.load(positions + b1 * 12);
    r2 = v128.load(positions + b2 * 12); r3 = v128.load(positions + b3 * 12);
    low = i32x4.shuffle(r0, r1, 0, 4, 1, 5); high = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
    const bx = i64x2.shuffle(low, high, 0, 2), by = i64x2.shuffle(low, high, 1, 3);
    const bz = i64x2.shuffle(i32x4.shuffle(r0, r1, 2, 6, 3, 7), i32x4.shuffle(r2, r3, 2, 6, 3, 7), 0, 2);

    r0 = v128.load(positions + c0 * 12); r1 = v128.load(positions + c1 * 12);
    r2 = v128.load(positions + c2 * 12); r3 = v128.load(positions + c3 * 12);
    low = i32x4.shuffle(r0, r1, 0, 4, 1, 5); high = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
    const cx = i64x2.shuffle(low, high, 0, 2), cy = i64x2.shuffle(low, high, 1, 3);
    const cz = i64x2.shuffle(i32x4.shuffle(r0, r1, 2, 6, 3, 7), i32x4.shuffle(r2, r3, 2, 6, 3, 7), 0, 2);

    const abx = f32x4.sub(bx, ax), aby = f32x4.sub(by, ay), abz = f32x4.sub(bz, az);
    const acx = f32x4.sub(cx, ax), acy = f32x4.sub(cy, ay), acz = f32x4.sub(cz, az);
    const bcx = f32x4.sub(acx, abx), bcy = f32x4.sub(acy, aby), bcz = f32x4.sub(acz, abz);
    const nx = f32x4.sub(f32x4.mul(aby, acz), f32x4.mul(abz, acy));
    const ny = f32x4.sub(f32x4.mul(abz, acx), f32x4.mul(abx, acz));
    const nz = f32x4.sub(f32x4.mul(abx, acy), f32x4.mul(aby, acx));
    const squared = dot(nx, ny, nz, nx, ny, nz);
    const scale = f32x4.div(one, f32x4.sqrt(squared));
    const ab = dot(abx, aby, abz, abx, aby, abz);
    const ac = dot(acx, acy, acz, acx, acy, acz);
    const bc = dot(bcx, bcy, bcz, bcx, bcy, bcz);
    const abac = f32x4.mul(ab, ac), abbc = f32x4.mul(ab, bc);
    // Degenerate triangles, and those with a coordinate that is no number, count for nothing.
    const counts = v128.and(isPositive(squared), v128.and(isPositive(abac), isPositive(abbc)));
    const atA = angleOf(f32x4.div(dot(abx, aby, abz, acx, acy, acz), f32x4.sqrt(abac)));
    const atB = angleOf(f32x4.neg(f32x4.div(dot(abx, aby, abz, bcx, bcy, bcz), f32x4.sqrt(abbc))));
    const atC = f32x4.sub(f32x4.sub(pi, atA), atB);
    // Unit normals, one vector per triangle again, and the weights at their three corners.
    const ux = f32x4.mul(nx, scale), uy = f32x4.mul(ny, scale), uz = f32x4.mul(nz, scale);
    const low01 = i32x4.shuffle(ux, uy, 0, 4, 1, 5), low23 = i32x4.shuffle(ux, uy, 2, 6, 3, 7);
    const high01 = i32x4.shuffle(uz, zero, 0, 4, 1, 5), high23 = i32x4.shuffle(uz, zero, 2, 6, 3, 7);
    if (i32x4.extract_lane(counts, 0))
      add(sums, i64x2.shuffle(low01, high01, 0, 2), a0, b0, c0, f32x4.extract_lane(atA, 0), f32x4.extract_lane(atB, 0), f32x4.extract_lane(atC, 0));
    if (i32x4.extract_lane(counts, 1))
      add(sums, i64x2.shuffle(low01, high01, 1, 3), a1, b1, c1, f32x4.extract_lane(atA, 1), f32x4.extract_lane(atB, 1), f32x4.extract_lane(atC, 1));
    if (i32x4.extract_lane(counts, 2))
      add(sums, i64x2.shuffle(low23, high23, 0, 2), a2, b2, c2, f32x4.extract_lane(atA, 2), f32x4.extract_lane(atB, 2), f32x4.extract_lane(atC, 2));
    if (i32x4.extract_lane(counts, 3))
      add(sums, i64x2.shuffle(low23, high23, 1, 3), a3, b3, c3, f32x4.extract_lane(atA, 3), f32x4.extract_lane(atB, 3), f32x4.extract_lane(atC, 3));
  }
  for (let v = 0; v < vertices; v++) {
    const from = sums + (<usize>v << 4);
    const to = normals + <usize>v * 12;
    const x = load<f32>(from), y = load<f32>(from, 4), z = load<f32>(from, 8);
    const squared: f32 = x * x + y * y + z * z;
    const found = squared > 0;
    const scale: f32 = found ? <f32>1 / sqrt<f32>(squared) : 0;
    store<f32>(to, x * scale);
    store<f32>(to, y * scale, 4);
    store<f32>(to, found ? z * scale : <f32>1, 8);
  }
}

// @ts-ignore: decorator
@inline
function isPositive(vector: v128): v128 {
  return v128.and(f32x4.gt(vector, f32x4.splat(0)), f32x4.lt(vector, f32x4.splat(Infinity)));
}

// @ts-ignore: decorator
@inline
function dot(ax: v128, ay: v128, az: v128, bx: v128, by: v128, bz: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(ax, bx), f32x4.mul(ay, by)), f32x4.mul(az, bz));
}

// @ts-ignore: decorator
@inline
function add(sums: usize, unit: v128, a: u32, b: u32, c: u32, atA: f32, atB: f32, atC: f32): void {
  let at = sums + (<usize>a << 4);
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(unit, f32x4.splat(atA))));
  at = sums + (<usize>b << 4);
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(unit, f32x4.splat(atB))));
  at = sums + (<usize>c << 4);
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(unit, f32x4.splat(atC))));
}

/** Abramowitz & Stegun 4.4.45, as in the plain form. */
// @ts-ignore: decorator
@inline
function angleOf(cosine: v128): v128 {
  const one = f32x4.splat(1);
  const x = f32x4.pmin(f32x4.abs(cosine), one);
  let sum = f32x4.add(f32x4.splat(0.074261), f32x4.mul(x, f32x4.splat(-0.0187293)));
  sum = f32x4.add(f32x4.splat(-0.2121144), f32x4.mul(x, sum));
  sum = f32x4.add(f32x4.splat(1.5707288), f32x4.mul(x, sum));
  const angle = f32x4.mul(f32x4.sqrt(f32x4.sub(one, x)), sum);
  return v128.bitselect(f32x4.sub(f32x4.splat(PI), angle), angle, f32x4.lt(cosine, f32x4.splat(0)));
}
