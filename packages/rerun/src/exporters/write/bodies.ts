/**
 * Bodies from parameter files: surfaces where the files carry vertices or a body model poses them, joints where they
 * carry those, the path of the pelvis otherwise.
 * @module
 */
import type { BodyParameters, PersonParameters } from '@outlay/schema/port';
import { LineStrips3D, Points3D } from '../../archetypes/index.ts';
import type { ReadyModel } from '../body-model/body-models.ts';
import { unfitFor } from '../body-model/full-pose.ts';
import type { Topologies } from '../body-model/own-meshes.ts';
import { type BodyPlace, BodyPoser, LANES } from '../body-model/poser.ts';
import type { Rgba } from '../colors.ts';
import { exportFinding } from '../run/problems.ts';
import type { BodiesStep } from '../steps/step.ts';
import { type Row, readRows, type WriteContext } from './context.ts';
import { MeshWriter } from './meshes.ts';
import { SkeletonWriter } from './skeletons.ts';
import { type FrameTest, NO_FRAME, Presence, type StepWriter } from './step-writer.ts';
import { firstValue } from './witness.ts';

/** Radii of points, metres: of joints, of surface points without triangles, and of a pelvis. */
const RADII = { joints: 0.02, vertices: 0.004, pelvis: 0.06 } as const;
/** Width of a path, metres. */
const PATH_RADIUS = 0.008;

