import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSays, launch, NO_CHROMIUM, openAt, shown } from './browser.ts';
import { copyOf, hasSamples, type Results, SAMPLES, tinyResults } from './data.ts';
import { type Served, serve } from './serve.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious on a page. */
async function serious(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

describe.skipIf(NO_CHROMIUM)('places', () => {
  let browser: Browser;
  let results: Results;
  let served: Served;

  beforeAll(async () => {
    results = await tinyResults();
    const damaged = copyOf(results, 'demo_pair02_tiny/v002_damaged');
    const nvs = join(damaged, 'evaluation/epoch_0030/nvs');
    writeFileSync(join(nvs, 'pred/cam_16/metrics_input/000001.jpg'), 'no picture');
    rmSync(join(nvs, 'pred/cam_16/metrics_input/000002.jpg'));
    writeFileSync(join(nvs, 'metrics/metrics_all_cams_per_frame.csv'), 'camera_id,frame_id,psnr\nx,y');
    const broken = copyOf(results, 'demo_pair03_tiny/v001_broken');
    writeFileSync(join(broken, 'manifest.json'), '{"output_layout_version": "v1", "exp_na');
    served = await serve(hasSamples ? [results.root, SAMPLES] : [results.root]);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    results.remove();
  });

  const looks = [
    { name: 'light', options: { colorScheme: 'light' } },
    { name: 'dark', options: { colorScheme: 'dark' } },
    {
      name: 'phone',
      options: { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ] as const;
  const ready: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
    runs: (page) => page.getByText('Complete').first().waitFor({ state: 'attached' }),
    run: (page) => page.locator('.findings .sum span:not(.breathing)').first().waitFor(),
    pictures: (page) => shown(page, 2),
    input: (page) => shown(page, 1),
  };

  for (const { name, options } of looks)
    for (const place of ['runs', 'run', 'pictures', 'input'])
      it(`${place}, ${name}: is whole, and axe finds nothing serious`, async () => {
        const query =
          place === 'pictures' ? '?frame=2&mode=difference' : place === 'input' ? '?frame=1&overlay=masks' : '';
        const id = place === 'runs' ? '' : `/${results.id}`;
        const { page, errors, close } = await openAt(browser, served.origin, `#/${place}${id}${query}`, options);
        await ready[place]!(page);
        expect(await serious(page)).toEqual([]);
        expect(errors).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        await close();
      });

  it('are dark where the system is, until somebody chooses', async () => {
    const { page, close } = await openAt(browser, served.origin, '#/runs', { colorScheme: 'dark' });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.getByRole('button', { name: 'Light' }).waitFor();
    expect(await paper()).toBe('rgb(13, 14, 17)');
    await page.keyboard.press('t');
    expect(await paper()).toBe('rgb(245, 246, 247)');
    await page.reload();
    await page.getByRole('button', { name: 'Dark' }).waitFor();
    expect(await paper()).toBe('rgb(245, 246, 247)');
    await close();
  });

  it('show what is there of a damaged run, and say what is not', async () => {
    const id = 'demo_pair02_tiny/v002_damaged';
    const { page, close } = await openAt(browser, served.origin, `#/pictures/${id}?frame=1&camera=16&mode=side`);
    await page.getByText('000001.jpg is not a picture that can be decoded.').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Frame 2 has no prediction.').waitFor();
    await page.keyboard.press('ArrowRight');
    await shown(page, 3);
    await page.keyboard.press('2');
    await page.getByText('OUT3001').first().waitFor();
    expect(await page.locator('.findings .mark.error').count()).toBeGreaterThan(1);
    await close();
  });

  it('say why a run is broken, in the table and in its own place', async () => {
    const { page, errors, close } = await openAt(browser, served.origin, '#/runs');
    await page.getByText('manifest.json').first().waitFor();
    await page.getByRole('link', { name: 'v001_broken' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/manifest\.json[\s\S]*OUT\d{4}/);
    expect(errors.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
    await close();
  });

  it('say that a run is not there', async () => {
    const { page, close } = await openAt(browser, served.origin, '#/run/nobody/nothing');
    expect(await page.getByRole('alert').innerText()).toMatch(/nobody\/nothing/);
    await close();
  });

  it('sort, filter, group and compare runs', async () => {
    copyOf(results, 'demo_pair02_tiny/v003_copy');
    const { page, close } = await openAt(browser, served.origin, '#/runs');
    await page.getByRole('link', { name: 'v003_copy' }).waitFor();
    await page.getByRole('button', { name: /^psnr/ }).click();
    await hashSays(page, 'sort=-nvs/psnr');
    expect(await page.getByRole('columnheader', { name: /^psnr/ }).getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('/');
    await page.keyboard.type('tiny/v0');
    await page.waitForFunction(() => document.querySelector('footer')?.textContent?.includes(' of '));
    await page.getByLabel('Group by scene').check();
    await page
      .getByText(/Mean of \d runs/)
      .first()
      .waitFor();
    await page.getByLabel(`Select ${results.id}`).check();
    await page.getByLabel('Select demo_pair02_tiny/v003_copy').check();
    await page.getByRole('button', { name: 'Compare 2' }).click();
    await hashSays(page, 'prediction!demo_pair02_tiny/v003_copy');
    await shown(page, 1);
    await page.getByText('Prediction · v003_copy').first().waitFor();
    await close();
  });

  it('follow a run that grows', async () => {
    const folder = copyOf(results, 'demo_pair04_tiny/v001_grows');
    const metrics = join(folder, 'evaluation/epoch_0030/nvs/metrics/novel_view_results.txt');
    const text = readFileSync(metrics, 'utf8');
    rmSync(metrics);
    const { page, close } = await openAt(browser, served.origin, '#/runs?search=grows');
    await page.getByRole('link', { name: 'v001_grows' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    writeFileSync(metrics, text.replace(/psnr: .*/, 'psnr: 77.7700'));
    await page.getByText('77.77').waitFor();
    await close();
  });

  it.skipIf(!hasSamples)('show an experiment that the trainer’s libraries wrote', async () => {
    const id = 'demo_pair01_run/v001_python_sample';
    const { page, errors, close } = await openAt(browser, served.origin, `#/pictures/${id}?frame=2`);
    await shown(page, 2);
    await page.keyboard.press('5');
    await page.keyboard.press('m');
    await hashSays(page, 'overlay=masks');
    await page.keyboard.press('d');
    await hashSays(page, 'overlay=depth');
    await page.getByText('Virtual views', { exact: false }).first().waitFor({ state: 'attached' });
    await page.keyboard.press('2');
    await page.locator('.findings .sum span:not(.breathing)').first().waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});
