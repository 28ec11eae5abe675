import { z } from 'zod';
import { SHELLS } from './shells.ts';

/** The `data` of `outlay completion`. */
export const CompletionData = z.object({ shell: z.enum(SHELLS), script: z.string() });
