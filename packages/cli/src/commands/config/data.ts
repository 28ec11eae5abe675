import { z } from 'zod';

/** The `data` of `outlay config print`. */
export const ConfigPrintData = z.object({
  settings: z.record(
    z.string(),
    z.object({
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      from: z.enum(['flag', 'environment', 'project', 'user', 'default']),
      source: z.string().optional(),
    }),
  ),
});
