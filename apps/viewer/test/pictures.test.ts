import type { Browser, Page } from 'playwright-core';
import type { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place } from '../src/pixels/lens.ts';
import { HEAT } from '../src/pixels/palette.ts';
import { hashSays, launch, NO_CHROMIUM, openAt, shown } from './browser.ts';
import { knownPictures, type Results, tinyResults } from './data.ts';
import { type Served, serve } from './serve.ts';

/** Where a pixel of a picture is drawn in the only cell, in CSS pixels of the page. */
async function spotOf(page: Page, picture: PNG, x: number, y: number) {
  const box = (await page.locator('.cell canvas').boundingBox())!;
  const { scale, left, top } = place({ zoom: 1, x: 0.5, y: 0.5 }, box, picture);
  return { x: left + (x + 0.5) * scale, y: top + (y + 0.5) * scale, box };
}

/** RGB that the cell's canvas has at a pixel of the picture. */
async function drawnAt(page: Page, picture: PNG, x: number, y: number): Promise<number[]> {
  const spot = await spotOf(page, picture, x, y);
  return page.evaluate(
    ([px, py]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.cell canvas')!;
      return [...canvas.getContext('2d')!.getImageData(px!, py!, 1, 1).data].slice(0, 3);
    },
    [Math.floor(spot.x), Math.floor(spot.y)],
  );
}

const pixel = (png: PNG, x: number, y: number): number[] => [
  ...png.data.subarray((y * png.width + x) * 4).subarray(0, 3),
];

