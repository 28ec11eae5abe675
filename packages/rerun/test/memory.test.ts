import { expect, it } from 'vitest';
import { type ByteSink, createRecording, EncodedImage, Points3D, type Recording, Scalars } from '../src/index.ts';

const MEBIBYTE = 2 ** 20;
/** `OUTLAY_FULL=1` writes as much as a night of renderings. */
const TOTAL = process.env.OUTLAY_FULL === '1' ? 10_000 * MEBIBYTE : 300 * MEBIBYTE;
/** One chunk that is full and the row that filled it. */
const READY_BOUND = 2.5 * MEBIBYTE;
/** All chunks that are still open, over all entities (`MAX_OPEN_BYTES`), and one row. */
const OPEN_BOUND = 33 * MEBIBYTE;

/** Counts, and keeps nothing. */
class CountingSink implements ByteSink {
  bytes = 0;
  write(pieces: readonly Uint8Array[]): void {
    for (const piece of pieces) this.bytes += piece.length;
  }
  close(): void {}
  abort(): void {}
}

/** Logs rows until the total is reached; `logRow` says how many bytes of values a row has. */
async function fill(total: number, logRow: (recording: Recording, row: number) => number) {
  const sink = new CountingSink();
  const recording = createRecording({ applicationId: 'memory', recordingId: 'rec', sink, compression: 'none' });
  let logged = 0;
  let mostReady = 0;
  let mostOpen = 0;
  for (let row = 0; logged < total; row++) {
    logged += logRow(recording, row);
    mostReady = Math.max(mostReady, recording.readyBytes);
    mostOpen = Math.max(mostOpen, logged - recording.byteLength);
    if (recording.readyBytes > 0) await recording.drain();
    if (recording.readyBytes !== 0) throw new Error('drain() left bytes behind');
  }
  await recording.close();
  expect(sink.bytes).toBe(recording.byteLength);
  expect(sink.bytes).toBeGreaterThan(logged);
  return { mostReady, mostOpen, footerBytes: sink.bytes - logged };
}

const jpeg = new Uint8Array(165_000);
const positions = new Float32Array(3 * 1000);

it('pictures of one camera: nothing waits but the open chunk', async () => {
  const { mostReady, mostOpen, footerBytes } = await fill(TOTAL, (recording, frame) => {
    recording.log('cam', EncodedImage.update({ blob: jpeg }), { frame });
    return jpeg.length;
  });
  expect(mostReady).toBeLessThan(READY_BOUND);
  expect(mostOpen).toBeLessThan(READY_BOUND);
  // Ids, headers and the index: the only thing that grows with the file.
  expect(footerBytes / TOTAL).toBeLessThan(0.003);
}, 600_000);

it('many entities at once: open chunks together stay within their bound', async () => {
  const { mostReady, mostOpen } = await fill(TOTAL / 3, (recording, row) => {
    recording.log(`cloud/${row % 500}`, Points3D({ positions }), { frame: row });
    return positions.byteLength;
  });
  expect(mostReady).toBeLessThan(READY_BOUND);
  expect(mostOpen).toBeLessThan(OPEN_BOUND);
  expect(mostOpen).toBeGreaterThan(READY_BOUND);
}, 600_000);

it('small log calls: rows are cut by number too', async () => {
  let rows = 0;
  const { mostReady } = await fill(MEBIBYTE, (recording, frame) => {
    recording.log('loss', Scalars(frame), { frame });
    rows++;
    return 16;
  });
  expect(rows).toBe(MEBIBYTE / 16);
  expect(mostReady).toBeLessThan(MEBIBYTE);
});
