import { BODY_MESH_COUNTS, type BodyModel, bodyModelOf, SPACES } from '@outlay/schema';
import type { FrameFolder } from '../experiment/inventory.ts';
import type { Issue } from '../issue.ts';
import { type ObjMesh, readObj } from '../read/obj.ts';
import type { CheckContext } from './context.ts';
import { mostFrequent } from './images.ts';
import { peekFiles, readFiles } from './read-files.ts';

/** Enough for the last faces of a mesh: they are the same text in every frame of a person. */
const TAIL_BYTES = 512;

/** Are meshes whole, finite, of one topology, and merged meshes the sum of the persons? */
export async function* meshesSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory, level } = context;
  const groups = ['pose_smplx', 'pose_smpl'].flatMap((task) =>
    ['pred', 'gt_inputs'].flatMap((role) =>
      SPACES.map((space) => ({ contract: `${task}.${role}.${space}`, model: bodyModelOf(task as 'pose_smplx') })),
    ),
  );
  groups.push(
    { contract: 'pose_smplx.pred.copy', model: 'smplx' },
    { contract: 'nv-generation.pose-state', model: 'smplx' },
  );
  for (const { contract, model } of groups) {
    const merged = inventory.frames(`${contract}.merged`);
    const persons = inventory.frames(`${contract}.person`);
    for (const folder of level === 'full' ? [] : [...persons, ...merged]) yield* tailsAlike(context, folder);
    if (level !== 'full') continue;
    const counts = new Map<string, number>();
    for (const folder of persons) yield* wholeFolder(context, folder, model, counts);
    for (const folder of merged) yield* wholeFolder(context, folder, undefined, counts);
  }
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
      yield { code: 'OUT4201', path, frame, expected: 'the counts of the other frames', actual: value.text };
  }
}

function isFace(lines: string): boolean {
  return (lines.split('\n').at(-1) ?? '').startsWith('f ');
}

async function* wholeFolder(
  context: CheckContext,
  folder: FrameFolder,
  model: BodyModel | undefined,
  sums: Map<string, number>,
): AsyncGenerator<Issue> {
  const found = new Map<
    number,
    { readonly path: string; readonly text: string; readonly vertices: number; readonly topology: number }
  >();
  const read = objCounter();
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, read)) {
    if (issue) yield issue;
    else if (value.vertices === 0) yield emptyMesh(path, frame);
    else {
      found.set(frame, { path, ...value });
      if (value.notFinite > 0)
        yield {
          code: 'OUT4203',
          path,
          frame,
          expected: 'finite coordinates',
          actual: `${value.notFinite} that are not`,
        };
    }
  }
  const space = spaceKey(folder);
  if (model !== undefined) {
    yield* alwaysEmpty(folder, found.size);
    const usual = mostFrequent([...found.values()].map(({ text }) => text));
    const full = `${BODY_MESH_COUNTS[model].vertices} vertices and ${BODY_MESH_COUNTS[model].triangles} triangles`;
    const topology = mostFrequent([...found.values()].map((one) => one.topology));
    for (const [frame, one] of found) {
      const key = `${space} ${frame}`;
      sums.set(key, (sums.get(key) ?? 0) + one.vertices);
      if (one.text !== usual)
        yield {
          code: 'OUT4201',
          path: one.path,
          frame,
          expected: usual === full ? full : `${usual} as in the other frames`,
          actual: one.text,
        };
      else if (one.topology !== topology)
        yield { code: 'OUT4205', path: one.path, frame, expected: 'the same triangles', actual: 'others' };
    }
    return;
  }
  for (const [frame, { path, vertices }] of found) {
    const sum = sums.get(`${space} ${frame}`);
    if (sum !== undefined && sum !== vertices)
      yield { code: 'OUT4202', path, frame, expected: `${sum} vertices`, actual: `${vertices}` };
  }
}

/** The folder that holds the merged meshes and the folders of the persons. */
function spaceKey(folder: FrameFolder): string {
  return folder.ids.person === undefined ? folder.path : folder.path.slice(0, folder.path.lastIndexOf('/'));
}

interface MeshFacts {
  readonly text: string;
  readonly vertices: number;
  readonly notFinite: number;
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
    const vertices = mesh.positions.length / 3;
    if (vertices === 0) return { text: 'no vertices', vertices, notFinite: 0, topology: -1 };
    previous = mesh;
    let topology = topologies.findIndex((known) => known === mesh.triangles || equal(known, mesh.triangles));
    if (topology < 0 && topologies.length < MAX_TOPOLOGIES) topology = topologies.push(mesh.triangles) - 1;
    let notFinite = 0;
    for (const value of mesh.positions) if (!Number.isFinite(value)) notFinite++;
    return { text: `${vertices} vertices and ${mesh.triangles.length / 3} triangles`, vertices, notFinite, topology };
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
    yield { code: 'OUT4204', path: folder.path, person };
}

function emptyMesh(path: string, frame: number): Issue {
  const message = `${JSON.stringify(path)} has 0 bytes: the person has no mesh in this frame.`;
  return {
    code: 'OUT4009',
    path,
    frame,
    found: { code: 'OUT4009', name: 'person-has-no-mesh', severity: 'info', path, message },
  };
}
