import {
  createRecording,
  Image,
  Points3D,
  type Recording,
  type RecordingOptions,
  Scalars,
  TextDocument,
  ViewCoordinates,
} from '@outlay/rerun';
import {
  blueprint,
  horizontal,
  spatial2DView,
  spatial3DView,
  textDocumentView,
  timeSeriesView,
  vertical,
} from '@outlay/rerun/blueprint';

export const FRAMES = 50;
/** Rows of the recording: name, world, note, picture (pixels apart from their format), and two entities over time. */
export const ROWS = 5 + 2 * FRAMES;
/** A color that no viewer uses for anything else. */
export const MAGENTA = [255, 0, 255] as const;

const OPTIONS: RecordingOptions = {
  applicationId: 'outlay_browser',
  recordingId: 'spiral',
  name: 'made in the page',
  blueprint: blueprint({
    root: horizontal([
      spatial3DView({ name: 'Spiral', origin: 'world' }),
      vertical([
        spatial2DView({ name: 'Picture', origin: 'picture' }),
        timeSeriesView({ name: 'Height', origin: 'height' }),
        textDocumentView({ name: 'Note', origin: 'note' }),
      ]),
    ]),
  }),
};

/** The same recording wherever it runs: Node, a page, a worker. */
export function makeSpiral(options: Partial<RecordingOptions> = {}): Uint8Array<ArrayBuffer> {
  const recording = createRecording({ ...OPTIONS, ...options });
  recording.logStatic('world', ViewCoordinates('RFU'));
  recording.logStatic('note', TextDocument({ text: '# Made here\nNo server, no Python.', mediaType: 'text/markdown' }));
  const data = new Uint8Array(64 * 48 * 3).map((_, index) => MAGENTA[index % 3]!);
  recording.logStatic('picture', Image({ data, width: 64, height: 48 }));
  logFrames(recording, 0, FRAMES);
  return recording.bytes();
}

/** More frames of it, as a file of its own that viewers merge with the first. */
export function continueSpiral(from: number, to: number): Uint8Array<ArrayBuffer> {
  const { applicationId, recordingId } = OPTIONS;
  const recording = createRecording({ applicationId, recordingId, idSeed: `from ${from}` });
  logFrames(recording, from, to);
  return recording.bytes();
}

function logFrames(recording: Recording, from: number, to: number): void {
  for (let frame = from; frame < to; frame++) {
    const positions = Float32Array.from({ length: 300 }, (_, at) => {
      const turn = (Math.floor(at / 3) + frame) / 8;
      return [Math.fround(Math.cos(turn)), Math.fround(Math.sin(turn)), at / 150][at % 3]!;
    });
    recording.log('world/points', Points3D({ positions, radii: 0.05, colors: [255, 165, 0] }), { frame });
    recording.log('height', Scalars(frame * (FRAMES - frame)), { frame });
  }
}
