import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why the tests with a browser are left out; undefined where there is one. */
export const NO_CHROMIUM = existsSync(executablePath)
  ? undefined
  : `no Chromium at ${executablePath}: set CHROMIUM, or apt-get install chromium`;

/** A headless Chromium that renders WebGL in software. */
export function launch(): Promise<Browser> {
  const args = '--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --ignore-gpu-blocklist';
  return chromium.launch({
    executablePath,
    args: ['--headless=new', '--disable-background-networking', ...args.split(' ')],
  });
}

/** What a viewer says about software rendering and about having no internet; anything else counts. */
const NOISE =
  /performance|[Ss]oftware rasterizer|ERR_NAME_NOT_RESOLVED|Failed to fetch|deprecated parameters|favicon|GPU stall|GL Driver Message|Automatic fallback|rendering-api|WebGPU|navigator\.gpu|slow_warning|Failed to load resource|Unhandled egui viewport command|analytics/i;

/** Is a console message a warning or an error of the viewer, and not just about the machine? */
export const isWarning = (type: string, text: string): boolean =>
  (/warn|error/.test(type) || /\b(WARN|ERROR)\b/.test(text)) && !NOISE.test(text);
