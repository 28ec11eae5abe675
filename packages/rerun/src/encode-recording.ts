import { joinBytes } from './chunk/compression.ts';
import { createRecording, type Recording, type RecordingOptions } from './recording.ts';

/**
 * A recording as an async iterable of its bytes: `produce` logs, and yields whenever what it logged may go out. It is
 * only continued when the consumer asks for more, so memory stays bounded by what is logged between two yields. Big
 * values come out as the very memory that was logged, and a consumer may still hold them: do not reuse it.
 *
 * ```ts
 * const body = encodeRecording(options, function* (recording) {
 *   for (const frame of frames) { recording.log('cam', EncodedImage({ blob: frame.jpeg }), { frame: frame.number }); yield; }
 * });
 * ```
 */
export async function* encodeRecording(
  options: Omit<RecordingOptions, 'sink'>,
  produce: (recording: Recording) => Iterable<unknown> | AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const recording = createRecording(options);
  for await (const _ of produce(recording)) yield* joinSmallPieces(recording.take());
  recording.finish();
  yield* joinSmallPieces(recording.take());
}

/** Headers and paddings are a few bytes each; a stream pays per piece. */
const JOIN_BELOW_BYTES = 16 * 1024;

function* joinSmallPieces(pieces: readonly Uint8Array[]): Generator<Uint8Array, void, undefined> {
  let small: Uint8Array[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    if (piece.length < JOIN_BELOW_BYTES) {
      small.push(piece);
      bytes += piece.length;
      continue;
    }
    if (bytes > 0) yield joinBytes(small, bytes);
    small = [];
    bytes = 0;
    yield piece;
  }
  if (bytes > 0) yield joinBytes(small, bytes);
}
