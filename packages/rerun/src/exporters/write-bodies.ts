/**
 * Bodies of `input_data/`: surfaces where the files carry vertices, joints where they carry those, the path of the
 * pelvis otherwise.
 * @module
 */
import type { PersonParameters } from '@outlay/schema/port';
import { LineStrips3D, Points3D } from '../archetypes/index.ts';
import { fromPalette, PERSON_COLOURS } from './colours.ts';
import type { BodiesStep } from './step.ts';
import { clearGaps, type Row, readRows, type WriteContext } from './write-context.ts';
import { MeshWriter } from './write-meshes.ts';
import { SkeletonWriter } from './write-skeletons.ts';

/** Triangles for a number of vertices, from meshes of the experiment itself. */
export type Topologies = ReadonlyMap<number, Uint32Array>;

/** Radii of points, metres: of joints, of surface points without triangles, and of a pelvis. */
const RADII = { joints: 0.02, vertices: 0.004, pelvis: 0.06 } as const;
/** Width of a path, metres. */
const PATH_RADIUS = 0.008;

/** Bodies of all persons of a series. Yields the number of values done after each batch. */
export async function* writeBodies(
  context: WriteContext,
  step: BodiesStep,
  topologies: Topologies,
): AsyncGenerator<number> {
  const writers = new Map<number, PersonWriter>();
  const skeletons = new SkeletonWriter(context, step);
  for await (const { rows, count } of readRows(context, step.series, { frames: step.frames, reuse: true })) {
    const persons = new Map<number, Row<PersonParameters>[]>();
    for (const { frame, path, value } of rows)
      for (const [person, parameters] of value.persons.entries()) {
        if (step.persons !== undefined && !step.persons.includes(person)) continue;
        const list = persons.get(person) ?? [];
        persons.set(person, list);
        list.push({ frame, path, value: parameters });
      }
    for (const [person, list] of [...persons].sort(([a], [b]) => a - b)) {
      let writer = writers.get(person);
      if (writer === undefined) {
        writer = new PersonWriter(context, step, person, topologies);
        writers.set(person, writer);
      }
      writer.write(list);
      skeletons.write(person, list);
    }
    yield count;
  }
  for (const writer of writers.values()) writer.finish();
  skeletons.finish();
}

/** What a person's rows are drawn as; the first batch decides, because static data cannot change later. */
type Look = 'surface' | 'vertices' | 'joints' | 'pelvis';

class PersonWriter {
  readonly #context: WriteContext;
  readonly #entity: string;
  readonly #trajectory: string;
  readonly #person: number;
  readonly #topologies: Topologies;
  readonly #frames: number[] = [];
  readonly #path: number[][] = [];
  #hasPelvis: boolean | undefined;
  #look: Look | undefined;
  #mesh: MeshWriter | undefined;

  constructor(context: WriteContext, step: BodiesStep, person: number, topologies: Topologies) {
    this.#context = context;
    this.#entity = step.entityOf(person);
    this.#trajectory = step.trajectoryOf(person);
    this.#person = person;
    this.#topologies = topologies;
  }

  write(rows: readonly Row<PersonParameters>[]): void {
    // The first joint is the pelvis; the translation is what is added to a pelvis at rest.
    this.#hasPelvis ??= rows[0]!.value.joints !== undefined;
    for (const { value } of rows) {
      const [x, y, z] = (this.#hasPelvis ? (value.joints ?? []) : value.translation) as unknown as [
        number,
        number,
        number,
      ];
      if (Number.isFinite(x + y + z)) this.#path.push([x, y, z]);
    }
    this.#look ??= this.#choose(rows[0]!.value);
    if (this.#look === 'surface') this.#writeSurface(rows);
    else this.#writePoints(rows, this.#look);
  }

  finish(): void {
    this.#mesh?.finish();
    clearGaps(this.#context, this.#entity, this.#frames);
    const colors = fromPalette(PERSON_COLOURS, this.#person);
    // A single point would be a line without length, which viewers draw as nothing.
    if (this.#path.length > 1)
      this.#context.recorder.static(
        this.#trajectory,
        LineStrips3D.update({ strips: [this.#path], radii: PATH_RADIUS, colors }),
      );
  }

  #choose({ vertices, joints }: PersonParameters): Look {
    if (vertices !== undefined) return this.#topologies.has(vertices.length / 3) ? 'surface' : 'vertices';
    return joints === undefined ? 'pelvis' : 'joints';
  }

  #writeSurface(rows: readonly Row<PersonParameters>[]): void {
    this.#mesh ??= new MeshWriter(this.#context, this.#entity, fromPalette(PERSON_COLOURS, this.#person));
    this.#mesh.write(
      rows.flatMap((row) => {
        const positions = row.value.vertices;
        const triangles = positions && this.#topologies.get(positions.length / 3);
        return triangles === undefined ? [] : [{ ...row, value: { positions: positions!, triangles } }];
      }),
    );
  }

  #writePoints(rows: readonly Row<PersonParameters>[], look: Exclude<Look, 'surface'>): void {
    if (this.#frames.length === 0)
      this.#context.recorder.static(
        this.#entity,
        Points3D.update({ radii: RADII[look], colors: fromPalette(PERSON_COLOURS, this.#person) }),
      );
    const points = ({ vertices, joints, translation }: PersonParameters) =>
      look === 'vertices' ? vertices : look === 'joints' ? joints : translation.subarray(0, 3);
    const there = rows.filter(({ value }) => points(value) !== undefined);
    const clouds = there.map(({ value }) => points(value)!);
    const flat = new Float32Array(clouds.reduce((sum, cloud) => sum + cloud.length, 0));
    let at = 0;
    for (const cloud of clouds) {
      flat.set(cloud, at);
      at += cloud.length;
    }
    this.#context.recorder.columns(
      this.#entity,
      there.map(({ frame }) => frame),
      Points3D.columns({ positions: flat }, { lengths: clouds.map((cloud) => cloud.length / 3) }),
    );
    for (const { frame } of there) this.#frames.push(frame);
  }
}
