/**
 * What a check may look at: names, the manifest, and files through one source. Nothing in it changes while checks run.
 * @module
 */
import type { Decoders } from '../decode/decoders.ts';
import type { ScannedExperiment } from '../scan/scanned-experiment.ts';
import type { RecordingReader } from './recordings/reader.ts';

/** How deep to look. `structure`: names only. `default`: also headers, tables and small files. `full`: every byte. */
export const VALIDATION_LEVELS = ['structure', 'default', 'full'] as const;
/** A depth of validation, see {@link VALIDATION_LEVELS}. */
export type ValidationLevel = (typeof VALIDATION_LEVELS)[number];

/** See the module. */
export interface CheckContext extends ScannedExperiment {
  readonly level: ValidationLevel;
  readonly signal: AbortSignal | undefined;
  readonly decoders: Decoders;
  /** Reads recordings; `undefined` where no reader was given. */
  readonly recordings: RecordingReader | undefined;
}

/** A context that looks at names only. */
export function structureContext(scanned: ScannedExperiment, signal: AbortSignal | undefined): CheckContext {
  return { ...scanned, level: 'structure', signal, decoders: {}, recordings: undefined };
}
