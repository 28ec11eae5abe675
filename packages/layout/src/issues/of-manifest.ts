import { type ManifestProblem, REQUIRED_MANIFEST_KEYS } from '@outlay/schema';
import type { Issue } from './issue.ts';

/** A thing wrong with a manifest as an issue. */
export function manifestIssue({ kind, at, expected, received: actual, nearMiss }: ManifestProblem): Issue {
  const similar = nearMiss === undefined ? {} : { nearMiss };
  if (kind === 'version') return { code: 'OUT2003', path: 'manifest.json', expected, actual };
  if (kind === 'missing-key' && (REQUIRED_MANIFEST_KEYS as readonly string[]).includes(at))
    return { code: 'OUT2004', path: 'manifest.json', key: at, ...similar };
  if (kind === 'not-json' || kind === 'not-an-object')
    return { code: 'OUT2002', path: 'manifest.json', expected, actual };
  return { code: 'OUT2005', path: 'manifest.json', at, expected, actual, ...similar };
}
