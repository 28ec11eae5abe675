/** Makes the four pictures of the docs and the README from the demo: see `screenshots.mjs`. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launch, openAt, shown } from './browser.ts';
import { serve } from './serve.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Small pictures and curves have come; nothing on the page says so. */
const settled = (page: Page) => page.waitForTimeout(4000);

export interface Screenshots {
  readonly results: string;
  /** `<scene>/<experiment>` of the one that is shown. */
  readonly id: string;
  readonly into?: string;
}

/** Writes `view-*.png`. */
export async function makeScreenshots({ results, id, into = at('apps/docs/public') }: Screenshots): Promise<void> {
  const served = await serve([results]);
  const browser = await launch();
  const size = { viewport: { width: 1440, height: 860 } };
  try {
    const runs = await openAt(browser, served.origin, '#/runs', size);
    await runs.page.locator('tr.run .value').first().waitFor();
    await settled(runs.page);
    await runs.page.screenshot({ path: `${into}/view-runs.png` });
    await runs.close();

    const slider = await openAt(browser, served.origin, `#/pictures/${id}?frame=12`, size);
    await shown(slider.page, 12);
    await settled(slider.page);
    await slider.page.screenshot({ path: `${into}/view-pictures.png` });
    await slider.page.keyboard.press('d');
    await settled(slider.page);
    await slider.page.mouse.move(600, 400);
    await slider.page.keyboard.press('t');
    await slider.page.waitForTimeout(500);
    await slider.page.screenshot({ path: `${into}/view-difference.png` });
    await slider.close();

    const space = await openAt(browser, served.origin, `#/3d/${id}?frame=12`, size);
    space.page.setDefaultTimeout(240_000);
    await space.page.locator('[data-phase=done]').waitFor();
    await space.page.waitForTimeout(15_000);
    await space.page.screenshot({ path: `${into}/view-3d.png`, timeout: 240_000 });
    await space.close();
  } finally {
    await browser.close();
    await served.close();
  }
}
