/**
 * Palettes of 256 RGB colors, made from a few by linear interpolation.
 * @module
 */

function palette(...stops: readonly string[]): Uint8Array {
  const colors = new Uint8Array(256 * 3);
  const rgb = stops.map((stop) => [0, 2, 4].map((i) => Number.parseInt(stop.slice(i, i + 2), 16)));
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (rgb.length - 1);
    const low = Math.min(rgb.length - 2, Math.floor(at));
    for (let c = 0; c < 3; c++)
      colors[i * 3 + c] = Math.round(rgb[low]![c]! + (rgb[low + 1]![c]! - rgb[low]![c]!) * (at - low));
  }
  return colors;
}

/** Black over purple and orange to pale yellow, evenly brighter: errors. */
export const HEAT = palette(
  '000004',
  '160b39',
  '420a68',
  '6a176e',
  '932667',
  'bc3754',
  'dd513a',
  'f37819',
  'fca50a',
  'f6d746',
  'fcffa4',
);

/** Blue over black to orange: which of two is nearer. */
export const NEARER = palette('9fd0ff', '3f8cf0', '12305c', '08080a', '5c3305', 'ef9a1a', 'ffe0a8');

/** Violet over green to red, near to far: depth. */
export const DEPTH = palette(
  '30123b',
  '4145ab',
  '4675ed',
  '39a2fc',
  '1bcfd4',
  '24eca6',
  '61fc6c',
  'a4fc3b',
  'd1e834',
  'f3c63a',
  'fe9b2d',
  'f36315',
  'd93806',
  'b11901',
  '7a0403',
);

/** CSS gradient of a palette, low to high. */
export function gradient(colors: Uint8Array): string {
  const stops: string[] = [];
  for (let i = 0; i <= 16; i++) {
    const c = Math.round((i / 16) * 255) * 3;
    stops.push(`rgb(${colors[c]} ${colors[c + 1]} ${colors[c + 2]})`);
  }
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

/** Colors of persons in masks: apart from each other, and from skin and shadow. */
const PERSONS = [
  [66, 165, 255],
  [255, 110, 64],
  [186, 104, 255],
  [38, 222, 160],
  [255, 214, 64],
  [255, 105, 180],
] as const;

/** The color of a class of a mask: 0 background has none, 255 is foreground of nobody in particular. */
export function classColor(id: number): readonly [number, number, number] | undefined {
  if (id === 0) return undefined;
  return id === 255 ? [200, 204, 212] : PERSONS[(id - 1) % PERSONS.length]!;
}
