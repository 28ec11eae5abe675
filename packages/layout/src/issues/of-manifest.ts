import { type ManifestProblem, REQUIRED_MANIFEST_KEYS } from '@outlay/schema';
import type { Issue } from './issue.ts';

/** A thing wrong with a manifest as an issue. */
export function manifestIssue({ kind, at, expected, received: actual, nearMiss }: ManifestProblem): Issue {
  const similar = nearMiss === undefined ? {} : { nearMiss };
  if (kind === 'version') return { name: 'layout-version-unknown', path: 'manifest.json', expected, actual };
  if (kind === 'missing-key' && (REQUIRED_MANIFEST_KEYS as readonly string[]).includes(at))
    return { name: 'manifest-key-missing', path: 'manifest.json', key: at, ...similar };
  if (kind === 'not-json' || kind === 'not-an-object')
    return { name: 'manifest-not-json', path: 'manifest.json', expected, actual };
  return { name: 'manifest-value-bad', path: 'manifest.json', at, expected, actual, ...similar };
}
