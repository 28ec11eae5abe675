import { z } from 'zod';

/** The `data` of `outlay view`, written when the server has ended. */
export const ViewData = z.object({
  url: z.string().describe('address of the page, with its token'),
  host: z.string(),
  port: z.int(),
  durationMs: z.int(),
});
