import { DrawOrder, ImageBuffer, ImageFormat, Opacity } from '../components.ts';
import type { ChannelDatatype } from '../values/image-format.ts';
import type { Bytes } from '../values/texts.ts';
import { defineArchetype, required, single } from './define-archetype.ts';
import { imageFields } from './image-fields.ts';

export interface SegmentationImageArgs {
  /** One class id per pixel, row major, top row first: `Uint8Array` or `Uint16Array`. */
  readonly data: Bytes;
  readonly width: number;
  readonly height: number;
  /** Default: inferred from the kind of typed array. */
  readonly channelDatatype?: ChannelDatatype;
  /** 0 to 1. */
  readonly opacity?: number;
  readonly drawOrder?: number;
}

/** Class ids per pixel; names and colors come from the nearest `AnnotationContext` at or above the entity. */
export const SegmentationImage = defineArchetype(
  'SegmentationImage',
  {
    buffer: required(ImageBuffer),
    format: required(ImageFormat),
    opacity: single(Opacity),
    drawOrder: single(DrawOrder),
  },
  ({ data, width, height, channelDatatype, ...rest }: SegmentationImageArgs) => ({
    ...rest,
    ...imageFields('SegmentationImage', data, { width, height, channelDatatype }, { isColor: false }),
  }),
);
