import { DrawOrder, IsKeyframe, Opacity, VideoCodec, VideoSample } from '../components.ts';
import { defineArchetype, required, single } from './define-archetype.ts';

/**
 * Encoded video frame by frame. Log `VideoStream.update({ codec })` static, then one sample per frame, never static.
 * No B-frames; H.264 and H.265 as Annex B with parameter sets before every keyframe, AV1 as low-overhead OBUs.
 */
export const VideoStream = defineArchetype('VideoStream', {
  codec: required(VideoCodec),
  /** One access unit: exactly one frame, in presentation order. */
  sample: single(VideoSample),
  /** Since 0.32. */
  isKeyframe: single(IsKeyframe),
  /** 0 to 1. Since 0.25. */
  opacity: single(Opacity),
  drawOrder: single(DrawOrder),
});
