import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { createRecording, EncodedImage, encodeRecording, type Recording, writableStreamSink } from '../src/index.ts';

const IDS = { applicationId: 'app', recordingId: 'rec' } as const;

function* produce(recording: Recording) {
  for (let frame = 0; frame < 40; frame++) {
    recording.log('cam', EncodedImage({ blob: new Uint8Array(1 << 18).fill(frame) }), { frame });
    yield;
  }
}

function whole(): Uint8Array {
  const recording = createRecording(IDS);
  for (const _ of produce(recording));
  return recording.bytes();
}

it('a WritableStream gets the same bytes and its back-pressure is honoured', async () => {
  const written: Uint8Array[] = [];
  let inFlight = 0;
  const stream = new WritableStream<Uint8Array>(
    {
      async write(piece) {
        expect(++inFlight).toBe(1);
        await Promise.resolve();
        written.push(piece);
        inFlight--;
      },
    },
    { highWaterMark: 1 },
  );
  const recording = createRecording({ ...IDS, sink: writableStreamSink(stream) });
  for (const _ of produce(recording)) await recording.drain();
  await recording.close();
  expect(Buffer.compare(Buffer.concat(written), whole())).toBe(0);
});

it('a WritableStream that fails is a coded error', async () => {
  const stream = new WritableStream<Uint8Array>({
    write() {
      throw new Error('no space');
    },
  });
  const recording = createRecording({ ...IDS, sink: writableStreamSink(stream) });
  await expect(recording.drain()).rejects.toMatchObject({
    code: 'SINK_FAILED',
    message: expect.stringContaining('no space'),
  });
});

it('after a failed write nothing is closed, so no file with a hole appears', async () => {
  const calls: string[] = [];
  const sink = {
    write: () => {
      calls.push('write');
      return calls.length === 2 ? Promise.reject(new Error('no space')) : Promise.resolve();
    },
    close: () => void calls.push('close'),
    abort: () => void calls.push('abort'),
  };
  const recording = createRecording({ ...IDS, sink });
  await recording.drain();
  recording.log('cam', EncodedImage({ blob: new Uint8Array(3 << 20) }), { frame: 0 });
  await expect(recording.drain()).rejects.toThrow('no space');
  recording.log('cam', EncodedImage({ blob: new Uint8Array(3 << 20) }), { frame: 1 });
  await expect(recording.close()).rejects.toThrow('no space');
  await recording.abort();
  expect(calls).toEqual(['write', 'write', 'abort']);
});

it('an HTTP response is three lines', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/octet-stream');
    Readable.from(encodeRecording(IDS, produce)).pipe(response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(Buffer.compare(new Uint8Array(await response.arrayBuffer()), whole())).toBe(0);
  } finally {
    await new Promise((closed) => server.close(closed));
  }
});
