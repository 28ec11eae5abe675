import { add, scale, type Vec3 } from '../geometry/rotation.ts';
import { PART_NAMES, PARTS, type Part, type Station } from './parts.ts';

/** A body surface in the T-pose with the pelvis at the origin, unit size and girth. Counts are exact. */
export interface BodyTemplate {
  /** Per vertex: point on its tube's centre line. */
  readonly centres: Float64Array;
  /** Per vertex: from the centre line to the surface; girth scales this. */
  readonly offsets: Float64Array;
  /** Per vertex: the two added up, x, y, z; colours are looked up here. */
  readonly points: Float32Array;
  readonly faces: Uint32Array;
  /** Per vertex: index into PART_NAMES. */
  readonly parts: Uint8Array;
  /** Per vertex: two joints and the weight of the first. */
  readonly joints: Uint8Array;
  readonly weights: Float32Array;
}

/** What a template must count. `holes` leaves faces out in the head; `joined` bridges all tubes to one closed surface. */
export interface TemplateCounts {
  readonly vertices: number;
  readonly holes: number;
  readonly joined: boolean;
}

interface Draft {
  readonly centres: number[];
  readonly offsets: number[];
  readonly parts: number[];
  readonly faces: [number, number, number][];
  readonly starts: number[];
}

/** Builds a surface of exactly `counts.vertices` vertices from the ten tubes. */
export function buildTemplate(counts: TemplateCounts): BodyTemplate {
  const detail = largestDetail(counts.vertices);
  const draft: Draft = { centres: [], offsets: [], parts: [], faces: [], starts: [] };
  for (const part of PARTS) addTube(draft, part, detail);
  if (counts.joined) joinTubes(draft);
  splitFaces(draft, counts.vertices - draft.parts.length);
  cutHoles(draft, counts.holes);
  return finish(draft);
}

const around = (part: Part, detail: number) => Math.max(3, Math.round(part.around * Math.sqrt(detail)));
const along = (part: Part, detail: number) => Math.max(2, Math.round(part.along * Math.sqrt(detail)));
const verticesAt = (detail: number) =>
  PARTS.reduce((sum, part) => sum + around(part, detail) * along(part, detail) + 2, 0);

function largestDetail(vertices: number): number {
  if (verticesAt(0.01) > vertices)
    throw new RangeError(`A body needs at least ${verticesAt(0.01)} vertices, ${vertices} were asked for.`);
  let best = 0.01;
  for (let detail = 0.01; detail < 400; detail *= 1.01) {
    if (verticesAt(detail) > vertices) break;
    best = detail;
  }
  return best;
}

/** Catmull-Rom through the stations at s in 0..1, by arc length. */
function stationAt(part: Part, s: number): Station {
  const { stations } = part;
  const lengths = [0];
  for (let i = 1; i < stations.length; i++) {
    const [p, q] = [stations[i - 1]!.centre, stations[i]!.centre];
    lengths.push(lengths[i - 1]! + Math.hypot(q[0] - p[0], q[1] - p[1], q[2] - p[2]));
  }
  const want = s * lengths[lengths.length - 1]!;
  let i = 1;
  while (i < stations.length - 1 && lengths[i]! < want) i++;
  const t = Math.min(1, Math.max(0, (want - lengths[i - 1]!) / (lengths[i]! - lengths[i - 1]!)));
  const pick = (k: number) => stations[Math.min(stations.length - 1, Math.max(0, k))]!;
  const [p0, p1, p2, p3] = [pick(i - 2), pick(i - 1), pick(i), pick(i + 1)];
  const spline = (f: (station: Station) => number) => {
    const [a, b, c, d] = [f(p0), f(p1), f(p2), f(p3)];
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - 3 * c + d - a) * t * t * t);
  };
  return {
    centre: [spline((q) => q.centre[0]), spline((q) => q.centre[1]), spline((q) => q.centre[2])],
    a: spline((q) => q.a),
    b: spline((q) => q.b),
  };
}

