import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Environments, viewers, cases and results of single looks. */
export const cache = join(root, '.cache', 'conformance');
/** Folder beside the repository with vectors, samples and tools; `OUTLAY_SHARED` overrides. */
export const shared = process.env.OUTLAY_SHARED ?? resolve(root, '..', 'shared');
