import { Blob, Colormap, DepthMeter, DrawOrder, FillRatio, MagnificationFilter, ValueRange } from '../components.ts';
import { mediaTypeOf } from '../values/media-types.ts';
import { defineArchetype, required, single } from './define-archetype.ts';

/** Depth as a file, passed through: 16-bit grey PNG, RVL or (newest viewers) TIFF. Since 0.28; older viewers show nothing. */
export const EncodedDepthImage = defineArchetype('EncodedDepthImage', {
  blob: required(Blob),
  /** `image/png`, `application/rvl` or `image/tiff`. */
  mediaType: single(mediaTypeOf('image/png', 'application/rvl', 'image/tiff')),
  /** How many units of a pixel make one metre, e.g. 1000 for millimetres. */
  meter: single(DepthMeter),
  colormap: single(Colormap),
  /** [near, far] in units of a pixel. */
  depthRange: single(ValueRange),
  /** Size of the points in 3D views; 1 = neighbours touch. */
  pointFillRatio: single(FillRatio),
  drawOrder: single(DrawOrder),
  /** Since 0.31. */
  magnificationFilter: single(MagnificationFilter),
});
