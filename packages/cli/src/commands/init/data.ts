import { manifestSchema } from '@outlay/schema';
import { z } from 'zod';
import { Path } from '../../report/common.ts';

/** The `data` of `outlay init`. */
export const InitData = z.object({
  path: Path,
  manifest: manifestSchema(),
  created: z.boolean().describe('false with --dry-run'),
  files: z.array(z.string()).readonly(),
  folders: z.array(z.string()).readonly(),
});
