import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because } from '../../../vitest.shared.ts';
import { FRAMES, makeSpiral, ROWS } from '../src/spiral.ts';
import { isWarning, launch, NO_CHROMIUM } from './chromium.ts';
import { servePage } from './serve.ts';

const hash = (bytes: Iterable<number>) => createHash('sha256').update(Uint8Array.from(bytes)).digest('hex');

describe.skipIf(NO_CHROMIUM !== undefined)(`in a real browser${because(NO_CHROMIUM)}`, () => {
  let browser: Browser;
  let page: Page;
  let server: Awaited<ReturnType<typeof servePage>>;
  const warnings: string[] = [];

  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), servePage()]);
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    // The viewer logs every shader at debug level: very slow with a listener.
    await page.addInitScript('console.debug = () => {}');
    page.on('console', (message) => {
      if (isWarning(message.type(), message.text())) warnings.push(message.text());
    });
    page.on('pageerror', (error) => warnings.push(error.message));
    await page.goto(server.origin);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(['make', 'makeInWorker'] as const)('a page has the same bytes as Node: %s', async (call) => {
    const { rrd, rows } = await page.evaluate((name) => globalThis.outlay[name](), call);
    expect(hash(rrd)).toBe(hash(makeSpiral()));
    expect(rows).toContain(ROWS);
  });

  it("a recording made in the page opens through the web viewer's channel, without a warning", async () => {
    await page.evaluate(() => globalThis.outlay.startViewer());
    await page.evaluate(() => globalThis.outlay.send());
    const arrived = (max: number) =>
      page.waitForFunction((last) => globalThis.outlay.state().frames?.max === last, max, {
        timeout: 200_000,
        polling: 500,
      });
    await arrived(FRAMES - 1);
    expect(await page.evaluate(() => globalThis.outlay.state())).toEqual({
      recording: 'spiral',
      frames: { min: 0, max: FRAMES - 1 },
    });
    expect(await page.evaluate(() => globalThis.outlay.opened)).toContainEqual(
      expect.objectContaining({ application_id: 'outlay_browser', recording_id: 'spiral' }),
    );

    // Later data of the same recording: a file of its own, merged by the viewer.
    await page.evaluate(() => globalThis.outlay.sendMore());
    await arrived(2 * FRAMES - 1);

    const png = await pictureWithMagenta(page);
    if (process.env.OUTLAY_PICTURE) await writeFile(process.env.OUTLAY_PICTURE, png);
    expect(warnings).toEqual([]);
  });
});

/** The viewer as soon as it shows the logged picture: no empty view has its color. */
async function pictureWithMagenta(page: Page): Promise<Buffer> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const png = await page.screenshot({ timeout: 60_000 });
    if ((await page.evaluate(countMagenta, png.toString('base64'))) > 5000) return png;
    await page.waitForTimeout(1000);
  }
  throw new Error('The viewer never showed the picture that was logged.');
}

async function countMagenta(base64: string): Promise<number> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at]! > 240 && data[at + 1]! < 15 && data[at + 2]! > 240) count++;
  return count;
}
