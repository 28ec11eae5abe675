/**
 * Posed 3D Gaussians, twice: as points, which every viewer draws, and as splats, which viewers from 0.36 on draw.
 * @module
 */
import { GaussianSplats3D, Points3D } from '../../archetypes/index.ts';
import type { GaussiansStep } from '../steps/step.ts';
import { type PersonSplats, SplatChooser, takeSplats } from './choose-splats.ts';
import { readRows, type WriteContext } from './context.ts';
import { type FrameTest, NO_FRAME, Presence, type StepWriter } from './step-writer.ts';
import { firstValue } from './witness.ts';

/** Gaussians of all persons of a series. */
export class GaussiansWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: GaussiansStep;
  readonly #chooser: SplatChooser;
  readonly #writers = new Map<number, PersonWriter>();
  #isFirst = true;

  constructor(context: WriteContext, step: GaussiansStep) {
    this.#context = context;
    this.#step = step;
    this.#chooser = new SplatChooser(step.maxSplats, step.persons);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    const { series, frames } = this.#step;
    const due = frames.filter(isDue);
    if (this.#isFirst && due.length > 0 && due[0] !== frames[0])
      await firstValue(this.#context, this.#step, (splats) => this.#chooser.choose(splats));
    this.#isFirst &&= due.length === 0;
    for await (const { rows, count } of readRows(this.#context, series, { frames: due, reuse: true })) {
      for (const { frame, value } of rows)
        for (const [person, choice] of this.#chooser.choose(value))
          this.#writerOf(person).write(frame, takeSplats(value, choice));
      yield count;
    }
  }

  settle(isPending: FrameTest): void {
    for (const writer of this.#writers.values()) writer.settle(isPending);
  }

  finish(): void {
    this.settle(NO_FRAME);
  }

  #writerOf(person: number): PersonWriter {
    const known = this.#writers.get(person);
    if (known !== undefined) return known;
    const writer = new PersonWriter(this.#context, this.#step, person);
    this.#writers.set(person, writer);
    return writer;
  }
}

/**
 * Sizes and colors are written when they change: of a posed body they do not, and they are half of the bytes. A
 * viewer takes each component from the last frame that has it.
 */
class PersonWriter {
  readonly #context: WriteContext;
  readonly #points: string;
  readonly #splats: string;
  readonly #presence: readonly Presence[];
  #last: { readonly frame: number; readonly splats: PersonSplats } | undefined;

  constructor(context: WriteContext, step: GaussiansStep, person: number) {
    this.#context = context;
    this.#points = step.entityOf('points', person);
    this.#splats = step.entityOf('splats', person);
    this.#presence = [this.#points, this.#splats].map((entity) => new Presence(context, entity, step.frames));
  }

  write(frame: number, splats: PersonSplats): void {
    const { recorder, stride } = this.#context;
    const { centers, scales, quaternions, colors, radii } = splats;
    // What was before a gap is cleared there.
    const before = this.#last?.frame === frame - stride ? this.#last.splats : undefined;
    const rows = { lengths: [colors.length] };
    recorder.columns(this.#points, [frame], Points3D.columns({ positions: centers }, rows));
    recorder.columns(this.#splats, [frame], GaussianSplats3D.columns({ centers, quaternions }, rows));
    if (!same(before?.colors, colors)) {
      recorder.columns(this.#points, [frame], Points3D.columns({ colors }, rows));
      recorder.columns(this.#splats, [frame], GaussianSplats3D.columns({ colors }, rows));
    }
    if (!same(before?.radii, radii)) recorder.columns(this.#points, [frame], Points3D.columns({ radii }, rows));
    if (!same(before?.scales, scales))
      recorder.columns(this.#splats, [frame], GaussianSplats3D.columns({ scales }, rows));
    for (const presence of this.#presence) presence.add(frame);
    this.#last = { frame, splats };
  }

  settle(isPending: FrameTest): void {
    for (const presence of this.#presence) presence.clear(isPending);
  }
}

function same(a: ArrayLike<number> | undefined, b: ArrayLike<number>): boolean {
  if (a?.length !== b.length) return false;
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