function addTube(draft: Draft, part: Part, detail: number): void {
  const start = draft.parts.length;
  draft.starts.push(start);
  const rings = along(part, detail);
  const sides = around(part, detail);
  const index = PART_NAMES.indexOf(part.name);
  const put = (centre: Vec3, offset: Vec3) => {
    draft.centres.push(...centre);
    draft.offsets.push(...offset);
    draft.parts.push(index);
  };
  const power = 2 / part.squareness;
  const rounded = (v: number) => Math.sign(v) * Math.abs(v) ** power;
  put(stationAt(part, 0).centre, [0, 0, 0]);
  for (let r = 0; r < rings; r++) {
    // Rings crowd towards the ends, where the tube closes.
    const u = rings === 1 ? 0.5 : r / (rings - 1);
    const station = stationAt(part, 0.75 * u + 0.25 * (0.5 - 0.5 * Math.cos(Math.PI * u)));
    for (let k = 0; k < sides; k++) {
      const angle = (2 * Math.PI * (k + 0.5)) / sides;
      const offset = add(
        scale(part.axisU, station.a * rounded(Math.cos(angle))),
        scale(part.axisW, station.b * rounded(Math.sin(angle))),
      );
      put(station.centre, offset);
    }
  }
  put(stationAt(part, 1).centre, [0, 0, 0]);
  const last = draft.parts.length - 1;
  const firstFace = draft.faces.length;
  for (let k = 0; k < sides; k++) {
    const next = (k + 1) % sides;
    draft.faces.push([start, start + 1 + k, start + 1 + next]);
    for (let r = 0; r < rings - 1; r++) {
      const low = start + 1 + r * sides;
      const high = low + sides;
      draft.faces.push([low + k, high + k, high + next], [low + k, high + next, low + next]);
    }
    const top = start + 1 + (rings - 1) * sides;
    draft.faces.push([top + k, last, top + next]);
  }
  if (signedVolume(draft, firstFace) < 0) {
    for (let f = firstFace; f < draft.faces.length; f++) {
      const [a, b, c] = draft.faces[f]!;
      draft.faces[f] = [a, c, b];
    }
  }
}

function pointOf(draft: Draft, v: number): Vec3 {
  const at = (k: number) => draft.centres[3 * v + k]! + draft.offsets[3 * v + k]!;
  return [at(0), at(1), at(2)];
}

function signedVolume(draft: Draft, firstFace: number): number {
  let sum = 0;
  for (const [a, b, c] of draft.faces.slice(firstFace)) {
    const [p, q, r] = [pointOf(draft, a), pointOf(draft, b), pointOf(draft, c)];
    sum += p[0] * (q[1] * r[2] - q[2] * r[1]) + p[1] * (q[2] * r[0] - q[0] * r[2]) + p[2] * (q[0] * r[1] - q[1] * r[0]);
  }
  return sum;
}

/** Each limb's hidden end face and the nearest face of its neighbour become a three-sided bridge: one closed surface. */
function joinTubes(draft: Draft): void {
  const neighbours: readonly (readonly [number, number])[] = [
    [1, 0],
    [2, 0],
    [3, 0],
    [6, 0],
    [7, 0],
    [4, 2],
    [5, 3],
    [8, 6],
    [9, 7],
  ];
  const tubeOf = (v: number) => {
    let tube = 0;
    while (tube + 1 < draft.starts.length && draft.starts[tube + 1]! <= v) tube++;
    return tube;
  };
  const gone = new Set<number>();
  const bridges: [number, number, number][] = [];
  for (const [child, parent] of neighbours) {
    const near = (face: number, to: Vec3) =>
      draft.faces[face]!.reduce((sum, v) => {
        const p = pointOf(draft, v);
        return sum + Math.hypot(p[0] - to[0], p[1] - to[1], p[2] - to[2]);
      }, 0);
    const candidates = (tube: number) =>
      draft.faces.flatMap((f, i) => (tubeOf(f[0]) === tube && tubeOf(f[1]) === tube && !gone.has(i) ? [i] : []));
    const nearest = (tube: number, to: Vec3) =>
      candidates(tube).reduce((best, i) => (near(i, to) < near(best, to) ? i : best));
    const from = nearest(child, pointOf(draft, draft.starts[child]!));
    const to = nearest(parent, pointOf(draft, draft.faces[from]![0]));
    gone.add(from).add(to);
    const a = draft.faces[from]!;
    const turned = [...draft.faces[to]!].reverse();
    const twist = [0, 1, 2].map((shift) => a.map((_, k) => turned[(k + shift) % 3]!));
    const b = twist.reduce((best, option) => (gap(draft, a, option) < gap(draft, a, best) ? option : best));
    for (let k = 0; k < 3; k++) {
      const n = (k + 1) % 3;
      bridges.push([a[k]!, a[n]!, b[n]!], [a[k]!, b[n]!, b[k]!]);
    }
  }
  const kept = draft.faces.filter((_, i) => !gone.has(i));
  draft.faces.length = 0;
  draft.faces.push(...kept, ...bridges);
}

