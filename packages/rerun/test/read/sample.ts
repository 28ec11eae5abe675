import { createRecording, EncodedImage, Points3D, Scalars, TextDocument } from '../../src/index.ts';

/** A small recording with static and temporal chunks, plain and compressed, on two timelines. Always the same bytes. */
export function sampleRecording(recordingId = 'sample'): Uint8Array {
  const recording = createRecording({ applicationId: 'outlay_test', recordingId, name: 'a sample' });
  recording.logStatic('notes', TextDocument({ text: 'hello, wörld' }));
  for (let frame = 0; frame < 12; frame++) {
    const positions = [
      [frame, 0, 0],
      [0, frame, 1],
    ] as const;
    recording.log('world/points', Points3D({ positions, labels: ['a', `b${frame}`] }), { frame });
    recording.log('plot/loss', Scalars([1 / (frame + 1)]), { frame, epoch: 2 - (frame % 3) });
    const blob = Uint8Array.from({ length: 700 }, (_, i) => (i * 31 * (frame + 3)) % 251);
    blob.set([0xff, 0xd8, 0xff, 0xe0]);
    recording.log('cam/image', EncodedImage({ blob, mediaType: 'image/jpeg' }), { frame });
    if (frame % 4 === 3) recording.flush();
  }
  return recording.bytes();
}
