import { readInfo } from '@outlay/rerun/read';
import { WebViewer } from '@rerun-io/web-viewer';
import { continueSpiral, FRAMES, makeSpiral } from './spiral.ts';

/** What the test asks the page for. */
export interface PageApi {
  readonly opened: { readonly application_id: string; readonly recording_id: string }[];
  /** The recording as this page makes it, and what it reads in it. */
  make(): Promise<{ readonly rrd: readonly number[]; readonly rows: readonly number[] }>;
  /** The recording as a worker makes it. */
  makeInWorker(): Promise<{ readonly rrd: readonly number[]; readonly rows: readonly number[] }>;
  startViewer(): Promise<void>;
  /** Makes the recording and pushes it through a channel of the viewer. */
  send(): void;
  /** Pushes as many frames again, made later. */
  sendMore(): void;
  state(): {
    readonly recording: string | null;
    readonly frames: { readonly min: number; readonly max: number } | null;
  };
}

declare global {
  var outlay: PageApi;
}

const viewer = new WebViewer();
let channel: ReturnType<WebViewer['open_channel']>;

globalThis.outlay = {
  opened: [],
  async make() {
    const rrd = makeSpiral();
    const info = await readInfo(rrd);
    return { rrd: [...rrd], rows: info.stores.map((store) => store.rows) };
  },
  makeInWorker: () =>
    new Promise((done, failed) => {
      const worker = new Worker('/worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => done({ rrd: [...data.rrd], rows: data.rows });
      worker.onerror = (event) => failed(new Error(event.message));
    }),
  async startViewer() {
    viewer.on('recording_open', (event) => void globalThis.outlay.opened.push(event));
    const options = { hide_welcome_screen: true, render_backend: 'webgl', width: '100%', height: '100%' } as const;
    await viewer.start(null, document.body, options);
    channel = viewer.open_channel('outlay');
  },
  send: () => channel.send_rrd(makeSpiral()),
  sendMore: () => channel.send_rrd(continueSpiral(FRAMES, 2 * FRAMES)),
  state() {
    const recording = viewer.get_active_recording_id();
    return { recording, frames: recording === null ? null : viewer.get_time_range(recording, 'frame') };
  },
};