/** Bodies of all persons of a series. */
export class BodiesWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: BodiesStep;
  readonly #topologies: Topologies;
  readonly #model: ReadyModel | undefined;
  readonly #writers = new Map<number, PersonWriter>();
  readonly #skeletons: SkeletonWriter;
  /** The persons of the first frame, when another is written first. */
  #first: readonly PersonParameters[] | undefined;

  constructor(context: WriteContext, step: BodiesStep, topologies: Topologies, model: ReadyModel | undefined) {
    this.#context = context;
    this.#step = step;
    this.#topologies = topologies;
    this.#model = model;
    this.#skeletons = new SkeletonWriter(context, step);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    const { series, frames } = this.#step;
    const due = frames.filter(isDue);
    if (this.#first === undefined && due.length > 0 && due[0] !== frames[0])
      await firstValue(this.#context, this.#step, ({ persons }) => {
        this.#first = persons;
      });
    if (due.length > 0) this.#first ??= [];
    for await (const { rows, count } of readRows(this.#context, series, { frames: due, reuse: true })) {
      for (const [person, list] of [...this.#byPerson(rows)].sort(([a], [b]) => a - b)) {
        const writer = this.#writerOf(person);
        // Posed surfaces are a hundred times the size of their parameters: they are written out as they are made.
        for (let i = 0; i < list.length; i += writer.stride) {
          writer.write(list.slice(i, i + writer.stride));
          if (writer.stride < list.length) yield 0;
        }
        this.#skeletons.write(person, list);
      }
      yield count;
    }
  }

  settle(isPending: FrameTest): void {
    for (const writer of this.#writers.values()) writer.settle(isPending);
    this.#skeletons.settle(isPending);
  }

  finish(): void {
    for (const writer of this.#writers.values()) writer.finish();
    this.#skeletons.settle(NO_FRAME);
  }

  #byPerson(rows: readonly Row<BodyParameters>[]): ReadonlyMap<number, readonly Row<PersonParameters>[]> {
    const persons = new Map<number, Row<PersonParameters>[]>();
    for (const { frame, path, value } of rows)
      for (const [person, parameters] of value.persons.entries()) {
        if (this.#step.persons !== undefined && !this.#step.persons.includes(person)) continue;
        const list = persons.get(person) ?? [];
        persons.set(person, list);
        list.push({ frame, path, value: parameters });
      }
    return persons;
  }

  #writerOf(person: number): PersonWriter {
    const known = this.#writers.get(person);
    if (known !== undefined) return known;
    const first = this.#first?.[person];
    const writer = new PersonWriter(this.#context, this.#step, person, {
      topologies: this.#topologies,
      model: this.#model,
      first,
    });
    this.#writers.set(person, writer);
    return writer;
  }
}

/** What a person's rows are drawn as; the first batch decides, because static data cannot change later. */
type Look = 'surface' | 'posed' | 'vertices' | 'joints' | 'pelvis' | 'nothing';

/** Posed frames written at once: 2 MiB of positions and normals of SMPL-X. */
const POSED_AT_ONCE = 2 * LANES;

/** What persons are drawn by. */
interface Means {
  readonly topologies: Topologies;
  readonly model: ReadyModel | undefined;
  /** The person in the first frame, which decides what it is drawn as. */
  readonly first: PersonParameters | undefined;
}

class PersonWriter {
  readonly #context: WriteContext;
  readonly #entity: string;
  readonly #trajectory: string | undefined;
  readonly #color: Rgba;
  readonly #place: BodyPlace | undefined;
  readonly #topologies: Topologies;
  readonly #model: ReadyModel | undefined;
  readonly #first: PersonParameters | undefined;
  readonly #presence: Presence;
  readonly #frames: readonly number[];
  /** Where the pelvis is, by frame. */
  readonly #path = new Map<number, readonly number[]>();
  #hasPelvis: boolean | undefined;
  #look: Look | undefined;
  #mesh: MeshWriter | undefined;
  #poser: BodyPoser | undefined;
  #surfaces: readonly Float32Array[] = [];

  constructor(context: WriteContext, step: BodiesStep, person: number, { topologies, model, first }: Means) {
    this.#context = context;
    this.#entity = step.entityOf(person);
    this.#frames = step.frames;
    this.#presence = new Presence(context, this.#entity, step.frames);
    this.#trajectory = step.trajectoryOf?.(person);
    this.#color = step.colorOf(person);
    this.#place = step.place;
    this.#topologies = topologies;
    this.#model = model;
    this.#first = first;
  }

  /** Rows that {@link write} takes at once, at most. */
  get stride(): number {
    return this.#model === undefined ? Number.POSITIVE_INFINITY : POSED_AT_ONCE;
  }

  write(rows: readonly Row<PersonParameters>[]): void {
    const first: Row<PersonParameters> = this.#first === undefined ? rows[0]! : { ...rows[0]!, value: this.#first };
    this.#look ??= this.#choose(first);
    // The first joint is the pelvis; the translation is what is added to a pelvis at rest.
    this.#hasPelvis ??= first.value.joints !== undefined;
    for (const { frame, value } of this.#look === 'posed' ? [] : rows) {
      const [x, y, z] = (this.#hasPelvis ? (value.joints ?? []) : value.translation) as unknown as [
        number,
        number,
        number,
      ];
      if (Number.isFinite(x + y + z)) this.#path.set(frame, [x, y, z]);
    }
    if (this.#look === 'surface') this.#writeSurface(rows);
    else if (this.#look === 'posed') this.#writePosed(rows);
    else if (this.#look !== 'nothing') this.#writePoints(rows, this.#look);
  }

  settle(isPending: FrameTest): void {
    this.#mesh?.settle(isPending);
    this.#presence.clear(isPending);
  }

  finish(): void {
    this.settle(NO_FRAME);
    // A single point would be a line without length, which viewers draw as nothing.
    if (this.#trajectory === undefined || this.#path.size < 2) return;
    const path = [...this.#path].sort(([a], [b]) => a - b).map(([, point]) => point);
    this.#context.recorder.static(
      this.#trajectory,
      LineStrips3D.update({ strips: [path], radii: PATH_RADIUS, colors: this.#color }),
    );
  }

  #choose(row: Row<PersonParameters>): Look {
    const { vertices, joints } = row.value;
    if (this.#place === undefined && vertices !== undefined)
      return this.#topologies.has(vertices.length / 3) ? 'surface' : 'vertices';
    if (this.#canPose(row)) return 'posed';
    if (this.#place !== undefined) return 'nothing';
    return joints === undefined ? 'pelvis' : 'joints';
  }

  #canPose({ frame, path, value }: Row<PersonParameters>): boolean {
    if (this.#model === undefined) return false;
    const unfit = unfitFor(this.#model.data, value);
    if (unfit !== undefined)
      this.#context.problems.add(
        exportFinding('export-body-parameters', path, `A body of frame ${frame} cannot be posed: ${unfit}.`),
      );
    return unfit === undefined;
  }

  #writePosed(rows: readonly Row<PersonParameters>[]): void {
    const { data, directions } = this.#model!;
    this.#poser ??= new BodyPoser(data, directions);
    this.#mesh ??= this.#newMesh();
    if (this.#surfaces.length === 0)
      this.#surfaces = Array.from({ length: POSED_AT_ONCE }, () => new Float32Array(data.template.length));
    const fit = rows.filter((row) => this.#canPose(row));
    for (let i = 0; i < fit.length; i += LANES) {
      const some = fit.slice(i, i + LANES);
      const values = some.map(({ value }) => value);
      const pelvises = this.#poser.pose(values, this.#place ?? 'world', this.#surfaces.slice(i, i + LANES));
      for (const [k, { frame }] of some.entries()) this.#path.set(frame, pelvises[k]!);
    }
    this.#mesh.write(
      fit.map((row, i) => ({ ...row, value: { positions: this.#surfaces[i]!, triangles: data.triangles } })),
    );
  }

  #newMesh(): MeshWriter {
    return new MeshWriter(this.#context, { entity: this.#entity, color: this.#color, frames: this.#frames });
  }

  #writeSurface(rows: readonly Row<PersonParameters>[]): void {
    this.#mesh ??= this.#newMesh();
    this.#mesh.write(
      rows.flatMap((row) => {
        const positions = row.value.vertices;
        const triangles = positions && this.#topologies.get(positions.length / 3);
        return triangles === undefined ? [] : [{ ...row, value: { positions: positions!, triangles } }];
      }),
    );
  }

  #writePoints(rows: readonly Row<PersonParameters>[], look: keyof typeof RADII): void {
    if (this.#presence.isEmpty)
      this.#context.recorder.static(this.#entity, Points3D.update({ radii: RADII[look], colors: this.#color }));
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
    for (const { frame } of there) this.#presence.add(frame);
  }
}
