import { decode } from '@outlay/rerun/read';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrokenStreamError, recordingPieces } from '../src/stream.ts';
import { removeFolders, tinyResults, viewOf } from './sample.ts';

let bytes: Uint8Array;
beforeAll(async () => {
  const { root, id } = await tinyResults();
  bytes = new Uint8Array(await (await viewOf(root).ask(`recording/${id}/nvs_epoch_0001.rrd`)).arrayBuffer());
  if (bytes.length < 10_000)
    bytes = new Uint8Array(await (await viewOf(root).ask(`recording/${id}/input_data.rrd`)).arrayBuffer());
});
afterAll(removeFolders);

function stream(of: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= of.length) return controller.close();
      controller.enqueue(of.subarray(at, at + size));
      at += size;
    },
  });
}

/** What a whole stream says, without where it stands: kind and length of every message. */
async function messages(of: Uint8Array): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { kind, byteLength } of decode(of)) if (!SHELL.includes(kind)) all.push(`${kind} ${byteLength}`);
  return all;
}

/** What belongs to a file and not to a recording. */
const SHELL: readonly string[] = ['stream_header', 'end', 'footer', 'stream_footer'];

describe('a recording in pieces', () => {
  it.each([1 << 20, 100_000, 1000, 17])(
    'of %i bytes as they arrive: every piece is a recording, and nothing is lost',
    async (size) => {
      const pieces: string[] = [];
      for await (const piece of recordingPieces(stream(bytes, size))) pieces.push(...(await messages(piece)));
      expect(pieces).toEqual(await messages(bytes));
    },
  );

  it('that breaks off is an error, and what came before is there', async () => {
    const read = async () => {
      let count = 0;
      try {
        for await (const _ of recordingPieces(stream(bytes.subarray(0, bytes.length >> 1), 5000))) count++;
      } catch (error) {
        return [count > 0, error instanceof BrokenStreamError];
      }
      return [];
    };
    expect(await read()).toEqual([true, true]);
  });

  it('that is none is an error', async () => {
    const page = new TextEncoder().encode('<!doctype html> not a recording');
    await expect(recordingPieces(stream(page, 100)).next()).rejects.toThrow(BrokenStreamError);
  });
});
