/** The layout version this release reads and writes. */
export const LAYOUT_VERSION = 'v1';

/** Layout versions known to this release, and what each one changed. */
export const LAYOUT_VERSIONS = {
  v1: 'First version: task-oriented folders, `training_artifacts/` in place of `debug/`, manifest at the root.',
} as const;

const NEWEST = Math.max(...Object.keys(LAYOUT_VERSIONS).map((name) => Number(name.slice(1))));
const NEWER_RELEASE = 'a newer release of outlay (`npm install -g @outlay/cli@latest`)';

/**
 * What to do about an `output_layout_version` that this release does not read: which release does, or what was meant.
 *
 * @param version The value in the manifest, as JSON: `"v2"`, `1`.
 */
export function layoutVersionAdvice(version: string): string {
  const number = /^"?\s*v?(\d+)(?:\.0)*\s*"?$/i.exec(version)?.[1];
  if (number !== undefined && `v${Number(number)}` in LAYOUT_VERSIONS) return `Write "v${Number(number)}".`;
  if (Number(number) > NEWEST)
    return `Layout v${Number(number)} is read by ${NEWER_RELEASE}; this one reads ${LAYOUT_VERSION}.`;
  return `A newer layout is read by ${NEWER_RELEASE}; for ${LAYOUT_VERSION}, set output_layout_version to "${LAYOUT_VERSION}".`;
}
