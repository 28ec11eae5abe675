/**
 * Answers that are made as a whole.
 * @module
 */
import type { Fault } from '../api.ts';

/** Below this, compression costs more than it saves. */
const WORTH_COMPRESSING = 1024;

/** Bytes or text as an answer that is asked for again by its tag. */
export async function respond(
  request: Request,
  body: Uint8Array<ArrayBuffer> | string,
  contentType: string,
): Promise<Response> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const headers = new Headers({
    'content-type': contentType,
    etag: `W/"${Array.from(digest.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`,
    'cache-control': 'private, no-cache',
    vary: 'accept-encoding',
  });
  if (isUnchanged(request, headers)) return new Response(null, { status: 304, headers });
  if (request.method === 'HEAD') return new Response(null, { headers });
  const isText = !contentType.startsWith('image/');
  if (!isText || bytes.length < WORTH_COMPRESSING || !acceptsGzip(request)) return new Response(bytes, { headers });
  headers.set('content-encoding', 'gzip');
  return new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip')), { headers });
}

/** A value as JSON. */
export function respondJson(request: Request, value: unknown): Promise<Response> {
  return respond(request, JSON.stringify(value), 'application/json');
}

/** Why there is no answer. */
export function respondFault(status: number, fault: Fault, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${JSON.stringify(fault)}\n`, {
    status,
    headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** Does the client have this already? */
export function isUnchanged(request: Request, answer: Headers): boolean {
  const known = request.headers.get('if-none-match');
  const strip = (tag: string) => tag.trim().replace(/^W\//, '');
  const tag = answer.get('etag');
  return known !== null && tag !== null && known.split(',').some((one) => strip(one) === strip(tag));
}

/** Does the client take gzip? */
export function acceptsGzip(request: Request): boolean {
  return accepts(request, 'gzip');
}

/** Does the client take an encoding? `q=0` says that it does not. */
export function accepts(request: Request, encoding: 'gzip' | 'br'): boolean {
  return (request.headers.get('accept-encoding') ?? '').split(',').some((part) => {
    const [name, q] = part.trim().split(/\s*;\s*q=/);
    return name?.toLowerCase() === encoding && (q === undefined || Number(q) > 0);
  });
}
