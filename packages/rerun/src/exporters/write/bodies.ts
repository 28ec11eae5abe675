/**
 * Bodies from parameter files: surfaces where the files carry vertices or a body model poses them, joints where they
 * carry those, the path of the pelvis otherwise.
 * @module
 */
import type { PersonParameters } from '@outlay/schema/port';
import { LineStrips3D, Points3D } from '../../archetypes/index.ts';
import type { ReadyModel } from '../body-model/body-models.ts';
import { unfitFor } from '../body-model/full-pose.ts';
import type { Topologies } from '../body-model/own-meshes.ts';
import { type BodyPlace, BodyPoser, LANES } from '../body-model/poser.ts';
import type { Rgba } from '../colors.ts';
import { exportFinding } from '../run/problems.ts';
import type { BodiesStep } from '../steps/step.ts';
import { clearGaps, type Row, readRows, type WriteContext } from './context.ts';
import { MeshWriter } from './meshes.ts';
import { SkeletonWriter } from './skeletons.ts';

/** Radii of points, metres: of joints, of surface points without triangles, and of a pelvis. */
const RADII = { joints: 0.02, vertices: 0.004, pelvis: 0.06 } as const;
/** Width of a path, metres. */
const PATH_RADIUS = 0.008;

/** Bodies of all persons of a series. Yields the number of values done after each batch. */
export async function* writeBodies(
  context: WriteContext,
  step: BodiesStep,
  topologies: Topologies,
  model: ReadyModel | undefined,
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
        writer = new PersonWriter(context, step, person, topologies, model);
        writers.set(person, writer);
      }
      // Posed surfaces are a hundred times the size of their parameters: they are written out as they are made.
      for (let i = 0; i < list.length; i += writer.stride) {
        writer.write(list.slice(i, i + writer.stride));
        if (writer.stride < list.length) yield 0;
      }
      skeletons.write(person, list);
    }
    yield count;
  }
  for (const writer of writers.values()) writer.finish();
  skeletons.finish();
}

/** What a person's rows are drawn as; the first batch decides, because static data cannot change later. */
type Look = 'surface' | 'posed' | 'vertices' | 'joints' | 'pelvis' | 'nothing';

/** Posed frames written at once: 2 MiB of positions and normals of SMPL-X. */
const POSED_AT_ONCE = 2 * LANES;

class PersonWriter {
  readonly #context: WriteContext;
  readonly #entity: string;
  readonly #trajectory: string | undefined;
  readonly #color: Rgba;
  readonly #place: BodyPlace | undefined;
  readonly #topologies: Topologies;
  readonly #model: ReadyModel | undefined;
  readonly #frames: number[] = [];
  readonly #path: number[][] = [];
  #hasPelvis: boolean | undefined;
  #look: Look | undefined;
  #mesh: MeshWriter | undefined;
  #poser: BodyPoser | undefined;
  #surfaces: readonly Float32Array[] = [];

  constructor(
    context: WriteContext,
    step: BodiesStep,
    person: number,
    topologies: Topologies,
    model: ReadyModel | undefined,
  ) {
    this.#context = context;
    this.#entity = step.entityOf(person);
    this.#trajectory = step.trajectoryOf?.(person);
    this.#color = step.colorOf(person);
    this.#place = step.place;
    this.#topologies = topologies;
    this.#model = model;
  }

  /** Rows that {@link write} takes at once, at most. */
  get stride(): number {
    return this.#model === undefined ? Number.POSITIVE_INFINITY : POSED_AT_ONCE;
  }

  write(rows: readonly Row<PersonParameters>[]): void {
    this.#look ??= this.#choose(rows[0]!);
    // The first joint is the pelvis; the translation is what is added to a pelvis at rest.
    this.#hasPelvis ??= rows[0]!.value.joints !== undefined;
    for (const { value } of this.#look === 'posed' ? [] : rows) {
      const [x, y, z] = (this.#hasPelvis ? (value.joints ?? []) : value.translation) as unknown as [
        number,
        number,
        number,
      ];
      if (Number.isFinite(x + y + z)) this.#path.push([x, y, z]);
    }
    if (this.#look === 'surface') this.#writeSurface(rows);
    else if (this.#look === 'posed') this.#writePosed(rows);
    else if (this.#look !== 'nothing') this.#writePoints(rows, this.#look);
  }

  finish(): void {
    this.#mesh?.finish();
    clearGaps(this.#context, this.#entity, this.#frames);
    // A single point would be a line without length, which viewers draw as nothing.
    if (this.#trajectory !== undefined && this.#path.length > 1)
      this.#context.recorder.static(
        this.#trajectory,
        LineStrips3D.update({ strips: [this.#path], radii: PATH_RADIUS, colors: this.#color }),
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
    this.#mesh ??= new MeshWriter(this.#context, this.#entity, this.#color);
    if (this.#surfaces.length === 0)
      this.#surfaces = Array.from({ length: POSED_AT_ONCE }, () => new Float32Array(data.template.length));
    const fit = rows.filter((row) => this.#canPose(row));
    for (let i = 0; i < fit.length; i += LANES)
      this.#path.push(
        ...this.#poser.pose(
          fit.slice(i, i + LANES).map(({ value }) => value),
          this.#place ?? 'world',
          this.#surfaces.slice(i, i + LANES),
        ),
      );
    this.#mesh.write(
      fit.map((row, i) => ({ ...row, value: { positions: this.#surfaces[i]!, triangles: data.triangles } })),
    );
  }

  #writeSurface(rows: readonly Row<PersonParameters>[]): void {
    this.#mesh ??= new MeshWriter(this.#context, this.#entity, this.#color);
    this.#mesh.write(
      rows.flatMap((row) => {
        const positions = row.value.vertices;
        const triangles = positions && this.#topologies.get(positions.length / 3);
        return triangles === undefined ? [] : [{ ...row, value: { positions: positions!, triangles } }];
      }),
    );
  }

  #writePoints(rows: readonly Row<PersonParameters>[], look: keyof typeof RADII): void {
    if (this.#frames.length === 0)
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
    for (const { frame } of there) this.#frames.push(frame);
  }
}
