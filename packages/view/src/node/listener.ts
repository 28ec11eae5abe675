/**
 * Requests of `node:http` for a function from a request to a response.
 * @module
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { FaultError } from '../web/fault.ts';
import { RefusalLog } from '../web/refusal-log.ts';
import { respondFault } from '../web/respond.ts';

/**
 * Answers requests of Node by a function that answers those of the web. A client that goes away aborts `request.signal`.
 * @param log Told one line per request that is none of the web: a malformed `Host`, a path with `..`.
 */
export function nodeListener(
  answer: (request: Request) => Promise<Response>,
  log: (line: string) => void = () => {},
): RequestListener {
  const refusals = new RefusalLog(log, Date.now);
  return (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const request = toRequest(incoming, gone.signal);
    if (request === undefined) {
      const { status, fault } = new FaultError('badRequest', 'The host or the path of the request is malformed.');
      refusals.add(fault.code, { method: incoming.method ?? '', url: incoming.url ?? '' }, fault.message);
      send(respondFault(status, fault, { connection: 'close' }), outgoing).catch(() => outgoing.destroy());
      return;
    }
    answer(request)
      .then((response) => send(response, outgoing))
      // The status is out; what is left is to break off, so that the client knows.
      .catch(() => outgoing.destroy());
  };
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  const { host = '' } = incoming.headers;
  const target = incoming.url ?? '/';
  const hosts = incoming.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1) return undefined;
  if (!/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host) || !target.startsWith('/')) return undefined;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !name.startsWith(':'))
      headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  try {
    // A body is never read: what would carry one is refused.
    return new Request(rawUrl(host, target), { method: incoming.method ?? 'GET', headers, signal });
  } catch {
    return undefined;
  }
}

/** Dots and slashes as they were sent: `URL` would resolve them before anybody could refuse them. */
function rawUrl(host: string, target: string): string {
  const url = new URL(`http://${host}${target.startsWith('//') ? '/' : target}`);
  const sent = target.split(/[?#]/, 1)[0]!;
  if (url.pathname !== sent && normal(url.pathname) !== normal(sent))
    throw new RangeError('The path is not a plain one.');
  return url.href;
}

const normal = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of response.headers)
    headers[name] = name === 'set-cookie' ? response.headers.getSetCookie() : value;
  outgoing.writeHead(response.status, headers);
  if (response.body === null) {
    outgoing.end();
    return;
  }
  const reader = response.body.getReader();
  const leave = () => void reader.cancel().catch(() => {});
  outgoing.once('close', leave);
  if (outgoing.destroyed) leave();
  // Headers at once: the first bytes of a recording or of events may take a while.
  outgoing.flushHeaders();
  for (;;) {
    const { done, value } = await reader.read();
    if (done || outgoing.destroyed) break;
    if (!outgoing.write(value)) await drained(outgoing);
  }
  outgoing.off('close', leave);
  outgoing.end();
}

/** Until the client has taken what was written, or is gone. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((done) => {
    const next = () => {
      outgoing.off('drain', next);
      outgoing.off('close', next);
      done();
    };
    outgoing.once('drain', next);
    outgoing.once('close', next);
  });
}
