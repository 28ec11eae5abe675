import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSays, launch, NO_CHROMIUM, openAt } from './browser.ts';
import { type Results, tinyResults } from './data.ts';
import { type Served, serve } from './serve.ts';

describe.skipIf(NO_CHROMIUM)('3D', () => {
  let browser: Browser;
  let results: Results;
  let served: Served;
  beforeAll(async () => {
    results = await tinyResults();
    served = await serve([results.root], { token: 'secret' });
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    results.remove();
  });

  // A viewer with software rendering takes tens of seconds to its first picture on a busy machine.
  // Behind a token, as everywhere: what the viewer downloads by itself has no cookie.
  it('opens a recording at the frame that is looked at', { timeout: 300_000 }, async () => {
    const { page, close } = await openAt(browser, served.origin, `?token=secret#/3d/${results.id}?frame=4`, {
      viewport: { width: 800, height: 500 },
    });
    page.setDefaultTimeout(240_000);
    await page.locator('[data-phase=done]').waitFor();
    expect(await page.locator('.status').innerText()).toMatch(/\d+ (KiB|MiB)/);
    const frame = page.getByLabel('Frame', { exact: true });
    expect(await frame.inputValue()).toBe('4');
    await frame.fill('2');
    await frame.press('Enter');
    await hashSays(page, 'frame=2');
    await close();
  });

  it('is not loaded anywhere else', async () => {
    const { page, close } = await openAt(browser, served.origin, `?token=secret#/run/${results.id}`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.locator('.findings .sum span:not(.breathing)').first().waitFor();
    expect(asked.filter((url) => /wasm|re_viewer|web-viewer/.test(url))).toEqual([]);
    await close();
  });
});