function gap(draft: Draft, a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, v, k) => {
    const [p, q] = [pointOf(draft, v), pointOf(draft, b[k]!)];
    return sum + Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  }, 0);
}

/** Adds one vertex at a time in the middle of an evenly chosen face: a vertex more, two faces more. */
function splitFaces(draft: Draft, extra: number): void {
  const count = draft.faces.length;
  for (let i = 0; i < extra; i++) {
    const f = Math.floor(((i + 0.5) * count) / extra) % count;
    const [a, b, c] = draft.faces[f]!;
    const v = draft.parts.length;
    for (let k = 0; k < 3; k++) {
      draft.centres.push((draft.centres[3 * a + k]! + draft.centres[3 * b + k]! + draft.centres[3 * c + k]!) / 3);
      draft.offsets.push((draft.offsets[3 * a + k]! + draft.offsets[3 * b + k]! + draft.offsets[3 * c + k]!) / 3);
    }
    draft.parts.push(draft.parts[a]!);
    draft.faces[f] = [a, b, v];
    draft.faces.push([b, c, v], [c, a, v]);
  }
}

/** Leaves out faces at the lower end of the neck, which the torso hides. */
function cutHoles(draft: Draft, holes: number): void {
  const base = draft.starts[1]!;
  let left = holes;
  const kept = draft.faces.filter((f) => !(left > 0 && f.includes(base) && left-- > 0));
  draft.faces.length = 0;
  draft.faces.push(...kept);
}

function finish(draft: Draft): BodyTemplate {
  const count = draft.parts.length;
  const joints = new Uint8Array(2 * count);
  const weights = new Float32Array(count);
  for (let v = 0; v < count; v++) {
    const p = pointOf(draft, v);
    const name = PART_NAMES[draft.parts[v]!]!;
    const middle = name === 'torso' || name === 'head';
    const part = PARTS.find((q) => q.name === name && (middle || (q.side === 'left') === p[0] > 0))!;
    const { axis, joints: chain, bounds, blend } = part.weights;
    const mirrored = axis === 0 && p[0] < 0;
    const at = mirrored ? -p[axis] : p[axis];
    let best = 0;
    let share = 1;
    bounds.forEach((bound, i) => {
      const s = Math.min(1, Math.max(0, (at - (mirrored ? -bound : bound) + blend) / (2 * blend)));
      if (s <= 0) return;
      best = s >= 1 ? i + 1 : i;
      share = s >= 1 ? 1 : 1 - s * s * (3 - 2 * s);
    });
    joints[2 * v] = chain[best]!;
    joints[2 * v + 1] = chain[Math.min(best + 1, chain.length - 1)]!;
    weights[v] = share;
  }
  return {
    centres: Float64Array.from(draft.centres),
    offsets: Float64Array.from(draft.offsets),
    points: Float32Array.from(draft.centres, (c, i) => c + draft.offsets[i]!),
    faces: Uint32Array.from(draft.faces.flat()),
    parts: Uint8Array.from(draft.parts),
    joints,
    weights,
  };
}
