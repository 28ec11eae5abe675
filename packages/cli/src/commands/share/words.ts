/** Raw files that `outlay share` sends. */
export const RAW_FILES = ['none', 'pictures', 'all'] as const;
/** Raw files that `outlay share` sends. */
export type RawFiles = (typeof RAW_FILES)[number];
