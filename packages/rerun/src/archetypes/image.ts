import { DrawOrder, ImageBuffer, ImageFormat, MagnificationFilter, Opacity } from '../components.ts';
import type { ChannelDatatype, ColorModel, PixelFormat } from '../values/image-format.ts';
import type { Bytes } from '../values/texts.ts';
import { defineArchetype, required, single } from './define-archetype.ts';
import { imageFields } from './image-fields.ts';

export interface ImageArgs {
  /** Pixels, row major, tightly packed, little endian, top row first. */
  readonly data: Bytes;
  readonly width: number;
  readonly height: number;
  /** Default: inferred from the number of channels (1, 3 or 4). Not with `pixelFormat`. */
  readonly colorModel?: ColorModel;
  /** Default: inferred from the kind of typed array. */
  readonly channelDatatype?: ChannelDatatype;
  /** For chroma-subsampled buffers, e.g. `'NV12'`. */
  readonly pixelFormat?: PixelFormat;
  /** 0 to 1. */
  readonly opacity?: number;
  readonly drawOrder?: number;
  /** Since 0.31. */
  readonly magnificationFilter?: 'Nearest' | 'Linear' | 'Bicubic';
}

/** Raw pixels. For JPEG and PNG files use `EncodedImage`. */
export const Image = defineArchetype(
  'Image',
  {
    buffer: required(ImageBuffer),
    format: required(ImageFormat),
    opacity: single(Opacity),
    drawOrder: single(DrawOrder),
    magnificationFilter: single(MagnificationFilter),
  },
  ({ data, width, height, colorModel, channelDatatype, pixelFormat, ...rest }: ImageArgs) => ({
    ...rest,
    ...imageFields('Image', data, { width, height, colorModel, channelDatatype, pixelFormat }, { isColor: true }),
  }),
);
