import {
  CHANNEL_DATATYPES,
  type ChannelDatatype,
  type ColorModel,
  type ImageFormatValue,
  imageByteLength,
  type PixelFormat,
} from '../values/image-format.ts';
import type { Bytes } from '../values/texts.ts';
import { FieldProblem } from './define-archetype.ts';

interface GivenFormat {
  readonly width: number;
  readonly height: number;
  readonly channelDatatype?: ChannelDatatype | undefined;
  readonly colorModel?: ColorModel | undefined;
  readonly pixelFormat?: PixelFormat | undefined;
}

const BY_CHANNELS: Readonly<Record<number, ColorModel>> = { 1: 'L', 3: 'RGB', 4: 'RGBA' };

/** Buffer and format from pixels and what is known about them; refuses a buffer of another length. */
export function imageFields(
  archetype: string,
  data: Bytes,
  given: GivenFormat,
  options: { readonly isColor: boolean },
): { readonly buffer: Bytes; readonly format: ImageFormatValue } {
  const { width, height, pixelFormat } = given;
  for (const [name, size] of Object.entries({ width, height })) {
    if (!Number.isInteger(size) || size < 0 || size > 0xffffffff) {
      throw new FieldProblem(`${archetype}.${name}`, 'an integer from 0 to 4294967295', String(size));
    }
  }
  const byteLength = data?.byteLength;
  if (typeof byteLength !== 'number') throw new FieldProblem(`${archetype}.data`, 'a typed array', String(data));
  if (pixelFormat !== undefined) {
    const format = { width, height, pixelFormat };
    checkLength(archetype, byteLength, format);
    return { buffer: data, format };
  }
  const channelDatatype = given.channelDatatype ?? channelOf(data);
  if (!Object.hasOwn(CHANNEL_DATATYPES, channelDatatype)) {
    const names = Object.keys(CHANNEL_DATATYPES).join(', ');
    throw new FieldProblem(`${archetype}.channelDatatype`, `one of ${names}`, String(channelDatatype));
  }
  const channels = byteLength / (width * height * CHANNEL_DATATYPES[channelDatatype].bytes);
  const colorModel = options.isColor ? (given.colorModel ?? BY_CHANNELS[channels]) : undefined;
  if (options.isColor && colorModel === undefined && byteLength > 0) {
    throw new FieldProblem(
      `${archetype}.data`,
      `1, 3 or 4 channels of ${channelDatatype} for ${width} x ${height}, or a colorModel`,
      `${byteLength} bytes`,
    );
  }
  const format = { width, height, channelDatatype, ...(colorModel === undefined ? {} : { colorModel }) };
  checkLength(archetype, byteLength, format);
  return { buffer: data, format };
}

function checkLength(archetype: string, byteLength: number, format: ImageFormatValue): void {
  const expected = imageByteLength(format);
  if (byteLength !== expected) {
    throw new FieldProblem(
      `${archetype}.data`,
      `${expected} bytes for ${format.width} x ${format.height} ${format.pixelFormat ?? `${format.colorModel ?? ''} ${format.channelDatatype}`.trim()}`,
      `${byteLength} bytes`,
    );
  }
}

function channelOf(data: Bytes): ChannelDatatype {
  if (data instanceof Uint16Array) return 'U16';
  if (data instanceof Int16Array) return 'I16';
  if (data instanceof Int8Array) return 'I8';
  if (data instanceof Uint32Array) return 'U32';
  if (data instanceof Int32Array) return 'I32';
  if (data instanceof BigUint64Array) return 'U64';
  if (data instanceof BigInt64Array) return 'I64';
  if (data instanceof Float32Array) return 'F32';
  if (data instanceof Float64Array) return 'F64';
  return 'U8';
}
