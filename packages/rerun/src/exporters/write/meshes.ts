/**
 * Body meshes: triangles and color once, positions and normals per frame.
 * @module
 */
import { type Mesh, vertexNormals } from '@outlay/schema/port';
import { Mesh3D } from '../../archetypes/index.ts';
import type { Rgba } from '../colors.ts';
import { exportFinding } from '../run/problems.ts';
import type { MeshesStep } from '../steps/step.ts';
import { clearGaps, type Row, readRows, type WriteContext } from './context.ts';

/** Meshes of one person. Yields the number of values done after each batch. */
export async function* writeMeshes(context: WriteContext, step: MeshesStep): AsyncGenerator<number> {
  const writer = new MeshWriter(context, step.entity, step.color);
  for await (const { rows, count } of readRows(context, step.series, {
    frames: step.frames,
    reuse: true,
    normals: true,
  })) {
    writer.write(rows);
    yield count;
  }
  writer.finish();
}

/** Writes meshes of one topology to one entity; others are reported and left out. */
export class MeshWriter {
  readonly #context: WriteContext;
  readonly #entity: string;
  readonly #color: Rgba;
  readonly #frames: number[] = [];
  readonly #accepted = new WeakSet<Uint32Array>();
  #triangles: Uint32Array | undefined;
  #vertices = 0;

  constructor(context: WriteContext, entity: string, color: Rgba) {
    this.#context = context;
    this.#entity = entity;
    this.#color = color;
  }

  /**
   * Adds a batch and returns what of it is drawn. A mesh without vertices means "nobody there" and becomes a gap; one
   * without triangles is damaged.
   */
  write(batch: readonly Row<Mesh>[]): readonly Row<Mesh>[] {
    const there = batch.filter(({ value }) => value.positions.length > 0);
    if (there.length === 0) return [];
    if (this.#triangles === undefined) this.#adopt(commonTopology(there.map(({ value }) => value)));
    const rows = there.filter((row) => this.#fits(row));
    this.#context.recorder.columns(
      this.#entity,
      rows.map(({ frame }) => frame),
      Mesh3D.columns({
        vertexPositions: rows.map(({ value }) => value.positions),
        vertexNormals: rows.map(({ value }) => value.normals ?? vertexNormals(value.positions, value.triangles)),
      }),
    );
    for (const { frame } of rows) this.#frames.push(frame);
    return rows;
  }

  /** Clears the frames without a mesh. */
  finish(): void {
    clearGaps(this.#context, this.#entity, this.#frames);
  }

  #adopt({ positions, triangles }: Mesh): void {
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
