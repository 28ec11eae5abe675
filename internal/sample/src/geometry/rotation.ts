/** x, y, z. */
export type Vec3 = readonly [number, number, number];
/** A 3x3 matrix, row-major, nine numbers. */
export type Mat3 = readonly number[];

/** The rotation that changes nothing. */
export const IDENTITY: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** a·b. */
export function multiply(a: Mat3, b: Mat3): Mat3 {
  const out: number[] = [];
  for (let r = 0; r < 3; r++)
    for (let c = 0; c < 3; c++) out.push(a[3 * r]! * b[c]! + a[3 * r + 1]! * b[3 + c]! + a[3 * r + 2]! * b[6 + c]!);
  return out;
}

/** m·v. */
export function apply(m: Mat3, v: Vec3): Vec3 {
  return [
    m[0]! * v[0] + m[1]! * v[1] + m[2]! * v[2],
    m[3]! * v[0] + m[4]! * v[1] + m[5]! * v[2],
    m[6]! * v[0] + m[7]! * v[1] + m[8]! * v[2],
  ];
}

/** The transpose, which is the inverse of a rotation. */
export function transpose(m: Mat3): Mat3 {
  return [m[0]!, m[3]!, m[6]!, m[1]!, m[4]!, m[7]!, m[2]!, m[5]!, m[8]!];
}

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, s: number): Vec3 => [a[0] * s, a[1] * s, a[2] * s];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const length = (a: Vec3): number => Math.sqrt(dot(a, a));
export const normalize = (a: Vec3): Vec3 => scale(a, 1 / (length(a) || 1));

/** Rodrigues: an axis-angle vector (radians) to its matrix. */
export function rotationFromAxisAngle(v: Vec3): Mat3 {
  const angle = length(v);
  if (angle < 1e-12) return IDENTITY;
  const [x, y, z] = scale(v, 1 / angle);
  const s = Math.sin(angle);
  const c = Math.cos(angle);
  const t = 1 - c;
  return [
    t * x * x + c,
    t * x * y - s * z,
    t * x * z + s * y,
    t * x * y + s * z,
    t * y * y + c,
    t * y * z - s * x,
    t * x * z - s * y,
    t * y * z + s * x,
    t * z * z + c,
  ];
}

/** The quaternion w, x, y, z (w >= 0) of a rotation matrix. */
export function quaternionFromRotation(m: Mat3): readonly [number, number, number, number] {
  const [m00, m01, m02, m10, m11, m12, m20, m21, m22] = m as unknown as Record<number, number> & number[];
  const trace = m00! + m11! + m22!;
  let q: [number, number, number, number];
  if (trace > 0) {
    const s = 2 * Math.sqrt(trace + 1);
    q = [s / 4, (m21! - m12!) / s, (m02! - m20!) / s, (m10! - m01!) / s];
  } else if (m00! > m11! && m00! > m22!) {
    const s = 2 * Math.sqrt(1 + m00! - m11! - m22!);
    q = [(m21! - m12!) / s, s / 4, (m01! + m10!) / s, (m02! + m20!) / s];
  } else if (m11! > m22!) {
    const s = 2 * Math.sqrt(1 + m11! - m00! - m22!);
    q = [(m02! - m20!) / s, (m01! + m10!) / s, s / 4, (m12! + m21!) / s];
  } else {
    const s = 2 * Math.sqrt(1 + m22! - m00! - m11!);
    q = [(m10! - m01!) / s, (m02! + m20!) / s, (m12! + m21!) / s, s / 4];
  }
  return q[0] < 0 ? [-q[0], -q[1], -q[2], -q[3]] : q;
}

/** A rotation matrix to its axis-angle vector, radians, angle in 0..pi. */
export function axisAngleFromRotation(m: Mat3): Vec3 {
  const [w, x, y, z] = quaternionFromRotation(m);
  const sin = Math.hypot(x, y, z);
  if (sin < 1e-9) return [0, 0, 0];
  const angle = 2 * Math.atan2(sin, w);
  return [(x / sin) * angle, (y / sin) * angle, (z / sin) * angle];
}

export const rotateX = (angle: number): Mat3 => rotationFromAxisAngle([angle, 0, 0]);
export const rotateY = (angle: number): Mat3 => rotationFromAxisAngle([0, angle, 0]);
export const rotateZ = (angle: number): Mat3 => rotationFromAxisAngle([0, 0, angle]);
