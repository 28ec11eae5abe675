/**
 * A bar that says what colors mean, one pixel per color, with labels below.
 * @module
 */
import { Image, Points2D } from '../../archetypes/index.ts';
import { packColor } from '../../values/colors.ts';
import type { Recorder } from '../run/recorder.ts';

/** A color bar. */
export interface ColorBar {
  /** `0xRRGGBBAA`, from left to right. */
  readonly colors: Uint32Array;
  /** Labels, by the index of the color they stand below. */
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const HEIGHT = 6;

/** Part of a bar's plane that shows it with its labels, pixels: one a color. */
export const barBounds = (colors: number) =>
  ({ xRange: [-3, colors + 5], yRange: [-2, HEIGHT + 5] }) as const satisfies Record<string, readonly [number, number]>;

/** Writes a bar. */
export function writeColorBar(recorder: Recorder, entity: string, { colors, ticks }: ColorBar): void {
  const width = colors.length;
  const pixels = new Uint8Array(width * HEIGHT * 3);
  for (let i = 0; i < width * HEIGHT; i++) {
    const color = colors[i % width]!;
    pixels.set([color >>> 24, (color >>> 16) & 255, (color >>> 8) & 255], i * 3);
  }
  recorder.static(entity, [
    Image({ data: pixels, width, height: HEIGHT }),
    Points2D({
      positions: ticks.map(({ at }) => [at + 0.5, HEIGHT + 0.5] as const),
      labels: ticks.map(({ label }) => label),
      colors: packColor(60, 60, 60),
      radii: 0.3,
      showLabels: true,
    }),
  ]);
}
