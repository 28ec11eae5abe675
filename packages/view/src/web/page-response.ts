import type { Asset } from './page-assets.ts';
import { accepts, isUnchanged } from './respond.ts';

const YEAR = 'public, max-age=31536000, immutable';

/** A file of the page as an answer, compressed as the client takes it. */
export function pageResponse(request: Request, asset: Asset): Response {
  const encoding = asset.encodings.find((one) => accepts(request, one)) ?? 'identity';
  const headers = new Headers({
    'content-type': asset.contentType,
    'cache-control': asset.immutable ? YEAR : 'no-cache',
    etag: `W/"${asset.etag}"`,
    vary: 'accept-encoding',
    // By this name the viewer shows how much of itself has come.
    'rerun-final-length': String(asset.size),
  });
  if (isUnchanged(request, headers)) return new Response(null, { status: 304, headers });
  if (encoding !== 'identity') headers.set('content-encoding', encoding);
  return new Response(request.method === 'HEAD' ? null : asset.open(encoding), { headers });
}
