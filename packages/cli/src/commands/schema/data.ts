import { z } from 'zod';

/** The `data` of `outlay schema`. */
export const SchemaData = z.object({
  name: z.string(),
  schema: z.looseObject({}).optional(),
  source: z.string().optional().describe('text of the Python module'),
});
