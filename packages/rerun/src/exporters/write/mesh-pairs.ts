/**
 * A predicted body and its ground truth, read side by side, so that the error can be seen and no file is read twice.
 * @module
 */
import type { Mesh } from '@outlay/schema/port';
import type { FrameStep, MeshesStep } from '../steps/step.ts';
import { type Row, readRows, type WriteContext } from './context.ts';
import { writeChangedMeshes } from './error-change.ts';
import { errorColumns, paintErrors } from './error-heat.ts';
import { MeshWriter, writeMeshes } from './meshes.ts';

/**
 * Meshes of a step; with its ground truth, if it is compared with one of `steps`, which then needs no writing of its
 * own. Yields the number of values done after each batch.
 */
export function writeMeshesOrPair(
  context: WriteContext,
  step: MeshesStep,
  steps: readonly FrameStep[],
): AsyncGenerator<number> {
  if (step.change !== undefined) return writeChangedMeshes(context, step, step.change);
  const meshes = steps.filter((one) => one.kind === 'meshes');
  const groundTruth = meshes.find(({ entity }) => entity === step.comparedWith);
  if (groundTruth !== undefined) return writePair(context, step, groundTruth);
  return meshes.some(({ comparedWith }) => comparedWith === step.entity) ? nothing() : writeMeshes(context, step);
}

async function* nothing(): AsyncGenerator<number> {}

async function* writePair(context: WriteContext, pred: MeshesStep, truth: MeshesStep): AsyncGenerator<number> {
  const left = new Side(context, pred);
  const right = new Side(context, truth);
  const heat = new ErrorWriter(context, pred.entity);
  try {
    let count = (await left.next()) + (await right.next());
    while (left.isOpen || right.isOpen) {
      heat.compare(left.rows, right.rows);
      const isLeftBehind = left.last <= right.last;
      const isRightBehind = right.last <= left.last;
      if (isLeftBehind) heat.write(left.rows);
      // What is yielded is written out; then batches and colors may be overwritten.
      yield count;
      count = (isLeftBehind ? await left.next() : 0) + (isRightBehind ? await right.next() : 0);
    }
  } finally {
    await left.close();
    await right.close();
  }
  left.finish();
  right.finish();
}

/** Batches of one of the two, written as they come. */
class Side {
  readonly #batches: AsyncGenerator<{ readonly rows: readonly Row<Mesh>[]; readonly count: number }>;
  readonly #writer: MeshWriter;
  /** Meshes of the present batch that were written. */
  rows: readonly Row<Mesh>[] = [];
  isOpen = true;

  constructor(context: WriteContext, { entity, color, series, frames }: MeshesStep) {
    this.#writer = new MeshWriter(context, entity, color);
    this.#batches = readRows(context, series, { frames, reuse: true, normals: true });
  }

  /** Frames up to this one have been read. */
  get last(): number {
    return this.isOpen ? (this.rows.at(-1)?.frame ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY;
  }

  async next(): Promise<number> {
    const batch = this.isOpen ? await this.#batches.next() : undefined;
    this.isOpen = batch?.done === false;
    this.rows = batch?.done === false ? this.#writer.write(batch.value.rows) : [];
    return batch?.done === false ? batch.value.count : 0;
  }

  finish(): void {
    this.#writer.finish();
  }

  /** Nobody reads on. */
  async close(): Promise<void> {
    await this.#batches.return(undefined);
  }
}

const NO_COLORS = new Uint32Array(0);

/** Colors of one body's error, a batch at a time, in memory that is used again. */
class ErrorWriter {
  readonly #context: WriteContext;
  readonly #entity: string;
  readonly #colors = new Map<number, Uint32Array>();
  readonly #spare: Uint32Array[] = [];
  #lent: Uint32Array[] = [];

  constructor(context: WriteContext, entity: string) {
    this.#context = context;
    this.#entity = entity;
  }

  /** Paints the frames that both have. */
  compare(predicted: readonly Row<Mesh>[], groundTruth: readonly Row<Mesh>[]): void {
    const truths = new Map(groundTruth.map(({ frame, value }) => [frame, value.positions]));
    for (const { frame, value } of predicted) {
      const truth = truths.get(frame);
      if (truth === undefined || truth.length !== value.positions.length) continue;
      const colors = this.#take(truth.length / 3);
      paintErrors(value.positions, truth, colors);
      this.#colors.set(frame, colors);
    }
  }

  /** Writes the colors of a batch. */
  write(rows: readonly Row<Mesh>[]): void {
    const frames = rows.map(({ frame }) => frame);
    const colors = frames.map((frame) => this.#colors.get(frame) ?? NO_COLORS);
    this.#context.recorder.columns(this.#entity, frames, errorColumns(colors));
    this.#spare.push(...this.#lent);
    this.#lent = colors.filter(({ length }) => length > 0);
    this.#colors.clear();
  }

  #take(length: number): Uint32Array {
    const index = this.#spare.findIndex((colors) => colors.length === length);
    return index < 0 ? new Uint32Array(length) : this.#spare.splice(index, 1)[0]!;
  }
}
