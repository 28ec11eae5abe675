import type { CompressionChoice } from './chunk/compression.ts';
import type { StreamEncoderOptions } from './stream-encoder.ts';

/** How a file is packed. */
export interface StreamOptions {
  /** `auto`: LZ4 where it pays (never for JPEG, PNG, MP4). */
  readonly compression: CompressionChoice;
  /**
   * Oldest reader that must stay silent, which decides on the chunk index at the end. `0.28`: with it (default).
   * `0.24`: without, as viewers before 0.28 complain about it; `rerun rrd verify` from 0.31 on misses it.
   */
  readonly target: '0.24' | '0.28';
  /** Name of your program, shown as the source. */
  readonly source: string;
}

export const STREAM_DEFAULTS = {
  compression: 'auto',
  target: '0.28',
  source: '@outlay/rerun',
} as const satisfies StreamOptions;

/** Options with their defaults, as the encoder of a stream takes them. */
export function streamEncoderOptions(options: Partial<StreamOptions>): StreamEncoderOptions {
  return {
    compression: options.compression ?? STREAM_DEFAULTS.compression,
    footer: (options.target ?? STREAM_DEFAULTS.target) !== '0.24',
    source: options.source ?? STREAM_DEFAULTS.source,
  };
}
