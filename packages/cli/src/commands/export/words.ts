/** What `outlay export` can be asked for. */
export type ExportTarget = 'input-data' | 'evaluation' | 'training' | 'all';

/** Values of `--with`. */
export const EXTRAS = ['gaussians', 'viz'] as const;
/** An extra. */
export type Extra = (typeof EXTRAS)[number];
