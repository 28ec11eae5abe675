/** Interleaved 8-bit RGB. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** A picture of one colour. */
export function blankPicture(width: number, height: number, value = 0): Picture {
  return { width, height, rgb: new Uint8Array(width * height * 3).fill(value) };
}

/** Copies `picture` into `canvas` with its upper left corner at x, y; what does not fit is cut. */
export function paste(canvas: Picture, picture: Picture, x: number, y: number): void {
  const columns = Math.min(picture.width, canvas.width - x);
  if (columns <= 0) return;
  for (let row = 0; row < Math.min(picture.height, canvas.height - y); row++) {
    const from = row * picture.width * 3;
    canvas.rgb.set(picture.rgb.subarray(from, from + 3 * columns), ((y + row) * canvas.width + x) * 3);
  }
}

/** Pictures of one size side by side. */
export function sideBySide(pictures: readonly Picture[]): Picture {
  const { width, height } = pictures[0]!;
  const canvas = blankPicture(width * pictures.length, height);
  pictures.forEach((picture, i) => {
    paste(canvas, picture, i * width, 0);
  });
  return canvas;
}

/** Half of each. */
export function blend(a: Picture, b: Picture): Picture {
  const rgb = new Uint8Array(a.rgb.length);
  for (let i = 0; i < rgb.length; i++) rgb[i] = (a.rgb[i]! + b.rgb[i]!) >> 1;
  return { width: a.width, height: a.height, rgb };
}

/** The picture where the mask is set, black elsewhere. */
export function maskPicture(picture: Picture, mask: Uint8Array): Picture {
  const rgb = new Uint8Array(picture.rgb.length);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    rgb[3 * i] = picture.rgb[3 * i]!;
    rgb[3 * i + 1] = picture.rgb[3 * i + 1]!;
    rgb[3 * i + 2] = picture.rgb[3 * i + 2]!;
  }
  return { width: picture.width, height: picture.height, rgb };
}

/** A mask as a picture, white on black. */
export function maskAsPicture(width: number, height: number, mask: Uint8Array): Picture {
  const picture = blankPicture(width, height);
  for (let i = 0; i < mask.length; i++) picture.rgb.fill(mask[i]!, 3 * i, 3 * i + 3);
  return picture;
}

/** Opaque RGBA, as matplotlib saves figures. */
export function toRgba(picture: Picture): Uint8Array {
  const out = new Uint8Array((picture.rgb.length / 3) * 4).fill(255);
  for (let i = 0, o = 0; i < picture.rgb.length; i += 3, o += 4) {
    out[o] = picture.rgb[i]!;
    out[o + 1] = picture.rgb[i + 1]!;
    out[o + 2] = picture.rgb[i + 2]!;
  }
  return out;
}
