import type { Picture } from '../picture/canvas.ts';

/** How far a render is from the real picture, over the persons' pixels. */
export interface ImageScores {
  /** dB, at most 120; 0 when the mask is empty. */
  readonly psnr: number;
  /** Mean structural similarity of luminance over 8x8 windows that touch the mask. */
  readonly ssim: number;
  /** A stand-in for LPIPS without a network: how much local contrast differs, at two scales. 0 is equal. */
  readonly lpips: number;
}

const WINDOW = 8;

/** Scores of `pred` against `gt` (both masked on black); the mask counts where it is at least half set. */
export function scoreImage(pred: Picture, gt: Picture, mask: Uint8Array): ImageScores {
  let squares = 0;
  let pixels = 0;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i]! < 128) continue;
    pixels++;
    for (let k = 3 * i; k < 3 * i + 3; k++) squares += ((pred.rgb[k]! - gt.rgb[k]!) / 255) ** 2;
  }
  if (pixels === 0) return { psnr: 0, ssim: 0, lpips: 1 };
  const mse = squares / (3 * pixels);
  const a = luminance(pred);
  const b = luminance(gt);
  return {
    psnr: Math.fround(Math.min(120, -10 * Math.log10(Math.max(mse, 1e-12)))),
    ssim: Math.fround(similarity(a, b, mask, pred.width, pred.height)),
    lpips: Math.fround(0.5 * contrastGap(a, b, mask, pred.width, 1) + 0.5 * contrastGap(a, b, mask, pred.width, 2)),
  };
}

function luminance(picture: Picture): Float32Array {
  const out = new Float32Array(picture.width * picture.height);
  for (let i = 0, k = 0; i < out.length; i++, k += 3)
    out[i] = (0.299 * picture.rgb[k]! + 0.587 * picture.rgb[k + 1]! + 0.114 * picture.rgb[k + 2]!) / 255;
  return out;
}

function similarity(a: Float32Array, b: Float32Array, mask: Uint8Array, width: number, height: number): number {
  const [c1, c2] = [0.01 ** 2, 0.03 ** 2];
  const n = WINDOW * WINDOW;
  let sum = 0;
  let windows = 0;
  for (let y = 0; y + WINDOW <= height; y += WINDOW / 2) {
    for (let x = 0; x + WINDOW <= width; x += WINDOW / 2) {
      let [touched, sa, sb, saa, sbb, sab] = [false, 0, 0, 0, 0, 0];
      for (let j = 0; j < WINDOW; j++) {
        for (let i = (y + j) * width + x; i < (y + j) * width + x + WINDOW; i++) {
          touched ||= mask[i]! >= 128;
          sa += a[i]!;
          sb += b[i]!;
          saa += a[i]! * a[i]!;
          sbb += b[i]! * b[i]!;
          sab += a[i]! * b[i]!;
        }
      }
      if (!touched) continue;
      const [ma, mb] = [sa / n, sb / n];
      const [va, vb, vab] = [saa / n - ma * ma, sbb / n - mb * mb, sab / n - ma * mb];
      sum += ((2 * ma * mb + c1) * (2 * vab + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
      windows++;
    }
  }
  return windows > 0 ? sum / windows : 1;
}

function contrastGap(a: Float32Array, b: Float32Array, mask: Uint8Array, width: number, step: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + step * width < a.length; i++) {
    if (mask[i]! < 128) continue;
    const dx = a[i + step]! - a[i]! - (b[i + step]! - b[i]!);
    const dy = a[i + step * width]! - a[i]! - (b[i + step * width]! - b[i]!);
    sum += Math.abs(dx) + Math.abs(dy);
    count++;
  }
  return count > 0 ? sum / count : 0;
}
