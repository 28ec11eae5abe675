import { describe, expect, it, vi } from 'vitest';
import { errorAt, paintErrors, paintNearer } from '../src/pixels/difference.ts';
import { Kept } from '../src/pixels/kept.ts';
import { FITTED, panBy, place, pointAt, zoomAt } from '../src/pixels/lens.ts';
import { HEAT, NEARER } from '../src/pixels/palette.ts';

const raster = (...pixels: [number, number, number][]) => ({
  width: pixels.length,
  height: 1,
  data: Uint8ClampedArray.from(pixels.flatMap((pixel) => [...pixel, 255])),
});

describe('differences', () => {
  // numpy: a = [[10,20,30],[255,0,0],[7,7,7]], b = [[13,20,24],[0,255,0],[7,7,7]]
  const a = raster([10, 20, 30], [255, 0, 0], [7, 7, 7]);
  const b = raster([13, 20, 24], [0, 255, 0], [7, 7, 7]);

  it('are means of the channels, of 255', () => {
    expect([0, 1, 2].map((pixel) => errorAt(a, b, pixel))).toEqual([3, 170, 0]);
  });

  it('are painted from the palette, brightest at the top of the scale and above', () => {
    const out = new Uint8ClampedArray(12);
    paintErrors(a, b, 6, HEAT, out);
    expect([...out.subarray(0, 4)]).toEqual([...HEAT.subarray(128 * 3, 128 * 3 + 3), 255]);
    expect([...out.subarray(4, 8)]).toEqual([...HEAT.subarray(255 * 3), 255]);
    expect([...out.subarray(8)]).toEqual([...HEAT.subarray(0, 3), 255]);
  });

  it('show who is nearer: upper half of the palette for the first', () => {
    const truth = raster([10, 20, 30], [0, 255, 0], [9, 9, 9]);
    const out = new Uint8ClampedArray(12);
    paintNearer(a, b, truth, 3, NEARER, out);
    expect([...out.subarray(0, 3)]).toEqual([...NEARER.subarray(255 * 3)]);
    expect([...out.subarray(4, 7)]).toEqual([...NEARER.subarray(0, 3)]);
    expect([...out.subarray(8, 11)]).toEqual([...NEARER.subarray(128 * 3, 128 * 3 + 3)]);
  });
});

describe('what is kept', () => {
  it('is what was used last, within the bytes', () => {
    const release = vi.fn();
    const kept = new Kept<string>(30, release);
    kept.put('a', 'A', 10);
    kept.put('b', 'B', 10);
    kept.put('c', 'C', 10);
    expect(kept.get('a')).toBe('A');
    kept.put('d', 'D', 20);
    expect(release.mock.calls).toEqual([['B'], ['C']]);
    expect([kept.has('a'), kept.has('d'), kept.bytes]).toEqual([true, true, 30]);
  });

  it('holds a value that is larger than all of it, alone', () => {
    const kept = new Kept<string>(5);
    kept.put('a', 'A', 3);
    kept.put('b', 'B', 50);
    expect([kept.has('a'), kept.get('b'), kept.bytes]).toEqual([false, 'B', 50]);
  });
});

describe('the lens', () => {
  const pane = { width: 300, height: 200 };
  const picture = { width: 30, height: 40 };

  it('fits the picture in the middle', () => {
    expect(place(FITTED, pane, picture)).toEqual({ scale: 5, left: 75, top: 0 });
    expect(pointAt(FITTED, pane, picture, 75, 0)).toEqual({ x: 0, y: 0 });
  });

  it('zooms about the cursor', () => {
    const before = pointAt(FITTED, pane, picture, 120, 60);
    const lens = zoomAt(FITTED, pane, picture, 120, 60, 3);
    const after = pointAt(lens, pane, picture, 120, 60);
    expect(after.x).toBeCloseTo(before.x, 10);
    expect(after.y).toBeCloseTo(before.y, 10);
    expect(zoomAt(lens, pane, picture, 10, 10, 0.01)).toEqual(FITTED);
  });

  it('moves with the hand, not past the edge', () => {
    const lens = { zoom: 2, x: 0.5, y: 0.5 };
    expect(panBy(lens, pane, picture, 30, 0).x).toBeCloseTo(0.4, 10);
    expect(panBy(lens, pane, picture, 1e6, -1e6)).toEqual({ zoom: 2, x: 0, y: 1 });
  });
});
