/**
 * Does a link open, for somebody without a token?
 * @module
 */

/** Why a link does not open. */
export type ProbeProblem =
  | 'unreachable'
  | 'private'
  | 'missing'
  | 'refused'
  | 'no-cors'
  | 'not-a-recording'
  | 'other-size';

/** What became of a look at a link. */
export interface Probe {
  readonly url: string;
  readonly ok: boolean;
  readonly problem?: ProbeProblem;
  /** In a sentence, why it does not open. */
  readonly message?: string;
  /** Can a reader ask for a part of the file? Viewers do without. */
  readonly ranges: boolean;
}

/** The origin of the hosted viewer: servers that allow one origin only allow this one, or none that helps. */
const VIEWER_ORIGIN = 'https://app.rerun.io';
const MAGIC = 'RRF2';

/**
 * Asks for the first bytes of a recording as the hosted viewer would: another origin, no token.
 * @param bytes What the file has here; another size there is another file.
 */
export async function probeRecording(
  url: string,
  bytes: number,
  {
    fetch: fetchOnce = fetch,
    signal,
  }: { readonly fetch?: typeof fetch; readonly signal?: AbortSignal | undefined } = {},
): Promise<Probe> {
  let response: Response;
  try {
    response = await fetchOnce(url, {
      headers: { range: 'bytes=0-3', origin: VIEWER_ORIGIN },
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
    return failed(url, 'unreachable', `The server does not answer (${cause?.code ?? message}).`);
  }
  const ranges = response.status === 206;
  try {
    if (response.status === 401 || response.status === 403)
      return failed(url, 'private', `The server asks for a login (${response.status}).`);
    if (response.status === 404) return failed(url, 'missing', 'The server has no such file (404).');
    if (!response.ok) return failed(url, 'refused', `The server answers ${response.status}.`);
    const allowed = response.headers.get('access-control-allow-origin');
    const start = await firstBytes(response, MAGIC.length);
    if (new TextDecoder('latin1').decode(start) !== MAGIC)
      return failed(url, 'not-a-recording', 'The server answers with something other than a recording.');
    const size = sizeOf(response);
    if (size !== undefined && size !== bytes)
      return failed(url, 'other-size', `The server has ${size} bytes, ${bytes} were sent.`);
    if (allowed !== '*' && allowed !== VIEWER_ORIGIN)
      return failed(
        url,
        'no-cors',
        'The server does not allow pages of other origins to read it (no Access-Control-Allow-Origin).',
        ranges,
      );
    return { url, ok: true, ranges };
  } finally {
    await response.body?.cancel().catch(() => {});
  }
}

const failed = (url: string, problem: ProbeProblem, message: string, ranges = false): Probe => ({
  url,
  ok: false,
  problem,
  message,
  ranges,
});

async function firstBytes({ body }: Response, count: number): Promise<Uint8Array> {
  const found: number[] = [];
  const reader = body?.getReader();
  while (reader && found.length < count) {
    const { done, value } = await reader.read();
    if (done) break;
    found.push(...value.subarray(0, count - found.length));
  }
  reader?.releaseLock();
  return Uint8Array.from(found);
}

function sizeOf({ status, headers }: Response): number | undefined {
  const total =
    status === 206 ? /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] : headers.get('content-length');
  return total === null || total === undefined ? undefined : Number(total);
}
