import { BODY_MESH_COUNTS, type BodyModel, bodyModelOf, SPACES } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import { problem } from '../../issues/problem.ts';
import { type ObjMesh, readObj } from '../../read/obj.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { POSE_TASKS } from '../../scan/pose-contracts.ts';
import type { CheckContext } from '../context.ts';
import { mostFrequent } from '../pictures/images.ts';
import { peekFiles, readFiles } from '../reading/read-files.ts';
import { printOf, Repeats } from '../reading/repeats.ts';

/** Enough for the last faces of a mesh: they are the same text in every frame of a person. */
const TAIL_BYTES = 512;

/** Extent of a person's mesh: a curled-up child, and arms and legs spread. Metres. */
const EXTENT = [0.3, 4] as const;
/** Coordinates have eight decimals; sums over a mesh differ by their rounding. Metres per vertex. */
const SUM_TOLERANCE = 1e-4;

/** Are meshes whole, finite, of one topology, and merged meshes the sum of the persons? */
export async function* meshesSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory, level } = context;
  const groups = [
    ...POSE_TASKS.flatMap((task) =>
      (['pred', 'gt_inputs'] as const).flatMap((role) =>
        SPACES.map((space) => ({ contract: `${task}.${role}.${space}`, model: bodyModelOf(task) }) as const),
      ),
    ),
    { contract: 'pose_smplx.pred.copy', model: 'smplx' },
    { contract: 'nv-generation.pose-state', model: 'smplx' },
  ] as const;
  const usual = new Map<BodyModel, { readonly path: string; readonly text: string }[]>();
  for (const { contract, model } of groups) {
    const merged = inventory.frames(`${contract}.merged`);
    const persons = inventory.frames(`${contract}.person`);
    for (const folder of level === 'full' ? [] : [...persons, ...merged]) yield* tailsAlike(context, folder);
    if (level !== 'full') continue;
    const sums = new Map<string, Sum>();
    for (const folder of persons) {
      const text = yield* personFolder(context, folder, model, sums);
      if (text !== undefined) usual.set(model, [...(usual.get(model) ?? []), { path: folder.path, text }]);
    }
    for (const folder of merged) yield* mergedFolder(context, folder, sums);
  }
  for (const folders of usual.values()) yield* countsAgree(folders);
}

/** All people have the counts of the body model. */
function* countsAgree(folders: readonly { readonly path: string; readonly text: string }[]): Generator<Issue> {
  const most = mostFrequent(folders.map(({ text }) => text)) as string;
  for (const { path, text } of folders)
    if (text !== most)
      yield { name: 'mesh-counts-differ', path, expected: `${most} as in other folders`, actual: text };
}

/** Meshes of one frame put together. */
interface Sum {
  vertices: number;
  triangles: number;
  coordinates: number;
  /** Of the vertex numbers in the triangles. */
  corners: number;
  readonly first: readonly number[];
}

/** A mesh cut off in its vertices ends in a vertex; one cut off in its faces ends otherwise than its neighbours. */
async function* tailsAlike(context: CheckContext, folder: FrameFolder): AsyncGenerator<Issue> {
  const ends = new Map<number, { readonly path: string; readonly end: string }>();
  const looks = peekFiles(context, folder.files, { head: 0, tail: TAIL_BYTES }, ({ tail, size }) =>
    size === 0
      ? ''
      : new TextDecoder('latin1').decode(tail.subarray(-TAIL_BYTES)).trimEnd().split('\n').slice(-3).join('\n'),
  );
  for await (const { frame, path, value, issue } of looks) {
    if (issue) yield issue;
    else if (value === '') yield emptyMesh(path, frame);
    else ends.set(frame, { path, end: value });
  }
  yield* alwaysEmpty(folder, ends.size);
  const usual = mostFrequent([...ends.values()].map(({ end }) => end));
  const odd = [...ends].flatMap(([frame, { path, end }]) => (end === usual && isFace(end) ? [] : [{ frame, path }]));
  if (odd.length === 0) return;
  // A merged mesh of fewer persons ends otherwise too, so the suspects are read.
  for await (const { frame, path, value, issue } of readFiles(context, odd, countsOf)) {
    if (issue) yield issue;
    else if (folder.ids.person !== undefined)
      yield { name: 'mesh-counts-differ', path, frame, expected: 'the counts of the other frames', actual: value.text };
  }
}

function isFace(lines: string): boolean {
  return (lines.split('\n').at(-1) ?? '').startsWith('f ');
}

