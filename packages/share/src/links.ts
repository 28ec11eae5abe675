/**
 * Links that open what was sent.
 * @module
 */
import { HUB_ENDPOINT } from './hub/hub-limits.ts';
import type { Target } from './target.ts';

/** Version of the viewer that links open: one that reads what this release writes, and stays where it is. */
export const VIEWER_VERSION = '0.41.0';

/** Opens recordings in the hosted viewer of Rerun. @param urls Of recordings, and of blueprints that go on top. */
export function viewerLink(urls: readonly string[], viewer: string = VIEWER_VERSION): string {
  const base = /^https?:/.test(viewer) ? viewer : `https://app.rerun.io/version/${viewer}/index.html`;
  return `${base}?${urls.map((url) => `url=${encodeURIComponent(url)}`).join('&')}`;
}

/**
 * The URL of a file at a target; `undefined` when nobody said where a folder or remote is seen from outside.
 * @param revision A commit of the Hub, for a link that stays true; default the branch, which moves.
 */
export function publicUrl(
  target: Target,
  path: string,
  {
    base,
    revision = 'main',
    endpoint = HUB_ENDPOINT,
  }: { readonly base?: string; readonly revision?: string; readonly endpoint?: string } = {},
): string | undefined {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (target.kind === 'hub') return `${endpoint}/datasets/${target.repository}/resolve/${revision}/${encoded}`;
  return base === undefined ? undefined : `${base.replace(/\/*$/, '')}/${encoded}`;
}
