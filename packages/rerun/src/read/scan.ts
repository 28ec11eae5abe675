import type { MessageKind } from '../rrd/frames.ts';
import { type DecodeOptions, decodeFrame, type RecordingMessage } from './decode.ts';
import { type RecordingError, toRecordingError } from './errors.ts';
import { FrameReader } from './frames.ts';
import { DECODE_LIMITS } from './limits.ts';
import { openCursor, type RecordingSource } from './source.ts';

/** What a reader meets that does not want to stop at the first damage. */
export type ScanStep =
  | RecordingMessage
  | {
      readonly kind: 'unreadable';
      readonly messageKind: MessageKind;
      readonly byteOffset: number;
      readonly byteLength: number;
      readonly error: RecordingError;
    }
  | { readonly kind: 'stopped'; readonly byteOffset: number; readonly error: RecordingError }
  | { readonly kind: 'input_end'; readonly byteOffset: number; readonly hasEnd: boolean };

/**
 * Like `decode`, but broken content of a message and broken framing are steps instead of errors. The last step is
 * `stopped` (framing is lost) or `input_end`. Throws what concerns the input as a whole: OUT6001, OUT6002, OUT6007.
 */
export async function* scan(
  source: RecordingSource,
  options: DecodeOptions = {},
): AsyncGenerator<ScanStep, void, undefined> {
  const limits = { ...DECODE_LIMITS, ...options.limits };
  const cursor = openCursor(source, options.signal);
  try {
    const frames = new FrameReader(cursor, limits);
    for (;;) {
      const byteOffset = cursor.position;
      let step: ScanStep;
      try {
        const frame = await frames.next();
        if (frame === undefined) {
          yield { kind: 'input_end', byteOffset, hasEnd: frames.expecting !== 'message' };
          return;
        }
        try {
          step = decodeFrame(frame, limits);
        } catch (cause) {
          const error = toRecordingError(cause, 'OUT6010', byteOffset);
          const messageKind = frame.kind as MessageKind;
          step = { kind: 'unreadable', messageKind, byteOffset, byteLength: frame.byteLength, error };
        }
      } catch (cause) {
        const error = toRecordingError(cause, 'OUT6004', byteOffset);
        const whole = error.code === 'OUT6007' || (frames.streams === 0 && error.code !== 'OUT6003');
        if (whole || error.code === 'OUT6002') throw error;
        yield { kind: 'stopped', byteOffset, error };
        return;
      }
      yield step;
    }
  } finally {
    await cursor.close();
  }
}
