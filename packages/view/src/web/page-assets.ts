/**
 * The files of the page itself.
 * @module
 */

/** A file of the page. */
export interface Asset {
  readonly contentType: string;
  /** Its name changes with its content, so it may be kept for ever. */
  readonly immutable: boolean;
  /** Tag of the content. */
  readonly etag: string;
  /** Bytes when it is not compressed. */
  readonly size: number;
  /** Encodings it can be had in, the best first; `identity` always works. */
  readonly encodings: readonly ('br' | 'gzip')[];
  /** Opens it. */
  open(encoding: 'br' | 'gzip' | 'identity'): ReadableStream<Uint8Array>;
}

/** The page. */
export interface PageAssets {
  /** The file at a path below the page's folder; `''` is the page. `undefined` when there is none. */
  get(path: string): Promise<Asset | undefined>;
  /** Paths of all files; none when the page is not built. */
  paths(): Promise<readonly string[]>;
}
