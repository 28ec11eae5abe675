import { describe, expect, it } from 'vitest';
import { createRecording, type RecordingOptions } from '../../src/index.ts';
import { checkFooter, diffWithVector, JUDGE_MISSING, rerunVerify } from '../judge.ts';
import { INPUTS, OPTIONS } from './inputs.ts';

function write(name: string, options: Partial<RecordingOptions> = {}): Uint8Array {
  const recording = createRecording({
    applicationId: 'outlay-vectors',
    recordingId: name,
    ...(OPTIONS as Record<string, Partial<RecordingOptions>>)[name],
    ...options,
  });
  INPUTS[name]!(recording);
  return recording.bytes();
}

const judged = describe.skipIf(JUDGE_MISSING !== undefined);

judged(`the same calls as the official SDK mean the same${JUDGE_MISSING ? ` (skipped: ${JUDGE_MISSING})` : ''}`, () => {
  it.each(Object.keys(INPUTS))(
    '%s',
    async (name) => {
      const rrd = write(name);
      const [difference, footer, verify] = await Promise.all([
        diffWithVector(name, rrd),
        checkFooter(rrd),
        rerunVerify(rrd),
      ]);
      expect(difference).toEqual({ exitCode: 0, output: expect.any(String) });
      expect(footer).toMatchObject({ exitCode: 0 });
      expect(verify).toMatchObject({ exitCode: 0 });
    },
    60_000,
  );

  it.each(['chunking', 'columns'])(
    '%s, cut into chunks of one row and uncompressed',
    async (name) => {
      const rrd = write(name, { compression: 'none', limits: { chunkRows: 1 } });
      expect(await diffWithVector(name, rrd)).toEqual({ exitCode: 0, output: expect.any(String) });
      expect(await checkFooter(rrd)).toMatchObject({ exitCode: 0 });
    },
    120_000,
  );
});
