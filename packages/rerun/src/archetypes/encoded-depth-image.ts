import {
  Blob,
  Colormap,
  DepthMeter,
  DrawOrder,
  FillRatio,
  MagnificationFilter,
  MediaType,
  ValueRange,
} from '../components.ts';
import { defineArchetype, optional, required } from './define-archetype.ts';

/** Depth as a file, passed through: 16-bit grey PNG, RVL or (newest viewers) TIFF. Since 0.28; older viewers show nothing. */
export const EncodedDepthImage = defineArchetype('EncodedDepthImage', {
  blob: required(Blob),
  /** `image/png`, `application/rvl` or `image/tiff`. */
  mediaType: optional(MediaType),
  /** How many units of a pixel make one metre, e.g. 1000 for millimetres. */
  meter: optional(DepthMeter),
  colormap: optional(Colormap),
  /** [near, far] in units of a pixel. */
  depthRange: optional(ValueRange),
  /** Size of the points in 3D views; 1 = neighbours touch. */
  pointFillRatio: optional(FillRatio),
  drawOrder: optional(DrawOrder),
  /** Since 0.31. */
  magnificationFilter: optional(MagnificationFilter),
});
