/** Bounds that keep a hostile file from taking the memory or the time of its reader. All can be overridden per call. */
export interface DecodeLimits {
  /** Largest payload of one message in bytes. Official writers stay at a few MiB; one chunk with a long video is the exception. */
  readonly maxMessageBytes: number;
  /** Largest Arrow stream of one message after decompression, in bytes. */
  readonly maxUncompressedBytes: number;
  /** Arrow fields in one schema, nested ones counted: a flatbuffer may point at one field many times over. */
  readonly maxFields: number;
  /** Nesting of Arrow types; the deepest official type (AnnotationContext) has 6. */
  readonly maxTypeDepth: number;
  /** Bytes of names and metadata taken out of one schema: strings can be shared between fields as well. */
  readonly maxSchemaTextBytes: number;
  /** Chunk ids and runs of row ids that `verify` remembers; beyond it says that it stopped looking. */
  readonly maxTrackedIds: number;
  /** Findings that `verify` returns; the rest is counted. */
  readonly maxFindings: number;
  /**
   * Bytes that `recover` decodes in vain while it searches for the next message behind damage; a hostile file can look
   * like a message at every byte. Beyond it the rest is given up.
   */
  readonly maxSearchBytes: number;
}

export const DECODE_LIMITS: DecodeLimits = {
  maxMessageBytes: 2 ** 30,
  maxUncompressedBytes: 2 ** 30,
  maxFields: 100_000,
  maxTypeDepth: 32,
  maxSchemaTextBytes: 2 ** 26,
  maxTrackedIds: 4_000_000,
  maxFindings: 1_000,
  maxSearchBytes: 2 ** 32,
};

/** LZ4 cannot expand a block by more than this, so a larger claim is refused before anything is allocated. */
export const LZ4_MAX_RATIO = 255;
