/** The layout version this release reads and writes. */
export const LAYOUT_VERSION = 'v1';

/** Layout versions known to this release, and what each one changed. */
export const LAYOUT_VERSIONS = {
  v1: 'First version: task-oriented folders, `training_artifacts/` in place of `debug/`, manifest at the root.',
} as const;
