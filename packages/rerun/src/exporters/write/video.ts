/**
 * Videos: the file once, and per frame which picture of it is shown.
 * @module
 */
import { AssetVideo, VideoFrameReference } from '../../archetypes/index.ts';
import { exportFinding } from '../run/problems.ts';
import type { VideoStep } from '../steps/step.ts';
import type { WriteContext } from './context.ts';
import { PicturePresence } from './images.ts';
import { NO_FRAME, type StepWriter } from './step-writer.ts';

/** A video, which is one value: it is written whole. Frames beyond its last picture show nothing. */
export class VideoWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: VideoStep;

  constructor(context: WriteContext, step: VideoStep) {
    this.#context = context;
    this.#step = step;
  }

  async *write(): AsyncGenerator<number> {
    const { series, frames } = this.#step;
    const { signal, problems } = this.#context;
    const item = await series.read(signal && { signal });
    if (item.problem !== undefined) problems.add(item.problem);
    else this.#writeValue(item.path, item.value);
    yield frames.length;
  }

  settle(): void {}

  finish(): void {}

  #writeValue(path: string, { bytes, mediaType, frameTimes }: VideoValue): void {
    const { entity, series, frames } = this.#step;
    const { recorder, problems } = this.#context;
    const [first] = series.frames;
    const shown = frames.filter((frame) => frame - first! < frameTimes.length);
    if (frameTimes.length === 0)
      problems.add(
        exportFinding('export-video-times', path, `The video ${path} does not say when its pictures begin.`, {
          expected: 'a table of times of one video track',
          actual: 'none',
        }),
      );
    else recorder.static(entity, AssetVideo({ blob: bytes, mediaType }));
    // A nanosecond early would be the picture before.
    const timestamp = BigInt64Array.from(shown, (frame) => BigInt(Math.ceil(frameTimes[frame - first!]! * 1e9)));
    recorder.columns(entity, shown, VideoFrameReference.columns({ timestamp }));
    const presence = new PicturePresence(this.#context, entity, frames, VideoFrameReference);
    for (const frame of shown) presence.add(frame);
    presence.hideGaps(NO_FRAME);
  }
}

type VideoValue = NonNullable<Awaited<ReturnType<VideoStep['series']['read']>>['value']>;
