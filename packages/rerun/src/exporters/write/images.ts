/**
 * Pictures whose bytes go in as they are.
 * @module
 */
import { EncodedImage, type VideoFrameReference } from '../../archetypes/index.ts';
import { exportFinding } from '../run/problems.ts';
import type { ImagesStep } from '../steps/step.ts';
import { readRows, type WriteContext } from './context.ts';
import { type FrameTest, NO_FRAME, Presence, type StepWriter } from './step-writer.ts';

/** Encoded pictures, bytes as they are. */
export class ImagesWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: ImagesStep;
  readonly #pictures: PicturePresence;
  readonly #types: { readonly frame: number; readonly mediaType: string }[] = [];
  readonly #sizes = new Map<string, { count: number; first: number }>();

  constructor(context: WriteContext, step: ImagesStep) {
    this.#context = context;
    this.#step = step;
    this.#pictures = new PicturePresence(context, step.entity, step.frames, EncodedImage);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    const { entity, series, frames } = this.#step;
    for await (const { rows, count } of readRows(this.#context, series, {
      frames: frames.filter(isDue),
      reuse: true,
    })) {
      this.#context.recorder.columns(
        entity,
        rows.map(({ frame }) => frame),
        EncodedImage.columns({ blob: rows.map(({ value }) => value.bytes) }),
      );
      for (const { frame, value } of rows) {
        this.#pictures.add(frame);
        this.#types.push({ frame, mediaType: value.mediaType });
        this.#count(`${value.width}×${value.height}`, frame);
      }
      yield count;
    }
  }

  settle(isPending: FrameTest): void {
    this.#pictures.hideGaps(isPending);
  }

  finish(): void {
    if (this.#sizes.size > 1) this.#tellSizes();
    const { entity } = this.#step;
    const { recorder } = this.#context;
    const types = this.#types.sort((a, b) => a.frame - b.frame);
    // One type for all is said once; a folder that mixes types says it per frame.
    if (new Set(types.map(({ mediaType }) => mediaType)).size === 1)
      recorder.static(entity, EncodedImage.update({ mediaType: types[0]!.mediaType }));
    else
      recorder.columns(
        entity,
        types.map(({ frame }) => frame),
        EncodedImage.columns({ mediaType: types.map(({ mediaType }) => mediaType) }),
      );
    this.settle(NO_FRAME);
  }

  #count(size: string, frame: number): void {
    const known = this.#sizes.get(size);
    if (known === undefined) this.#sizes.set(size, { count: 1, first: frame });
    else {
      known.count++;
      known.first = Math.min(known.first, frame);
    }
  }

  #tellSizes(): void {
    const { path } = this.#step.series;
    const sizes = [...this.#sizes].sort(([, a], [, b]) => a.first - b.first);
    this.#context.problems.add(
      exportFinding('export-image-size', path, `The pictures of ${path} are not of one size.`, {
        expected: 'one size, because viewers show the pictures of an entity as a video',
        actual: sizes.map(([size, { count }]) => `${count} of ${size}`).join(', '),
      }),
    );
  }
}

/**
 * The frames that show a picture. Viewers up to 0.31 obey `Clear`; from 0.32 on encoded pictures go through the video
 * path, which overlooks it and crashes on an empty blob, but obeys the opacity [seen: 0.31.4, 0.33.0, 0.41.0]. So both
 * are written.
 */
export class PicturePresence extends Presence {
  readonly #recorder: WriteContext['recorder'];
  readonly #stride: number;
  readonly #picture: string;
  readonly #archetype: Pick<typeof EncodedImage | typeof VideoFrameReference, 'columns'>;
  readonly #shownAgain = new Set<number>();

  constructor(
    context: WriteContext,
    entity: string,
    expected: readonly number[],
    archetype: Pick<typeof EncodedImage | typeof VideoFrameReference, 'columns'>,
  ) {
    super(context, entity, expected);
    this.#recorder = context.recorder;
    this.#stride = context.stride;
    this.#picture = entity;
    this.#archetype = archetype;
  }

  /** Hides the picture from where a run of them ends until the next begins, as far as it is known and not done. */
  hideGaps(isPending: FrameTest): void {
    const gaps = this.clear(isPending);
    const present = this.frames;
    const isPresent = new Set(present);
    const shownAgain = present.filter((frame, i) => {
      const before = frame - this.#stride;
      return i > 0 && !isPresent.has(before) && !this.#shownAgain.has(frame) && !this.isOpen(before, isPending);
    });
    for (const frame of shownAgain) this.#shownAgain.add(frame);
    const changes = [...gaps.map((frame) => [frame, 0] as const), ...shownAgain.map((frame) => [frame, 1] as const)];
    changes.sort(([a], [b]) => a - b);
    this.#recorder.columns(
      this.#picture,
      changes.map(([frame]) => frame),
      this.#archetype.columns({ opacity: Float32Array.from(changes, ([, opacity]) => opacity) }),
    );
  }
}
