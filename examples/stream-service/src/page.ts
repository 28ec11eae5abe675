import { WebViewer } from '@rerun-io/web-viewer';

const viewer = new WebViewer();
const options = { hide_welcome_screen: true, width: '100%', height: '100%' } as const;
// The viewer fetches the recording once and shows what has arrived; following keeps the time at its end.
await viewer.start(`${location.origin}/recording.rrd${location.search}`, document.body, options, {
  follow_if_http: true,
});
