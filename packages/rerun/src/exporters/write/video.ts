/**
 * Videos: the file once, and per frame which picture of it is shown.
 * @module
 */
import { AssetVideo, VideoFrameReference } from '../../archetypes/index.ts';
import { exportFinding } from '../run/problems.ts';
import type { VideoStep } from '../steps/step.ts';
import type { WriteContext } from './context.ts';
import { hideGaps } from './images.ts';

/** A video. Frames beyond its last picture show nothing. Yields the number of values done. */
export async function* writeVideo(context: WriteContext, step: VideoStep): AsyncGenerator<number> {
  const { entity, series, frames } = step;
  const { signal, recorder } = context;
  const item = await series.read(signal && { signal });
  if (item.problem !== undefined) context.problems.add(item.problem);
  else {
    const { bytes, mediaType, frameTimes } = item.value;
    const [first] = series.frames;
    const shown = frames.filter((frame) => frame - first! < frameTimes.length);
    if (frameTimes.length === 0)
      context.problems.add(
        exportFinding('export-video-times', item.path, `The video ${item.path} does not say when its pictures begin.`, {
          expected: 'a table of times of one video track',
          actual: 'none',
        }),
      );
    else recorder.static(entity, AssetVideo({ blob: bytes, mediaType }));
    // A nanosecond early would be the picture before.
    const timestamp = BigInt64Array.from(shown, (frame) => BigInt(Math.ceil(frameTimes[frame - first!]! * 1e9)));
    recorder.columns(entity, shown, VideoFrameReference.columns({ timestamp }));
    hideGaps(context, entity, shown, VideoFrameReference);
  }
  yield frames.length;
}
