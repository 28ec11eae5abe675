import { expect, it } from 'vitest';
import { createRecording, Points3D, Scalars } from '../src/index.ts';

/** 16 bytes a line: offset, hex, ASCII. */
function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = Array.from(bytes.subarray(at, at + 16));
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return `${lines.join('\n')}\n`;
}

// Any change of these bytes changes every file our users have: it belongs into a changeset.
it('a small recording is these very bytes, on every machine', async () => {
  const recording = createRecording({ applicationId: 'app', recordingId: 'rec', name: 'golden', compression: 'none' });
  recording.logStatic('world', Points3D({ positions: [[1, 2, 3]], labels: ['a'] }));
  recording.log('loss', Scalars(0.5), { frame: 0 });
  recording.log('loss', Scalars([0.25, 0.125]), { frame: 1 });
  await expect(hexDump(recording.bytes())).toMatchFileSnapshot('golden/small.hex');
});
