import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why the tests with a browser are left out; undefined where there is one. */
export const NO_CHROMIUM = existsSync(executablePath)
  ? undefined
  : `no Chromium at ${executablePath} (set CHROMIUM, or apt-get install chromium)`;

/** A headless Chromium that renders WebGL in software. */
export function launch(): Promise<Browser> {
  const args = '--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --ignore-gpu-blocklist';
  return chromium.launch({
    executablePath,
    args: ['--headless=new', '--disable-background-networking', ...args.split(' ')],
  });
}

/** A page at a hash, and what went wrong on it: anything thrown, and errors in the console. */
export async function openAt(
  browser: Browser,
  origin: string,
  hash: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly errors: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${origin}/${hash}`);
  return { page, errors, close: () => context.close() };
}

/** Waits until all pictures of a frame are on the screen. */
export const shown = (page: Page, frame: number): Promise<unknown> =>
  page.waitForFunction((wanted) => {
    const all = [...document.querySelectorAll<HTMLCanvasElement>('.cell canvas')];
    return all.length > 0 && all.every((canvas) => canvas.dataset.shown === wanted);
  }, String(frame));

/** The hash once it says something: it is written when a movement rests. */
export const hashSays = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction((wanted) => location.hash.includes(wanted), text);
