import sharp from 'sharp';

/** Quality of the preprocessing's source frames. */
export const SOURCE_QUALITY = 95;
/** Pillow's default, which every render and every copy of a frame has. */
export const PILLOW_QUALITY = 75;

/** A baseline JPEG, 4:2:0, standard Huffman tables, as Pillow writes it. Pixels are interleaved RGB. */
export async function encodeJpeg(
  width: number,
  height: number,
  pixels: Uint8Array,
  quality: number,
): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: '4:2:0', optimiseCoding: false })
    .toBuffer();
}