async function* personFolder(
  context: CheckContext,
  folder: FrameFolder,
  model: BodyModel,
  sums: Map<string, Sum>,
): AsyncGenerator<Issue, string | undefined> {
  const found = new Map<number, MeshFacts & { readonly path: string }>();
  const repeats = new Repeats();
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, objCounter())) {
    if (issue) yield issue;
    else if (value.vertices === 0) yield emptyMesh(path, frame);
    else {
      found.set(frame, { path, ...value });
      repeats.add(frame, value.print);
      if (value.notFinite > 0)
        yield {
          name: 'mesh-not-finite',
          path,
          frame,
          expected: 'finite coordinates',
          actual: `${value.notFinite} that are not`,
        };
      else if (!(value.extent >= EXTENT[0] && value.extent <= EXTENT[1]))
        yield {
          name: 'mesh-size-impossible',
          path,
          frame,
          expected: `${EXTENT[0]} to ${EXTENT[1]} m`,
          actual: `${value.extent.toPrecision(3)} m`,
        };
    }
  }
  yield* repeats.issues(folder.path);
  yield* alwaysEmpty(folder, found.size);
  const usual = mostFrequent([...found.values()].map(({ text }) => text));
  const full = `${BODY_MESH_COUNTS[model].vertices} vertices and ${BODY_MESH_COUNTS[model].triangles} triangles`;
  const topology = mostFrequent([...found.values()].map((one) => one.topology));
  const space = spaceKey(folder);
  for (const [frame, one] of found) {
    const key = `${space} ${frame}`;
    const sum = sums.get(key) ?? { vertices: 0, triangles: 0, coordinates: 0, corners: 0, first: one.first };
    sum.corners += one.corners + 3 * one.triangles * sum.vertices;
    sum.vertices += one.vertices;
    sum.triangles += one.triangles;
    sum.coordinates += one.coordinates;
    sums.set(key, sum);
    if (one.text !== usual)
      yield {
        name: 'mesh-counts-differ',
        path: one.path,
        frame,
        expected: usual === full ? full : `${usual} as in the other frames`,
        actual: one.text,
      };
    else if (one.topology !== topology)
      yield {
        name: 'topology-changes',
        path: one.path,
        frame,
        expected: 'the same triangles',
        actual: 'other triangles',
      };
  }
  return usual;
}

async function* mergedFolder(
  context: CheckContext,
  folder: FrameFolder,
  sums: ReadonlyMap<string, Sum>,
): AsyncGenerator<Issue> {
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, objCounter())) {
    if (issue) {
      yield issue;
      continue;
    }
    const sum = sums.get(`${spaceKey(folder)} ${frame}`);
    const differs = (expected: string, actual: string): Issue => ({
      name: 'merged-mesh-differs',
      path,
      frame,
      expected,
      actual,
    });
    if (value.vertices === 0 && !sum) yield emptyMesh(path, frame);
    if (!sum) continue;
    const away = Math.max(
      Math.abs(value.coordinates - sum.coordinates) / sum.vertices,
      ...value.first.map((coordinate, axis) => Math.abs(coordinate - sum.first[axis]!)),
    );
    if (value.vertices !== sum.vertices) yield differs(`${sum.vertices} vertices`, `${value.vertices}`);
    else if (value.triangles !== sum.triangles) yield differs(`${sum.triangles} triangles`, `${value.triangles}`);
    else if (value.corners !== sum.corners) yield differs('the triangles of the persons', 'others');
    // Coordinates that are not finite have a finding of their own.
    else if (away > SUM_TOLERANCE) yield differs('the vertices of the persons', 'others, or in another order');
  }
}

/** The folder that holds the merged meshes and the folders of the persons. */
function spaceKey(folder: FrameFolder): string {
  return folder.ids.person === undefined ? folder.path : folder.path.slice(0, folder.path.lastIndexOf('/'));
}

interface MeshFacts {
  readonly text: string;
  readonly print: string;
  readonly vertices: number;
  readonly triangles: number;
  readonly notFinite: number;
  /** Longest side of the box around it, metres. */
  readonly extent: number;
  readonly coordinates: number;
  readonly corners: number;
  /** The first vertex. */
  readonly first: readonly number[];
  /** Number of the topology among those met in this folder. */
  readonly topology: number;
}

/** Topologies told apart in one folder; a folder of more is broken anyway. */
const MAX_TOPOLOGIES = 16;

/** A reader that numbers topologies and keeps the last mesh for the next one. */
function objCounter(): (bytes: Uint8Array, path: string) => MeshFacts {
  let previous: ObjMesh | undefined;
  const topologies: Uint32Array[] = [];
  return (bytes, path) => {
    const mesh = readObj(bytes, path, previous);
    const { positions } = mesh;
    const [vertices, triangles] = [positions.length / 3, mesh.triangles.length / 3];
    const text = `${vertices} vertices and ${triangles} triangles`;
    const first = [...positions.subarray(0, 3)];
    const base = { text, print: printOf(bytes), vertices, triangles, first };
    if (vertices === 0) return { ...base, notFinite: 0, extent: 0, coordinates: 0, corners: 0, topology: -1 };
    previous = mesh;
    let topology = topologies.findIndex((known) => known === mesh.triangles || equal(known, mesh.triangles));
    if (topology < 0 && topologies.length < MAX_TOPOLOGIES) topology = topologies.push(mesh.triangles) - 1;
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    let [notFinite, coordinates, corners] = [0, 0, 0];
    for (let i = 0; i < positions.length; i++) {
      const [value, axis] = [positions[i]!, i % 3];
      if (!Number.isFinite(value)) notFinite++;
      coordinates += value;
      if (value < low[axis]!) low[axis] = value;
      if (value > high[axis]!) high[axis] = value;
    }
    for (const corner of mesh.triangles) corners += corner;
    const extent = Math.max(...high.map((value, axis) => value - low[axis]!));
    return { ...base, notFinite, extent, coordinates, corners, topology };
  };
}

function countsOf(bytes: Uint8Array, path: string): MeshFacts {
  return objCounter()(bytes, path);
}

function equal(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function* alwaysEmpty(folder: FrameFolder, withMesh: number): Generator<Issue> {
  const { person } = folder.ids;
  if (person !== undefined && withMesh === 0 && folder.files.length > 0)
    yield { name: 'person-always-empty', path: folder.path, person };
}

function emptyMesh(path: string, frame: number): Issue {
  const message = `${JSON.stringify(path)} has 0 bytes: the person has no mesh in this frame.`;
  return { name: 'person-has-no-mesh', path, frame, found: problem('person-has-no-mesh', path, message) };
}
