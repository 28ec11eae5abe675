import { VALIDATION_LEVELS } from '@outlay/layout';
import { z } from 'zod';
import { Count, Path } from '../../report/common.ts';

/** What `outlay validate` says about one experiment. */
export const ValidateExperiment = z.object({
  path: Path,
  label: z.string().describe('as named on the command line, or relative to --results'),
  ok: z.boolean(),
  counts: z.object({ error: Count, warning: Count, info: Count, ignored: Count }),
  scanned: z.object({ folders: Count, files: Count }).nullable().describe('null when it could not be read'),
  durationMs: z.number(),
  fix: z
    .object({
      steps: z.array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.enum(['rename', 'set-aside']), code: z.string(), from: z.string(), to: z.string() }),
          z.object({ kind: z.literal('manifest'), code: z.string(), before: z.string(), after: z.string() }),
        ]),
      ),
      left: z
        .array(z.object({ code: z.string(), path: z.string(), reason: z.string() }))
        .describe('could be fixed, but is left to a person'),
      applied: z.boolean(),
      undo: Path.nullable().describe('undo record; null when nothing was done'),
    })
    .optional()
    .describe('only with --fix'),
});
/** The `data` of `outlay validate`. */
export const ValidateData = z.object({
  level: z.enum(VALIDATION_LEVELS),
  experiments: z.array(ValidateExperiment),
});
