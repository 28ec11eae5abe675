// One viewer in one headless Chromium, which opens recordings one after the other.
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { host } from './host.mjs';
import { viewerFiles } from './viewer-files.mjs';

/** Noise of headless software rendering (the list of ../shared/tools/rrd-look); every other warning counts. */
const NOISE =
  /performance warning|software rasterizer|Unhandled egui viewport command|ERR_NAME_NOT_RESOLVED|Failed to fetch(?! \.rrd)|deprecated parameters|found 0 values for|favicon|__wbg_|wasm-function|GPU stall|CONTEXT_LOST|analytics|GL Driver Message|Automatic fallback to software|rendering-api|WebGPU|navigator\.gpu|slow_warning|Failed to load resource/i;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];
const SIZE = { width: 640, height: 400 };
/** Side panels fold away in less. */
const SIZE_WITH_PANELS = { width: 1100, height: 500 };
/** Seconds: software rendering on a busy machine takes long, a hung viewer for ever. */
const START = 120;
const OPEN = 30;
const ANSWER = 30;

const within = (promise, seconds, what) =>
  Promise.race([
    promise,
    sleep(1000 * seconds, undefined, { ref: false }).then(() =>
      Promise.reject(new Error(`${what}: no answer in ${seconds} s`)),
    ),
  ]);

/** The selection panel tells ids and sizes, which differ between any two recordings. */
const SIDE_PANEL = ['selection'];
/** 0.26 chooses a timeline when it draws the time panel: it stays there, folded, and out of the picture. */
const needsTimePanel = (viewer) => viewer.startsWith('npm:0.26.');
const hiddenPanels = (viewer) => ['top', 'blueprint', 'selection', ...(needsTimePanel(viewer) ? [] : ['time'])];
const clipOf = (viewer, showPanels) =>
  needsTimePanel(viewer) && !showPanels ? { x: 0, y: 0, width: SIZE.width, height: SIZE.height - 50 } : undefined;

/** `{ look, close }`, or `{ reason }` when there is no such viewer here. */
export async function openViewer(viewer) {
  const found = await viewerFiles(viewer);
  if (found.reason) return found;
  const isWheel = viewer.startsWith('wheel:');
  const server = await host(found.folder, isWheel ? 'script' : 'module');
  let browser;

  /** A hung viewer does not let go of its page, so the process is ended. */
  async function closeBrowser() {
    const { processOwner } = browser ?? {};
    browser = undefined;
    await processOwner?.kill();
  }

  /** A page with a started viewer: the one that is there, unless its panels differ or it is broken. */
  async function started(showPanels, isFresh) {
    if (!browser) {
      const processOwner = await chromium.launchServer({ executablePath: CHROMIUM, headless: false, args: FLAGS });
      const connected = await chromium.connect(processOwner.wsEndpoint());
      const context = await connected.newContext({ viewport: SIZE });
      await context.addInitScript(() => {
        // The viewer logs every shader at debug level.
        console.debug = () => {};
      });
      browser = { processOwner, context, warnings: [] };
    }
    if (browser.page && !isFresh && browser.showPanels === showPanels) return browser;
    await within(Promise.resolve(browser.page?.close()), ANSWER, 'closing a page');
    const page = await browser.context.newPage();
    if (showPanels) await page.setViewportSize(SIZE_WITH_PANELS);
    const { warnings } = browser;
    page.on('console', (line) => {
      const text = line.text().trim();
      const counts = /warn|error/.test(line.type()) || /\b(WARN|ERROR)\b/.test(text);
      if (counts && !NOISE.test(text)) warnings.push(text.slice(0, 300));
    });
    page.on('pageerror', (error) => warnings.push(`page error: ${error.message.slice(0, 300)}`));
    await page.goto(server.origin, { waitUntil: 'domcontentloaded' });
    await page.waitForFunction(() => window.hostReady, undefined, { timeout: START * 1000 });
    await within(page.evaluate(startViewer, showPanels ? SIDE_PANEL : hiddenPanels(viewer)), START, 'viewer start');
    Object.assign(browser, { page, showPanels });
    return browser;
  }

  /**
   * Opens files as one: `{ opened, warnings, error?, picture? }`. `isDone(picture)` ends the wait early when it says
   * yes to two equal pictures; otherwise the last one counts.
   */
  async function look(
    paths,
    { recordingId, showPanels = false, isFresh = showPanels, settle = 8, isDone = () => true },
  ) {
    const result = { opened: false, warnings: [] };
    try {
      const { page, warnings } = await started(showPanels, isFresh || needsTimePanel(viewer));
      warnings.length = 0;
      const ask = (work, argument) => within(page.evaluate(work, argument), ANSWER, 'viewer');
      await ask(
        (urls) => {
          for (const url of urls) window.handle.add_receiver(url);
        },
        paths.map((path) => server.publish(path)),
      );
      const end = Date.now() + OPEN * 1000;
      while (!result.opened && Date.now() < end) {
        await sleep(250);
        await within(page.mouse.move(SIZE.width / 2 + (Date.now() % 4), 2), ANSWER, 'mouse'); // some viewers read nothing until they have to draw
        result.opened = await ask(isActive, recordingId);
      }
      if (!isWheel && result.opened) await ask(pause, recordingId);
      result.picture = await settled(page, clipOf(viewer, showPanels), settle, isDone);
      const panic = await ask(() => (window.handle.has_panicked() ? String(window.handle.panic_message()) : undefined));
      if (panic) throw new Error(`the viewer panicked: ${panic}`);
      result.warnings = [...new Set(warnings)];
    } catch (error) {
      result.error = String(error.message ?? error).split('\n')[0];
      result.warnings = [...new Set(browser?.warnings ?? [])];
      await closeBrowser();
    }
    return result;
  }

  const close = async () => {
    await closeBrowser();
    server.close();
  };
  return { look, close };
}

async function startViewer(hidden) {
  window.handle = await window.startViewer(hidden);
}

function pause(recordingId) {
  try {
    window.handle.set_playing(recordingId, false);
  } catch {
    // Newer viewers take other ids; they start paused.
  }
}

/** Runs in the page, as the two above. Wheel viewers have no typed call for the active recording; it stands in their state. */
function isActive(recordingId) {
  const { handle } = window;
  const pattern = new RegExp(`(^|[:=])${recordingId}(?![\\w-])`);
  try {
    if (handle.get_active_recording_id) return pattern.test(handle.get_active_recording_id() ?? '');
    return pattern.test(new TextDecoder('latin1').decode(handle.viewer_state()));
  } catch {
    return false;
  }
}

async function settled(page, clip, seconds, isDone) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    await sleep(500);
    const picture = await within(page.screenshot({ timeout: 60_000, clip }), 65, 'screenshot');
    if (last && (Date.now() > end || (last.equals(picture) && isDone(picture)))) return picture;
    last = picture;
  }
}