describe.skipIf(NO_CHROMIUM)('pictures', () => {
  let browser: Browser;
  let results: Results;
  let served: Served;
  let known: { readonly prediction: PNG; readonly truth: PNG };
  const at = (query: string) => `#/pictures/${results.id}?${query}`;

  beforeAll(async () => {
    results = await tinyResults();
    known = knownPictures(results.folder, 16, '000003');
    served = await serve([results.root]);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    results.remove();
  });

  it('show the prediction left of the handle and the ground truth right of it', async () => {
    const { page, errors, close } = await openAt(browser, served.origin, at('camera=16&frame=3&cut=0.5'));
    await shown(page, 3);
    for (const [x, y] of [
      [0, 0],
      [5, 9],
      [11, 31],
    ] as const)
      expect(await drawnAt(page, known.prediction, x, y)).toEqual(pixel(known.prediction, x, y));
    for (const [x, y] of [
      [12, 0],
      [20, 17],
      [23, 31],
    ] as const)
      expect(await drawnAt(page, known.truth, x, y)).toEqual(pixel(known.truth, x, y));
    // Dragged to the right, what was ground truth is prediction.
    const { box } = await spotOf(page, known.truth, 0, 0);
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.95, box.y + 40, { steps: 4 });
    await page.mouse.up();
    await hashSays(page, 'cut=0.9');
    expect(await drawnAt(page, known.prediction, 20, 17)).toEqual(pixel(known.prediction, 20, 17));
    expect(errors).toEqual([]);
    await close();
  });

  it('tell the numbers under the cursor, of 255', async () => {
    const { page, close } = await openAt(browser, served.origin, at('camera=16&frame=3&mode=difference'));
    await shown(page, 3);
    for (const [x, y] of [
      [3, 4],
      [17, 30],
    ] as const) {
      const spot = await spotOf(page, known.prediction, x, y);
      await page.mouse.move(spot.box.x + spot.x, spot.box.y + spot.y);
      const a = pixel(known.prediction, x, y);
      const b = pixel(known.truth, x, y);
      const signed = a.map((value, c) => value - b[c]!);
      await page.locator('.where', { hasText: `x ${x} y ${y}` }).waitFor();
      const words = await page.locator('[data-readout] b').allInnerTexts();
      const plain = signed.map((d) => (d > 0 ? `+${d}` : String(d).replace('-', '−'))).join(' ');
      const error = signed.reduce((sum, d) => sum + Math.abs(d), 0) / 3;
      expect(words).toEqual([a.join(' '), b.join(' '), plain, error.toFixed(1)]);
    }
    await close();
  });

  it('paint the difference by the palette', async () => {
    const { page, close } = await openAt(browser, served.origin, at('camera=16&frame=3&mode=difference&gain=128'));
    await shown(page, 3);
    for (const [x, y] of [
      [1, 1],
      [14, 22],
    ] as const) {
      const a = pixel(known.prediction, x, y);
      const b = pixel(known.truth, x, y);
      const error = a.reduce((sum, value, c) => sum + Math.abs(value - b[c]!), 0) / 3;
      const color = Math.min(255, Math.round((error / 128) * 255)) * 3;
      expect(await drawnAt(page, known.prediction, x, y)).toEqual([...HEAT.subarray(color, color + 3)]);
    }
    await close();
  });

  it('go by keys: frames, cameras, modes, epochs; space shows the second while it is held', async () => {
    const { page, errors, close } = await openAt(browser, served.origin, at('camera=16&frame=2'));
    await shown(page, 2);
    await page.keyboard.press('ArrowRight');
    await shown(page, 3);
    await hashSays(page, 'frame=3');
    await page.keyboard.press('End');
    await shown(page, 6);
    await page.keyboard.press('Home');
    await shown(page, 1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('f');
    await hashSays(page, 'mode=flip');
    await shown(page, 3);
    expect(await drawnAt(page, known.prediction, 5, 9)).toEqual(pixel(known.prediction, 5, 9));
    await page.keyboard.down(' ');
    await page.locator('.label.ground-truth').waitFor();
    expect(await drawnAt(page, known.truth, 5, 9)).toEqual(pixel(known.truth, 5, 9));
    await page.keyboard.up(' ');
    await page.locator('.label.prediction').waitFor();
    await page.keyboard.press('a');
    await page.waitForFunction(() => document.querySelectorAll('.cell').length === 3);
    await page.keyboard.press('E');
    await hashSays(page, 'epoch=15');
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
    expect(await page.locator('dialog dd').allInnerTexts()).toContain('Hold: the second picture alone');
    await page.keyboard.press('Escape');
    expect(errors).toEqual([]);
    await close();
  });

  it('come back with the back button, and are in the link', async () => {
    const { page, close } = await openAt(browser, served.origin, at('camera=16&frame=3'));
    await shown(page, 3);
    await page.keyboard.press('d');
    await page.keyboard.press('ArrowDown');
    await hashSays(page, 'camera=28');
    const link = page.url();
    await page.goBack();
    await hashSays(page, 'camera=16');
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('mode='));
    const other = await openAt(browser, served.origin, link.slice(link.indexOf('#')));
    await shown(other.page, 3);
    expect(await other.page.getByRole('button', { name: 'Difference' }).getAttribute('aria-pressed')).toBe('true');
    expect(await other.page.getByLabel('Camera', { exact: true }).inputValue()).toBe('28');
    await other.close();
    await close();
  });

  it('are zoomed together, as squares', async () => {
    const { page, close } = await openAt(browser, served.origin, at('camera=16&frame=3&mode=side&zoom=8&x=0.3&y=0.3'));
    await shown(page, 3);
    const colors = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.cell canvas')!;
      const { data } = canvas.getContext('2d')!.getImageData(0, Math.floor(canvas.height / 2), canvas.width, 1);
      const all = new Set<number>();
      for (let i = 0; i < data.length; i += 4) all.add(data[i]! * 65_536 + data[i + 1]! * 256 + data[i + 2]!);
      return all.size;
    });
    // A row of few large squares: smoothed it would be hundreds of colors.
    expect(colors).toBeGreaterThan(4);
    expect(colors).toBeLessThan(30);
    await page.keyboard.press('0');
    await page.waitForFunction(() => !location.hash.includes('zoom'));
    await close();
  });

  it('say which picture is missing', async () => {
    const { page, close } = await openAt(browser, served.origin, at('camera=16&frame=99&mode=side'));
    await page.getByText('Frame 99 has no prediction.').waitFor();
    await page.getByText('Frame 99 has no ground truth.').waitFor();
    await close();
  });
});
