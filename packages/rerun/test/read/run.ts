import {
  type Chunk,
  decode,
  type RecordingFinding,
  type RecordingSource,
  type RecoverReport,
  recover,
} from '../../src/read/index.ts';

export interface Recovered {
  readonly bytes: Uint8Array;
  readonly report: RecoverReport;
}

export async function recoverAll(source: RecordingSource): Promise<Recovered> {
  const pieces: Uint8Array[] = [];
  const run = recover(source);
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done === true) return { bytes: new Uint8Array(Buffer.concat(pieces)), report: step.value };
    pieces.push(step.value);
  }
}

/** Errors and warnings, but for a component type that Rerun itself has given up since 0.24. */
export const isTrouble = ({ severity, code }: RecordingFinding): boolean => severity !== 'info' && code !== 'OUT6039';

export interface Placed {
  readonly byteOffset: number;
  readonly end: number;
  readonly kind: string;
  readonly chunk: Chunk | undefined;
}

/** All messages with their places; throws as `decode` does. */
export async function messagesOf(source: RecordingSource): Promise<Placed[]> {
  const messages: Placed[] = [];
  for await (const message of decode(source)) {
    const { byteOffset, byteLength, kind } = message;
    messages.push({
      byteOffset,
      end: byteOffset + byteLength,
      kind,
      chunk: message.kind === 'chunk' ? message.chunk() : undefined,
    });
  }
  return messages;
}

/** The messages before an error, and the error. */
export async function untilError(source: RecordingSource): Promise<{ count: number; error: unknown }> {
  let count = 0;
  try {
    for await (const _ of decode(source)) count += 1;
  } catch (error) {
    return { count, error };
  }
  return { count, error: undefined };
}

/** Numbers in [0, 1) from a seed (mulberry32): the same run everywhere. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
