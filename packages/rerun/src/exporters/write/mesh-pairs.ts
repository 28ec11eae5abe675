/**
 * A predicted body and its ground truth, read side by side, so that the error can be seen and no file is read twice.
 * @module
 */
import type { Mesh } from '@outlay/schema/port';
import type { FrameStep, MeshesStep } from '../steps/step.ts';
import type { Row, WriteContext } from './context.ts';
import { ChangedMeshesWriter } from './error-change.ts';
import { errorColumns, paintErrors } from './error-heat.ts';
import { MeshesWriter, MeshWriter, readMeshes } from './meshes.ts';
import { type FrameTest, NO_FRAME, type StepWriter } from './step-writer.ts';

/**
 * Writes the meshes of a step; with its ground truth, if it is compared with one of `steps`, which then needs no writing
 * of its own.
 */
export function meshesWriter(
  context: WriteContext,
  step: MeshesStep,
  steps: readonly FrameStep[],
): StepWriter | undefined {
  if (step.change !== undefined) return new ChangedMeshesWriter(context, step, step.change);
  const meshes = steps.filter((one) => one.kind === 'meshes');
  const groundTruth = meshes.find(({ entity }) => entity === step.comparedWith);
  if (groundTruth !== undefined) return new PairWriter(context, step, groundTruth);
  const isWrittenWithPrediction = meshes.some(({ comparedWith }) => comparedWith === step.entity);
  return isWrittenWithPrediction ? undefined : new MeshesWriter(context, step);
}

class PairWriter implements StepWriter {
  readonly #left: Side;
  readonly #right: Side;
  readonly #heat: ErrorWriter;

  constructor(context: WriteContext, pred: MeshesStep, truth: MeshesStep) {
    this.#left = new Side(context, pred);
    this.#right = new Side(context, truth);
    this.#heat = new ErrorWriter(context, pred.entity);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    const [left, right, heat] = [this.#left, this.#right, this.#heat];
    left.start(isDue);
    right.start(isDue);
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
  }

  settle(isPending: FrameTest): void {
    this.#left.settle(isPending);
    this.#right.settle(isPending);
  }

  finish(): void {
    this.settle(NO_FRAME);
  }
}

/** Batches of one of the two, written as they come. */
class Side {
  readonly #context: WriteContext;
  readonly #step: MeshesStep;
  readonly #writer: MeshWriter;
  #batches: ReturnType<typeof readMeshes> | undefined;
  /** Meshes of the present batch that were written. */
  rows: readonly Row<Mesh>[] = [];
  isOpen = true;

  constructor(context: WriteContext, step: MeshesStep) {
    this.#context = context;
    this.#step = step;
    this.#writer = new MeshWriter(context, step);
  }

  /** Reads those that are due from now on. */
  start(isDue: FrameTest): void {
    this.rows = [];
    this.isOpen = true;
    this.#batches = readMeshes(this.#context, this.#step, this.#writer, isDue);
  }

  /** Frames up to this one have been read. */
  get last(): number {
    return this.isOpen ? (this.rows.at(-1)?.frame ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY;
  }

  async next(): Promise<number> {
    const batch = this.isOpen ? await this.#batches?.next() : undefined;
    this.isOpen = batch?.done === false;
    this.rows = batch?.done === false ? this.#writer.write(batch.value.rows) : [];
    return batch?.done === false ? batch.value.count : 0;
  }

  settle(isPending: FrameTest): void {
    this.#writer.settle(isPending);
  }

  /** Nobody reads on. */
  async close(): Promise<void> {
    await this.#batches?.return(undefined);
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
