import type { Picture } from './canvas.ts';

/** 5x7 glyphs, five bytes each, one byte per column, lowest bit on top. */
const GLYPHS: Readonly<Record<string, string>> = {
  ' ': '0000000000',
  '(': '001c224100',
  ')': '0041221c00',
  '-': '0808080808',
  '.': '0000606000',
  '/': '2010080402',
  '0': '3e5149453e',
  '1': '00427f4000',
  '2': '7249494946',
  '3': '2141494d33',
  '4': '1814127f10',
  '5': '2745454539',
  '6': '3c4a494931',
  '7': '4121110907',
  '8': '3649494936',
  '9': '464949291e',
  ':': '0000140000',
  _: '4040404040',
  a: '2054547840',
  b: '7f28444438',
  c: '3844444428',
  d: '384444287f',
  e: '3854545418',
  f: '00087e0902',
  g: '0c5252523e',
  h: '7f08040478',
  i: '00447d4000',
  j: '2040403d00',
  k: '7f10284400',
  l: '00417f4000',
  m: '7c04780478',
  n: '7c08040478',
  o: '3844444438',
  p: '7c14141408',
  q: '081414147c',
  r: '7c08040408',
  s: '4854545424',
  t: '04043f4424',
  u: '3c4040207c',
  v: '1c2040201c',
  w: '3c4030403c',
  x: '4428102844',
  y: '0c5050503c',
  z: '4464544c44',
};

/** Writes lower-case text with its upper left corner at x, y; letters are 5x7 pixels times `scale`. */
export function writeText(picture: Picture, text: string, x: number, y: number, scale: number, value: number): void {
  [...text.toLowerCase()].forEach((letter, index) => {
    const glyph = GLYPHS[letter] ?? GLYPHS['-']!;
    for (let column = 0; column < 5; column++) {
      const bits = Number.parseInt(glyph.slice(2 * column, 2 * column + 2), 16);
      for (let row = 0; row < 7; row++) {
        if (((bits >> row) & 1) === 0) continue;
        fillBox(picture, x + scale * (6 * index + column), y + scale * row, scale, scale, [value, value, value]);
      }
    }
  });
}

/** Width in pixels of a text at a scale. */
export const textWidth = (text: string, scale: number): number => 6 * scale * text.length;

/** Fills a box; what lies outside the picture is cut. */
export function fillBox(
  picture: Picture,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: readonly [number, number, number],
): void {
  for (let row = Math.max(0, y); row < Math.min(picture.height, y + height); row++) {
    for (let column = Math.max(0, x); column < Math.min(picture.width, x + width); column++)
      picture.rgb.set(colour, 3 * (row * picture.width + column));
  }
}
