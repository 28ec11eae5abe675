import {
  Colormap,
  DepthMeter,
  DrawOrder,
  FillRatio,
  ImageBuffer,
  ImageFormat,
  MagnificationFilter,
  ValueRange,
} from '../components.ts';
import type { ChannelDatatype } from '../values/image-format.ts';
import type { Bytes } from '../values/texts.ts';
import { defineArchetype, required, single } from './define-archetype.ts';
import { imageFields } from './image-fields.ts';

export interface DepthImageArgs {
  /** One depth per pixel, row major, top row first; usually a `Uint16Array` or `Float32Array`. */
  readonly data: Bytes;
  readonly width: number;
  readonly height: number;
  /** Default: inferred from the kind of typed array. */
  readonly channelDatatype?: ChannelDatatype;
  /** How many units of `data` make one metre, e.g. 1000 for millimetres. Viewer's default: 1 for floats, 1000 else. */
  readonly meter?: number;
  readonly colormap?:
    | 'Grayscale'
    | 'Inferno'
    | 'Magma'
    | 'Plasma'
    | 'Turbo'
    | 'Viridis'
    | 'CyanToYellow'
    | 'Spectral'
    | 'Twilight';
  /** [near, far] in units of `data`. */
  readonly depthRange?: readonly [number, number];
  /** Size of the points in 3D views; 1 = neighbours touch. */
  readonly pointFillRatio?: number;
  readonly drawOrder?: number;
  /** Since 0.31. */
  readonly magnificationFilter?: 'Nearest' | 'Linear' | 'Bicubic';
}

/** Distances along the camera's z axis; below a `Pinhole` 3D views show it as a point cloud. */
export const DepthImage = defineArchetype(
  'DepthImage',
  {
    buffer: required(ImageBuffer),
    format: required(ImageFormat),
    meter: single(DepthMeter),
    colormap: single(Colormap),
    depthRange: single(ValueRange),
    pointFillRatio: single(FillRatio),
    drawOrder: single(DrawOrder),
    magnificationFilter: single(MagnificationFilter),
  },
  ({ data, width, height, channelDatatype, ...rest }: DepthImageArgs) => ({
    ...rest,
    ...imageFields('DepthImage', data, { width, height, channelDatatype }, { isColor: false }),
  }),
);
