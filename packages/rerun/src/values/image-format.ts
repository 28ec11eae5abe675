import { struct, u8, u32 } from '../arrow/data-type.ts';
import { arrayFromValues } from '../arrow/from-values.ts';
import { describeValue, ValueProblem } from '../arrow/value-problem.ts';
import type { ValueCodec } from './codec.ts';

/** Numbers of a channel type on the wire, and bytes of one channel (reference: rrd-format 7.3). */
export const CHANNEL_DATATYPES = {
  U8: { number: 6, bytes: 1 },
  I8: { number: 7, bytes: 1 },
  U16: { number: 8, bytes: 2 },
  I16: { number: 9, bytes: 2 },
  U32: { number: 10, bytes: 4 },
  I32: { number: 11, bytes: 4 },
  U64: { number: 12, bytes: 8 },
  I64: { number: 13, bytes: 8 },
  F16: { number: 33, bytes: 2 },
  F32: { number: 34, bytes: 4 },
  F64: { number: 35, bytes: 8 },
} as const;
export type ChannelDatatype = keyof typeof CHANNEL_DATATYPES;

/** Numbers of a color model on the wire, and its channels. */
export const COLOR_MODELS = {
  L: { number: 1, channels: 1 },
  RGB: { number: 2, channels: 3 },
  RGBA: { number: 3, channels: 4 },
  BGR: { number: 4, channels: 3 },
  BGRA: { number: 5, channels: 4 },
} as const;
export type ColorModel = keyof typeof COLOR_MODELS;

/** Numbers of chroma-subsampled and Bayer formats on the wire, and bytes per pixel. */
export const PIXEL_FORMATS = {
  Y_U_V12_LimitedRange: { number: 20, bytesPerPixel: 1.5 },
  NV12: { number: 26, bytesPerPixel: 1.5 },
  YUY2: { number: 27, bytesPerPixel: 2 },
  Y8_FullRange: { number: 30, bytesPerPixel: 1 },
  Y_U_V24_LimitedRange: { number: 39, bytesPerPixel: 3 },
  Y_U_V24_FullRange: { number: 40, bytesPerPixel: 3 },
  Y8_LimitedRange: { number: 41, bytesPerPixel: 1 },
  Y_U_V12_FullRange: { number: 44, bytesPerPixel: 1.5 },
  Y_U_V16_LimitedRange: { number: 49, bytesPerPixel: 2 },
  Y_U_V16_FullRange: { number: 50, bytesPerPixel: 2 },
} as const;
export type PixelFormat = keyof typeof PIXEL_FORMATS;

/** How the bytes of an image buffer are to be read. Depth and class images have neither model nor pixel format. */
export interface ImageFormatValue {
  readonly width: number;
  readonly height: number;
  readonly channelDatatype?: ChannelDatatype;
  readonly colorModel?: ColorModel;
  readonly pixelFormat?: PixelFormat;
}

/** Bytes that a buffer of this format has. */
export function imageByteLength(format: ImageFormatValue): number {
  const pixels = format.width * format.height;
  if (format.pixelFormat !== undefined) return pixels * PIXEL_FORMATS[format.pixelFormat].bytesPerPixel;
  const channels = format.colorModel === undefined ? 1 : COLOR_MODELS[format.colorModel].channels;
  return pixels * channels * CHANNEL_DATATYPES[format.channelDatatype ?? 'U8'].bytes;
}

const TYPE = struct({
  width: u32,
  height: u32,
  'pixel_format?': u8,
  'color_model?': u8,
  'channel_datatype?': u8,
});

/** Image formats as the struct of Rerun. */
export function encodeImageFormat(): ValueCodec<ImageFormatValue | readonly ImageFormatValue[]> {
  return {
    type: TYPE,
    encode: (value) =>
      arrayFromValues(
        TYPE,
        (Array.isArray(value) ? (value as readonly ImageFormatValue[]) : [value as ImageFormatValue]).map((format) => ({
          width: format.width,
          height: format.height,
          pixel_format: lookUp('pixelFormat', PIXEL_FORMATS, format.pixelFormat),
          color_model: lookUp('colorModel', COLOR_MODELS, format.colorModel),
          channel_datatype: lookUp('channelDatatype', CHANNEL_DATATYPES, format.channelDatatype),
        })),
      ),
  };
}

function lookUp(what: string, table: Readonly<Record<string, { number: number }>>, name: string | undefined) {
  if (name === undefined) return undefined;
  if (!Object.hasOwn(table, name)) {
    throw new ValueProblem(`${what} one of ${Object.keys(table).join(', ')}`, describeValue(name));
  }
  return table[name]!.number;
}
