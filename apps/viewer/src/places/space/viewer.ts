/**
 * The Rerun viewer on the page: loaded when it is needed, fed by a recording that arrives.
 * @module
 */
import type { WebViewer } from '@rerun-io/web-viewer';
import { Failure, faultOfAnswer, unreachable } from '../../answers/fault.ts';
import { fetchInstead } from './fetch-instead.ts';

/** The viewer draws once a frame of the page; what it is told takes effect some of them later. */
const FRAMES_TO_SETTLE = 12;

async function drawn(frames: number): Promise<void> {
  for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
}

/** What becomes of an {@link open}ed recording. */
export interface ViewerEvents {
  /** The viewer runs and waits for data. */
  ready(): void;
  /** The recording is known to the viewer. */
  opened(): void;
  /** So many bytes of the recording have arrived. */
  arrived(bytes: number): void;
  /** All of it has. */
  complete(): void;
  failed(error: unknown): void;
  /** The viewer's time moved, by hand or by playing. */
  moved(time: number): void;
}

export interface OpenViewer {
  setTime(time: number): void;
  /** Shows or hides the viewer's own panels. */
  togglePanels(): void;
  close(): void;
}

/** Starts a viewer in an element and sends it what is behind the URL. */
export function openRecording(
  parent: HTMLElement,
  url: string,
  {
    timeline,
    isDark,
    time,
  }: { readonly timeline: string; readonly isDark: boolean; readonly time: number | undefined },
  events: ViewerEvents,
): OpenViewer {
  const ending = new AbortController();
  let viewer: WebViewer | undefined;
  let recording: string | null = null;
  let wanted = time;
  /** Has the viewer drawn the recording by its blueprint? One that is told a time before that makes a blueprint of its own. */
  let isSettled = false;
  /** The last time that this page has set: what the viewer says back about it is no news. */
  let set: number | undefined;
  let giveBack = () => {};

  const apply = () => {
    if (viewer === undefined || recording === null || !isSettled || wanted === undefined) return;
    set = wanted;
    viewer.set_current_time(recording, timeline, wanted);
  };

  async function run(): Promise<void> {
    const { WebViewer } = await import('@rerun-io/web-viewer');
    if (ending.signal.aborted) return;
    const started = new WebViewer();
    try {
      await started.start(null, parent, {
        hide_welcome_screen: true,
        width: '100%',
        height: '100%',
        theme: isDark ? 'dark' : 'light',
      });
    } catch (error) {
      throw new Failure({
        code: 'VIEWER',
        message: `The 3D viewer does not start: ${error instanceof Error ? error.message : String(error)}.`,
        fix: 'Use a browser with WebGL 2 and WebAssembly SIMD. Pictures and numbers work without.',
      });
    }
    if (ending.signal.aborted) return started.stop();
    viewer = started;
    for (const panel of ['top', 'blueprint', 'selection'] as const) viewer.override_panel_state(panel, 'hidden');
    viewer.override_panel_state('time', 'collapsed');
    events.ready();
    viewer.on('recording_open', ({ recording_id }) => {
      if (recording !== null) return;
      recording = recording_id;
      events.opened();
      void drawn(FRAMES_TO_SETTLE).then(() => {
        if (ending.signal.aborted) return;
        isSettled = true;
        viewer!.set_playing(recording_id, false);
        apply();
      });
    });
    viewer.on('time_update', ({ time: now }) => {
      const at = Math.round(now);
      if (recording === null || !isSettled || at === set) return;
      set = undefined;
      if (viewer!.get_active_timeline(recording) === timeline) events.moved(at);
    });
    // By its own download: through a channel, in pieces, the viewer 0.33 loses the blueprint when it draws in between.
    const address = new URL(url, document.baseURI).href;
    giveBack = fetchInstead(address, () => download(address));
    viewer.open(address);
  }

  /** With the cookie, which the viewer would leave out; counted, and with the server's own words when it fails. */
  async function download(address: string): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(address, { signal: ending.signal });
    } catch (error) {
      if (!ending.signal.aborted) events.failed(new Failure(unreachable('The recording')));
      throw error;
    }
    if (!response.ok || response.body === null) {
      events.failed(new Failure(await faultOfAnswer(response.clone(), 'The recording')));
      return response;
    }
    let bytes = 0;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        bytes += part.length;
        events.arrived(bytes);
        controller.enqueue(part);
      },
      flush: () => events.complete(),
    });
    return new Response(response.body.pipeThrough(counted), { headers: response.headers });
  }

  run().catch((error) => {
    if (!ending.signal.aborted) events.failed(error);
  });

  return {
    setTime(to) {
      if (to === wanted) return;
      wanted = to;
      apply();
    },
    togglePanels: () => viewer?.toggle_panel_overrides(),
    close() {
      ending.abort();
      giveBack();
      try {
        viewer?.stop();
      } catch {
        // It has stopped by itself, e.g. after a panic: there is nothing left to end.
      }
      parent.replaceChildren();
    },
  };
}
