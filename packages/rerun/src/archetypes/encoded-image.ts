import { Blob, DrawOrder, MagnificationFilter, MediaType, Opacity } from '../components.ts';
import type { Bytes } from '../values/texts.ts';
import { defineArchetype, required, single } from './define-archetype.ts';

export interface EncodedImageArgs {
  /** The bytes of a JPEG or PNG file. */
  readonly blob: Bytes;
  /** Default: inferred from the first bytes. */
  readonly mediaType?: string;
  /** 0 to 1. */
  readonly opacity?: number;
  readonly drawOrder?: number;
  /** Since 0.31. */
  readonly magnificationFilter?: 'Nearest' | 'Linear' | 'Bicubic';
}

/**
 * A JPEG or PNG file, passed through. Do not log it static: viewers 0.32.0 to 0.33.1 hang on that (rrd-format 14).
 */
export const EncodedImage = defineArchetype(
  'EncodedImage',
  {
    blob: required(Blob),
    mediaType: single(MediaType),
    opacity: single(Opacity),
    drawOrder: single(DrawOrder),
    magnificationFilter: single(MagnificationFilter),
  },
  (args: EncodedImageArgs) => ({ ...args, mediaType: args.mediaType ?? guessImageMediaType(args.blob) }),
);

/** `image/jpeg` or `image/png` by the first bytes, else undefined. */
export function guessImageMediaType(blob: Bytes): string | undefined {
  const bytes = blob instanceof ArrayBuffer ? new Uint8Array(blob, 0, Math.min(4, blob.byteLength)) : viewStart(blob);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47) return 'image/png';
  return undefined;
}

function viewStart(view: ArrayBufferView): Uint8Array {
  if (!ArrayBuffer.isView(view)) return new Uint8Array();
  return new Uint8Array(view.buffer, view.byteOffset, Math.min(4, view.byteLength));
}
