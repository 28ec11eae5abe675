import { z } from 'zod';

/** The `data` of `outlay help exit-codes` and `outlay help environment`. */
export const HelpData = z.object({
  exitCodes: z.array(z.object({ code: z.int(), meaning: z.string() })).optional(),
  variables: z.array(z.object({ name: z.string(), doc: z.string() })).optional(),
});
