import { describe, expect, it } from 'vitest';
import { because } from '../../../vitest.shared.ts';
import { createRecording, type RecordingOptions } from '../src/index.ts';
import { checkFooter, diffWithVector, JUDGE_MISSING } from './judge.ts';
import { media } from './official.ts';
import { VECTORS } from './vectors/all.ts';

/** Packings of one meaning: chunk sizes, compression, with and without index. */
const PACKINGS: readonly (readonly [string, string, Partial<RecordingOptions>])[] = [
  ['columns', 'rows in chunks of 100, plain', { limits: { chunkRows: 100 }, compression: 'none' }],
  ['mesh3d', 'a chunk per row', { limits: { chunkRows: 1 } }],
  ['encoded_image', 'chunks of 1 kB', { limits: { chunkBytes: 1024 } }],
  ['clear', 'without index, for readers of 0.24', { target: '0.24' }],
];

describe.skipIf(JUDGE_MISSING !== undefined)(`packing does not change the meaning${because(JUDGE_MISSING)}`, () => {
  it.each(PACKINGS)(
    '%s: %s',
    async (name, _packing, options) => {
      const vector = VECTORS.find((candidate) => candidate.name === name)!;
      const recording = createRecording({ applicationId: 'outlay-vectors', recordingId: name, ...options });
      vector.log!(recording, media);
      const rrd = recording.bytes();
      expect(await diffWithVector(name, rrd)).toMatchObject({ exitCode: 0 });
      if (options.target === undefined) expect(await checkFooter(rrd)).toMatchObject({ exitCode: 0 });
    },
    60_000,
  );

  it('and the judge sees a difference where there is one', async () => {
    const recording = createRecording({ applicationId: 'outlay-vectors', recordingId: 'clear' });
    expect(await diffWithVector('clear', recording.bytes())).toMatchObject({ exitCode: 1 });
  }, 60_000);
});
