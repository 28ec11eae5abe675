/**
 * Parts of the `data` of several commands.
 * @module
 */
import { z } from 'zod';

/** An absolute path. */
export const Path = z.string().describe('absolute path');
/** How many. */
export const Count = z.int().min(0);

/** Which experiment an entry is about. */
export const ExperimentHead = z.object({
  path: Path,
  label: z.string().describe('as named on the command line, or relative to --results'),
  name: z.string().nullable().describe('exp_name of the manifest; null when it could not be read'),
  scene: z.string().nullable(),
});
