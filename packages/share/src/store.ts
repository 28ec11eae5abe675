import type { RemoteFiles, ShareFile } from './share-file.ts';

/** What happens while files are sent. */
export type StoreEvent =
  /** The target makes us wait, or fails and is tried again. */
  | { readonly kind: 'waiting'; readonly milliseconds: number; readonly reason: string }
  /** Bytes of a file are there; `bytes` counts from 0 for each file. */
  | { readonly kind: 'progress'; readonly path: string; readonly bytes: number };

/** A state of the target that links can name: a commit of the Hub. Empty where a target has only one. */
export interface Revision {
  readonly commit?: string;
}

/** A place that takes files. One that fails half-way can be asked again: what is there is not sent again. */
export interface Store {
  /** What is there now. */
  list(signal: AbortSignal | undefined): Promise<{ readonly files: RemoteFiles; readonly revision: Revision }>;
  /**
   * Puts files there, all of them or none where the target can. `base` is the state that was listed.
   * @throws NotAllowedError, NetworkError, RefusedError or ShareFileError
   */
  send(
    files: readonly ShareFile[],
    options: { readonly base: Revision; readonly message: string; readonly signal: AbortSignal | undefined },
  ): AsyncGenerator<StoreEvent, Revision>;
  /** At most this many files go into one {@link send}, and this many bytes, one file more at most. */
  readonly batch: { readonly files: number; readonly bytes: number };
}
