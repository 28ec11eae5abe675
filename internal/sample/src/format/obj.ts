const HEADER = new TextEncoder().encode('# https://github.com/mikedh/trimesh\n');
/** 0000..9999 as four ASCII digits each: eight decimals are two look-ups. */
const DIGITS = new Uint8Array(40000);
for (let i = 0; i < 10000; i++) {
  DIGITS[4 * i] = 48 + Math.floor(i / 1000);
  DIGITS[4 * i + 1] = 48 + (Math.floor(i / 100) % 10);
  DIGITS[4 * i + 2] = 48 + (Math.floor(i / 10) % 10);
  DIGITS[4 * i + 3] = 48 + (i % 10);
}
/** `v`, three numbers of sign, up to seven digits, point and eight decimals, line end. */
const MAX_VERTEX_LINE = 56;

/** The `f` lines of a mesh, 1-based, with the blank line trimesh ends on. They are the same text in every frame. */
export function encodeFaces(faces: Uint32Array): Uint8Array {
  const parts: string[] = [];
  for (let i = 0; i < faces.length; i += 3)
    parts.push(`f ${faces[i]! + 1} ${faces[i + 1]! + 1} ${faces[i + 2]! + 1}\n`);
  return new TextEncoder().encode(`${parts.join('')}\n`);
}

/** Joins the faces of several meshes of one topology, indexes offset in order. */
export function mergeFaces(faces: Uint32Array, vertexCount: number, meshes: number): Uint32Array {
  const out = new Uint32Array(faces.length * meshes);
  for (let m = 0; m < meshes; m++)
    for (let i = 0; i < faces.length; i++) out[m * faces.length + i] = faces[i]! + m * vertexCount;
  return out;
}

/** The `v` lines of float32 positions: `%.8f` per coordinate, rounding as printf does. */
export function encodeVertices(positions: Float32Array): Uint8Array {
  const out = new Uint8Array((positions.length / 3) * MAX_VERTEX_LINE);
  let p = 0;
  for (let i = 0; i < positions.length; i += 3) {
    out[p++] = 118;
    for (let k = 0; k < 3; k++) {
      out[p++] = 32;
      p = writeFixed8(out, p, positions[i + k]!);
    }
    out[p++] = 10;
  }
  return out.slice(0, p);
}

/** The file trimesh exports: comment, vertices of one or more persons, faces. */
export function joinObj(vertices: readonly Uint8Array[], faces: Uint8Array): Uint8Array {
  const out = new Uint8Array(vertices.reduce((sum, v) => sum + v.length, HEADER.length + faces.length));
  out.set(HEADER);
  let p = HEADER.length;
  for (const part of [...vertices, faces]) {
    out.set(part, p);
    p += part.length;
  }
  return out;
}

function writeFixed8(out: Uint8Array, at: number, value: number): number {
  let p = at;
  let v = value;
  if (v < 0 || Object.is(v, -0)) {
    out[p++] = 45;
    v = -v;
  }
  // A float32 times 1e8 is exact in a double, so half-to-even here is printf's own rounding.
  const exact = v * 1e8;
  let n = Math.floor(exact);
  const rest = exact - n;
  if (rest > 0.5 || (rest === 0.5 && n % 2 === 1)) n++;
  const whole = Math.floor(n / 1e8);
  const fraction = n - whole * 1e8;
  if (whole < 10) out[p++] = 48 + whole;
  else for (const digit of String(whole)) out[p++] = digit.charCodeAt(0);
  out[p++] = 46;
  const high = Math.floor(fraction / 10000) * 4;
  const low = (fraction - (high / 4) * 10000) * 4;
  for (let k = 0; k < 4; k++) out[p++] = DIGITS[high + k]!;
  for (let k = 0; k < 4; k++) out[p++] = DIGITS[low + k]!;
  return p;
}
