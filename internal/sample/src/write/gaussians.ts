import { colourAt } from '../body/look.ts';
import type { BodyTemplate } from '../body/template.ts';
import type { Tensor } from '../format/torch-pickle.ts';
import { encodeTorchFile } from '../format/torch-zip.ts';
import { cross, normalize, quaternionFromRotation, type Vec3 } from '../geometry/rotation.ts';
import type { PosedBody } from '../picture/raster.ts';
import { seededRandom } from '../random.ts';

/** Activated posed Gaussians of one person: linear scales, opacity about 0..1, RGB about 0..1, quaternions w, x, y, z. */
export interface Gaussians {
  readonly count: number;
  readonly xyz: Float32Array;
  readonly opacity: Float32Array;
  readonly rotation: Float32Array;
  readonly scaling: Float32Array;
  readonly rgb: Float32Array;
}

/** Spreads Gaussians over a posed surface by area; the same surface points in every frame. `level` is the colour error. */
export function spreadGaussians(posed: PosedBody, count: number, person: number, level: number): Gaussians {
  const random = seededRandom(count, `gaussians ${person}`);
  const { faces, points, parts } = posed.body.template;
  const areas = areasOf(posed.body.template);
  const total = areas[areas.length - 1]!;
  const size = Math.sqrt(total / count) * 0.62;
  const out: Gaussians = {
    count,
    xyz: new Float32Array(3 * count),
    opacity: new Float32Array(count),
    rotation: new Float32Array(4 * count),
    scaling: new Float32Array(3 * count),
    rgb: new Float32Array(3 * count),
  };
  let face = 0;
  for (let i = 0; i < count; i++) {
    const want = ((i + random()) / count) * total;
    while (face < areas.length - 1 && areas[face]! < want) face++;
    const [a, b, c] = [faces[3 * face]!, faces[3 * face + 1]!, faces[3 * face + 2]!];
    const root = Math.sqrt(random());
    const s = random();
    const weights = [1 - root, root * (1 - s), root * s] as const;
    const mix = (from: Float32Array): Vec3 =>
      [0, 1, 2].map(
        (k) => weights[0] * from[3 * a + k]! + weights[1] * from[3 * b + k]! + weights[2] * from[3 * c + k]!,
      ) as unknown as Vec3;
    out.xyz.set(mix(posed.verts), 3 * i);
    const normal = normalize(mix(posed.normals));
    const edge = [0, 1, 2].map((k) => posed.verts[3 * b + k]! - posed.verts[3 * a + k]!) as unknown as Vec3;
    const side = normalize(cross(normal, edge));
    const front = cross(side, normal);
    const q = quaternionFromRotation([
      front[0],
      side[0],
      normal[0],
      front[1],
      side[1],
      normal[1],
      front[2],
      side[2],
      normal[2],
    ]);
    // Optimised without bounds: quaternions drift from unit length, opacity may pass 1.
    const drift = 1 + 0.04 * (random() - 0.5);
    out.rotation.set(
      q.map((v) => v * drift),
      4 * i,
    );
    out.opacity[i] = 0.62 + 0.42 * random();
    const wide = size * (0.8 + 0.5 * random());
    out.scaling.set([wide, size * (0.7 + 0.4 * random()), size * 0.16], 3 * i);
    const [x, y, z] = mix(points);
    const colour = colourAt(posed.look, parts[a]!, x, y, z);
    const grey = (colour[0] + colour[1] + colour[2]) / 3;
    out.rgb.set(
      colour.map((v) => v + (grey - v) * 0.5 * level + 0.06 * (random() - 0.5)),
      3 * i,
    );
  }
  return out;
}

const knownAreas = new WeakMap<BodyTemplate, Float64Array>();

function areasOf(template: BodyTemplate): Float64Array {
  const known = knownAreas.get(template) ?? cumulativeAreas(template.points, template.faces);
  knownAreas.set(template, known);
  return known;
}

function cumulativeAreas(points: Float32Array, faces: Uint32Array): Float64Array {
  const out = new Float64Array(faces.length / 3);
  let sum = 0;
  for (let f = 0; f < out.length; f++) {
    const [a, b, c] = [3 * faces[3 * f]!, 3 * faces[3 * f + 1]!, 3 * faces[3 * f + 2]!];
    const u = [0, 1, 2].map((k) => points[b + k]! - points[a + k]!) as unknown as Vec3;
    const v = [0, 1, 2].map((k) => points[c + k]! - points[a + k]!) as unknown as Vec3;
    sum += Math.hypot(...cross(u, v)) / 2;
    out[f] = sum;
  }
  return out;
}

const bytesOf = (data: Float32Array | Int32Array) =>
  new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);

/** The `.pt` file of one or more persons; `stem` is the file name without its ending. */
export function encodeGaussians(stem: string, persons: readonly Gaussians[]): Uint8Array {
  const n = persons.reduce((sum, p) => sum + p.count, 0);
  const join = (pick: (p: Gaussians) => Float32Array, width: number) => {
    const data = new Float32Array(n * width);
    let at = 0;
    for (const person of persons) {
      data.set(pick(person), at);
      at += pick(person).length;
    }
    return bytesOf(data);
  };
  const float = (shape: readonly number[], bytes: Uint8Array): Tensor => ({ type: 'FloatStorage', shape, bytes });
  const ids = Int32Array.from(persons.flatMap((p, index) => new Array<number>(p.count).fill(index)));
  return encodeTorchFile(stem, {
    xyz: float(
      [n, 3],
      join((p) => p.xyz, 3),
    ),
    opacity: float(
      [n, 1],
      join((p) => p.opacity, 1),
    ),
    rotation: float(
      [n, 4],
      join((p) => p.rotation, 4),
    ),
    scaling: float(
      [n, 3],
      join((p) => p.scaling, 3),
    ),
    shs: float(
      [n, 1, 3],
      join((p) => p.rgb, 3),
    ),
    person_ids: { type: 'IntStorage', shape: [n], bytes: bytesOf(ids) },
    person_gaussian_counts: {
      type: 'IntStorage',
      shape: [persons.length],
      bytes: bytesOf(Int32Array.from(persons.map((p) => p.count))),
    },
    use_rgb: { type: 'BoolStorage', shape: [], bytes: Uint8Array.of(1) },
  });
}
