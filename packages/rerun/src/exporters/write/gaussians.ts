/**
 * Posed 3D Gaussians, twice: as points, which every viewer draws, and as splats, which viewers from 0.36 on draw.
 * @module
 */
import { GaussianSplats3D, Points3D } from '../../archetypes/index.ts';
import type { GaussiansStep } from '../steps/step.ts';
import { type PersonSplats, SplatChooser, takeSplats } from './choose-splats.ts';
import { clearGaps, readRows, type WriteContext } from './context.ts';

/** Gaussians of all persons of a series. Yields the number of values done after each batch. */
export async function* writeGaussians(context: WriteContext, step: GaussiansStep): AsyncGenerator<number> {
  const chooser = new SplatChooser(step.maxSplats, step.persons);
  const writers = new Map<number, PersonWriter>();
  for await (const { rows, count } of readRows(context, step.series, { frames: step.frames, reuse: true })) {
    for (const { frame, value } of rows)
      for (const [person, choice] of chooser.choose(value)) {
        let writer = writers.get(person);
        if (writer === undefined) {
          writer = new PersonWriter(context, step, person);
          writers.set(person, writer);
        }
        writer.write(frame, takeSplats(value, choice));
      }
    yield count;
  }
  for (const writer of writers.values()) writer.finish();
}

/**
 * Sizes and colors are written when they change: of a posed body they do not, and they are half of the bytes. A
 * viewer takes each component from the last frame that has it.
 */
class PersonWriter {
  readonly #context: WriteContext;
  readonly #points: string;
  readonly #splats: string;
  readonly #frames: number[] = [];
  #last: PersonSplats | undefined;

  constructor(context: WriteContext, step: GaussiansStep, person: number) {
    this.#context = context;
    this.#points = step.entityOf('points', person);
    this.#splats = step.entityOf('splats', person);
  }

  write(frame: number, splats: PersonSplats): void {
    const { recorder, stride } = this.#context;
    const { centers, scales, quaternions, colors, radii } = splats;
    // What was before a gap is cleared there.
    const before = this.#frames.at(-1) === frame - stride ? this.#last : undefined;
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
    this.#frames.push(frame);
    this.#last = splats;
  }

  finish(): void {
    for (const entity of [this.#points, this.#splats]) clearGaps(this.#context, entity, this.#frames);
  }
}

function same(a: ArrayLike<number> | undefined, b: ArrayLike<number>): boolean {
  if (a?.length !== b.length) return false;
  for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
