/**
 * Body meshes: triangles and color once, positions and normals per frame.
 * @module
 */
import { type Mesh, type MeshReadOptions, vertexNormals } from '@outlay/schema/port';
import { Mesh3D } from '../../archetypes/index.ts';
import type { Rgba } from '../colors.ts';
import { exportFinding } from '../run/problems.ts';
import { firstMiddleLast } from '../steps/frame-selection.ts';
import type { MeshesStep } from '../steps/step.ts';
import { type Row, readRows, type WriteContext } from './context.ts';
import { type FrameTest, NO_FRAME, Presence, type StepWriter } from './step-writer.ts';

/** Meshes of one person. */
export class MeshesWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: MeshesStep;
  readonly #writer: MeshWriter;

  constructor(context: WriteContext, step: MeshesStep) {
    this.#context = context;
    this.#step = step;
    this.#writer = new MeshWriter(context, step);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    for await (const { rows, count } of readMeshes(this.#context, this.#step, this.#writer, isDue)) {
      this.#writer.write(rows);
      yield count;
    }
  }

  settle(isPending: FrameTest): void {
    this.#writer.settle(isPending);
  }

  finish(): void {
    this.settle(NO_FRAME);
  }
}

/** Batches of the meshes that are due, for a writer that knows the topology when the first comes. */
export async function* readMeshes(
  context: WriteContext,
  { series, frames }: MeshesStep,
  writer: MeshWriter,
  isDue: FrameTest,
): ReturnType<typeof readRows<Mesh, MeshReadOptions>> {
  const due = frames.filter(isDue);
  if (due.length > 0 && due.length < frames.length && !writer.hasTopology) {
    // A damaged file must not decide for all others because its frame is the one that is looked at.
    const seen: Mesh[] = [];
    const some = [...new Set([...due.slice(0, 1), ...firstMiddleLast(frames)])].sort((a, b) => a - b);
    const { signal } = context;
    for await (const batch of series.read({ frames: some, ...(signal && { signal }) }))
      for (const { value } of batch) if (value !== undefined && value.positions.length > 0) seen.push(value);
    if (seen.length > 0) writer.adopt(seen);
  }
  yield* readRows(context, series, { frames: due, reuse: true, normals: true });
}

/** Writes meshes of one topology to one entity; others are reported and left out. */
export class MeshWriter {
  readonly #context: WriteContext;
  readonly #entity: string;
  readonly #color: Rgba;
  readonly #presence: Presence;
  readonly #accepted = new WeakSet<Uint32Array>();
  #triangles: Uint32Array | undefined;
  #vertices = 0;

  /** @param frames Frames that may have a mesh, ascending. */
  constructor(
    context: WriteContext,
    { entity, color, frames }: { readonly entity: string; readonly color: Rgba; readonly frames: readonly number[] },
  ) {
    this.#context = context;
    this.#entity = entity;
    this.#color = color;
    this.#presence = new Presence(context, entity, frames);
  }

  get hasTopology(): boolean {
    return this.#triangles !== undefined;
  }

  /**
   * Adds a batch and returns what of it is drawn. A mesh without vertices means "nobody there" and becomes a gap; one
   * without triangles is damaged.
   */
  write(batch: readonly Row<Mesh>[]): readonly Row<Mesh>[] {
    const there = batch.filter(({ value }) => value.positions.length > 0);
    if (there.length === 0) return [];
    if (this.#triangles === undefined) this.adopt(there.map(({ value }) => value));
    const rows = there.filter((row) => this.#fits(row));
    this.#context.recorder.columns(
      this.#entity,
      rows.map(({ frame }) => frame),
      Mesh3D.columns({
        vertexPositions: rows.map(({ value }) => value.positions),
        vertexNormals: rows.map(({ value }) => value.normals ?? vertexNormals(value.positions, value.triangles)),
      }),
    );
    for (const { frame } of rows) this.#presence.add(frame);
    return rows;
  }

  /** Clears the frames that are known to be without a mesh. */
  settle(isPending: FrameTest): void {
    this.#presence.clear(isPending);
  }

  /** From now on only meshes with the topology that most of these have are drawn. */
  adopt(meshes: readonly Mesh[]): void {
    const { positions, triangles } = commonTopology(meshes);
    this.#triangles = triangles.slice();
    this.#vertices = positions.length;
    this.#context.recorder.static(
      this.#entity,
      Mesh3D.update({ triangleIndices: this.#triangles, albedoFactor: this.#color }),
    );
  }

  #fits({ frame, path, value }: Row<Mesh>): boolean {
    const wanted = this.#triangles!;
    const same = value.positions.length === this.#vertices && this.#isTopology(value.triangles);
    if (!same)
      this.#context.problems.add(
        exportFinding(
          'export-mesh-topology',
          path,
          `The mesh of frame ${frame} has another topology than the other frames of its person and is left out.`,
          {
            expected: `${this.#vertices / 3} vertices and ${wanted.length / 3} triangles, the same in every frame`,
            actual: `${value.positions.length / 3} vertices and ${value.triangles.length / 3} triangles`,
          },
        ),
      );
    return same;
  }

  #isTopology(triangles: Uint32Array): boolean {
    if (this.#accepted.has(triangles)) return true;
    const wanted = this.#triangles!;
    const same = triangles.length === wanted.length && triangles.every((index, i) => index === wanted[i]);
    if (same) this.#accepted.add(triangles);
    return same;
  }
}

/** The mesh whose topology most of the first batch shares: the first file may be the damaged one. */
function commonTopology(meshes: readonly Mesh[]): Mesh {
  const counts = new Map<string, { mesh: Mesh; count: number }>();
  for (const mesh of meshes) {
    const key = `${mesh.positions.length} ${mesh.triangles.length}`;
    const entry = counts.get(key) ?? { mesh, count: 0 };
    entry.count++;
    counts.set(key, entry);
  }
  return [...counts.values()].reduce((best, entry) => (entry.count > best.count ? entry : best)).mesh;
}
