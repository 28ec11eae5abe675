import { z } from 'zod';

/** The `data` of `outlay path`: a path and its parts, or all contracts. */
export const PathData = z.looseObject({});
