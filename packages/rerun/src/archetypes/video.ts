import { Blob, DrawOrder, EntityPathComponent, MediaType, Opacity, VideoTimestamp } from '../components.ts';
import { formatEntityPath } from '../entity-path.ts';
import type { Bytes } from '../values/texts.ts';
import { defineArchetype, optional, required, single } from './define-archetype.ts';

/** An MP4 file, passed through. Log it static. */
export const AssetVideo = defineArchetype(
  'AssetVideo',
  { blob: required(Blob), mediaType: single(MediaType) },
  ({ blob, mediaType = 'video/mp4' }: { readonly blob: Bytes; readonly mediaType?: string }) => ({ blob, mediaType }),
);

export interface VideoFrameReferenceArgs {
  /** Seconds from the start of the video, or nanoseconds as bigint; the nearest frame is shown. */
  readonly timestamp: number | bigint;
  /** Entity path of the AssetVideo; default: this entity. */
  readonly videoReference?: string;
  /** 0 to 1. Since 0.25. */
  readonly opacity?: number;
  readonly drawOrder?: number;
}

/** Shows one frame of a video. */
export const VideoFrameReference = defineArchetype(
  'VideoFrameReference',
  {
    timestamp: required(VideoTimestamp),
    videoReference: optional(EntityPathComponent),
    opacity: single(Opacity),
    drawOrder: single(DrawOrder),
  },
  ({ timestamp, videoReference, ...rest }: VideoFrameReferenceArgs) => ({
    ...rest,
    timestamp: typeof timestamp === 'bigint' ? timestamp : BigInt(Math.round(timestamp * 1e9)),
    ...(videoReference === undefined ? {} : { videoReference: formatEntityPath(videoReference) }),
  }),
);
