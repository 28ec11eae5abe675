import { blankPicture, type Picture, paste } from './canvas.ts';
import { fillBox, textWidth, writeText } from './label.ts';

/** Depth range of the trainers' figures, metres. */
export const FIGURE_DEPTH = { near: 1.5, far: 4.5 } as const;

/** Google's polynomial for the turbo colours, t in 0..1. */
export function turbo(t: number): [number, number, number] {
  const x = Math.min(1, Math.max(0, t));
  const poly = (c: readonly number[]) =>
    Math.min(255, Math.max(0, Math.round(255 * c.reduceRight((sum, k) => sum * x + k, 0))));
  return [
    poly([0.13572138, 4.6153926, -42.66032258, 132.13108234, -152.94239396, 59.28637943]),
    poly([0.09140261, 2.19418839, 4.84296658, -14.18503333, 4.27729857, 2.82956604]),
    poly([0.1066733, 12.64194608, -60.58204836, 110.36276771, -89.90310912, 27.34824973]),
  ];
}

/** Depth in turbo colours, black where there is none. */
export function depthPicture(width: number, height: number, depth: Float32Array): Picture {
  const picture = blankPicture(width, height);
  for (let i = 0; i < depth.length; i++) {
    if (!(depth[i]! > 0)) continue;
    picture.rgb.set(turbo((depth[i]! - FIGURE_DEPTH.near) / (FIGURE_DEPTH.far - FIGURE_DEPTH.near)), 3 * i);
  }
  return picture;
}

/** Panels with titles on white, as a matplotlib figure lays them out. */
export function figure(panels: readonly { readonly title: string; readonly picture: Picture }[]): Picture {
  const scale = Math.max(1, Math.round(panels[0]!.picture.height / 240));
  const margin = 6 * scale;
  const top = 7 * scale + 2 * margin;
  const width = margin + panels.reduce((sum, p) => sum + p.picture.width + margin, 0);
  const height = top + Math.max(...panels.map((p) => p.picture.height)) + margin;
  const canvas = blankPicture(width, height, 255);
  let x = margin;
  for (const { title, picture } of panels) {
    const left = x + Math.max(0, Math.floor((picture.width - textWidth(title, scale)) / 2));
    writeText(canvas, title, left, margin, scale, 20);
    paste(canvas, picture, x, top);
    x += picture.width + margin;
  }
  return canvas;
}

/** A histogram of depths in two colours: predicted and ground truth. */
export function histogram(width: number, height: number, series: readonly Float32Array[]): Picture {
  const bins = 48;
  const canvas = blankPicture(width, height, 255);
  const counts = series.map((depth) => {
    const count = new Array<number>(bins).fill(0);
    for (const d of depth) {
      const bin = Math.floor(((d - 1) / 5) * bins);
      if (d > 0 && bin >= 0 && bin < bins) count[bin]!++;
    }
    return count;
  });
  const max = Math.max(1, ...counts.flat());
  const colours = [
    [31, 119, 180],
    [255, 127, 14],
  ] as const;
  counts.forEach((count, s) => {
    count.forEach((n, bin) => {
      const bar = Math.round((n / max) * (height - 24));
      const barWidth = Math.max(1, Math.floor((width - 12) / bins / series.length));
      const x = 6 + Math.floor(((bin + s / series.length) * (width - 12)) / bins);
      fillBox(canvas, x, height - 6 - bar, barWidth, bar, colours[s % 2]!);
    });
  });
  writeText(canvas, 'depth distribution', 8, 4, 1, 20);
  return canvas;
}
