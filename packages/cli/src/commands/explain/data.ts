import { z } from 'zod';

/** The `data` of `outlay explain`. */
export const ExplainData = z.object({
  codes: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      reason: z.string(),
      fix: z.string().describe('words in <> stand for facts of a finding'),
      example: z.string().optional().describe('a path it was found at, in a damaged sample'),
      repair: z.string().optional().describe('what validate --fix does about it'),
      docs: z.url().describe('its page'),
    }),
  ),
});
