/**
 * Where runs come from. A service that keeps experiments elsewhere implements {@link RunLibrary}.
 * @module
 */
import type { Decoders, FileSource } from '@outlay/layout';
import type { Fault } from '../api.ts';

/** An experiment's folder, found but not looked into. */
export interface FoundRun {
  /** Path below the results folder, POSIX: `scene/v104`. Its id comes from it. */
  readonly path: string;
  /** Where it is, for people. */
  readonly location: string;
  /** Its files. Called when they are first asked for. @throws LayoutError when it is gone. */
  open(): FileSource;
  /** What decodes its files faster than portable code. */
  readonly decoders?: Decoders;
}

/** All experiments that are shown. */
export interface RunLibrary {
  /** For the window's title. */
  readonly title: string;
  /** Walks anew. A folder that cannot be looked into is a {@link Fault}, the others go on. */
  find(signal: AbortSignal | undefined): AsyncIterable<FoundRun | Fault>;
}
