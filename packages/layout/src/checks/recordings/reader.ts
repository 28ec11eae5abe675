/**
 * What this package asks of a reader of recordings. `@outlay/rerun/read` has one, as `readCompleteness`; this package
 * does not depend on it.
 * @module
 */

/** The bytes of a recording, read where they are needed. */
export interface RecordingBytes {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`; both lie inside `size`. */
  read(offset: number, length: number, options?: { readonly signal?: AbortSignal }): Promise<Uint8Array>;
}

/** Reads recordings for validation. */
export interface RecordingReader {
  /**
   * Was a recording written to its end? `old-format`: its end says nothing.
   * @throws what `bytes` throws; nothing about what is in them.
   */
  completeness(
    bytes: RecordingBytes,
    options?: { readonly signal?: AbortSignal },
  ): Promise<'complete' | 'cut' | 'empty' | 'old-format' | 'not-a-recording'>;
}
