import { expect, it } from 'vitest';
import {
  createRecording,
  DepthImage,
  EncodedImage,
  Mesh3D,
  type Recording,
  SegmentationImage,
  TextDocument,
} from '../../src/index.ts';
import { decode } from '../../src/read/index.ts';

async function compressions(produce: (recording: Recording) => void): Promise<string[]> {
  const recording = createRecording({ applicationId: 'a', recordingId: 'r' });
  produce(recording);
  const found: string[] = [];
  for await (const message of decode(recording.bytes())) {
    if (message.kind !== 'chunk') continue;
    const names = message.chunk().components.map((column) => column.component.split(':')[1]);
    found.push(`${names.join()} ${message.message.compression}`);
  }
  return found;
}

/** Random bytes (xorshift32), the same on every run. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  });
}

it('masks and texts are compressed, files are not even tried', async () => {
  const found = await compressions((recording) => {
    recording.logStatic('note', TextDocument({ text: 'again and '.repeat(1000) }));
    const mask = new Uint8Array(100 * 100).fill(1, 3000, 5000);
    recording.log('mask', SegmentationImage({ data: mask, width: 100, height: 100 }), { frame: 0 });
    recording.log('cam', EncodedImage({ blob: new Uint8Array(100_000), mediaType: 'image/png' }), { frame: 0 });
  });
  expect(found).toContain('text lz4');
  expect(found).toContain('buffer lz4');
  expect(found).toContain('blob none');
});

it('what does not shrink by a quarter stays as it is', async () => {
  const found = await compressions((recording) => {
    for (let frame = 0; frame < 3; frame++) {
      const depth = noise(4 * 300_000);
      recording.log('depth', DepthImage({ data: depth, width: 600, height: 500, channelDatatype: 'F32' }), { frame });
      const vertexPositions = Float32Array.from(noise(90_000), (value, index) => Math.sin(value + index));
      recording.log('mesh', Mesh3D.update({ vertexPositions }), { frame });
    }
  });
  expect(found.filter((line) => line.startsWith('buffer'))).toEqual(['buffer none', 'buffer none']);
  expect(found.filter((line) => line.startsWith('vertex'))).toEqual(['vertex_positions none']);
});
