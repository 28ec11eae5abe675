import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, NO_CHROMIUM, openAt } from './browser.ts';
import { manyExperiments } from './data.ts';
import { type Served, serve } from './serve.ts';

const COUNT = 1000;

describe.skipIf(NO_CHROMIUM)('a thousand runs', () => {
  let browser: Browser;
  let served: Served;
  const root = mkdtempSync(join(tmpdir(), 'outlay-viewer-many-'));

  beforeAll(async () => {
    manyExperiments(root, COUNT);
    served = await serve([root]);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('scroll with few rows in the document, and nothing moves while numbers arrive', async () => {
    const { page, errors, close } = await openAt(browser, served.origin, '#/runs');
    await page.locator('tr.run').first().waitFor();
    const first = await page.locator('tr.run').first().boundingBox();
    await page.getByText(`${COUNT} runs`, { exact: true }).waitFor();
    expect(await page.locator('tr.run').first().boundingBox()).toEqual(first);
    expect(await page.locator('tr.run').count()).toBeLessThan(80);
    const scroller = page.getByRole('region', { name: 'Table of runs' });
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.getByRole('link', { name: 'v0999_ablation' }).waitFor();
    expect(await page.locator('tr.run').count()).toBeLessThan(80);
    // Every row has its numbers, none is empty.
    const values = await page.locator('tr.run .value').allInnerTexts();
    expect(values.length).toBeGreaterThan(20);
    expect(values.every((text) => /\d/.test(text))).toBe(true);
    expect(errors).toEqual([]);
    await close();
  });

  it('are found, sorted and grouped', async () => {
    const { page, close } = await openAt(browser, served.origin, '#/runs?search=pair07&sort=-nvs/psnr&group=scene');
    await page.getByText('100 of 1000 runs').waitFor();
    const psnr = (await page.locator('tr.run td.number:nth-of-type(5) .value').allInnerTexts()).map(Number);
    expect(psnr).toEqual([...psnr].sort((a, b) => b - a));
    await page
      .getByRole('region', { name: 'Table of runs' })
      .evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.getByText('Mean of 100 runs').waitFor();
    await close();
  });
});
