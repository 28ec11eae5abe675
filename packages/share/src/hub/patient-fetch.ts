/**
 * A `fetch` that waits and tries again where a server asks for it, or fails in a way that passes.
 * @module
 */

/** How patient to be. */
export interface Patience {
  /** Tries of one request, the first included. Default 6. */
  readonly tries?: number;
  /** Longest wait that a server may ask for, milliseconds; it fails beyond. Default 10 minutes. */
  readonly longestWait?: number;
  /** Waits; given by tests. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** A number from 0 to 1, so that many jobs do not come back at the same moment. */
  readonly random: () => number;
  readonly onWait?: (milliseconds: number, reason: string) => void;
  /** Requests that must not be repeated without a look at what became of the first: they fail at once. */
  readonly isOnce?: (url: string, method: string) => boolean;
}

const PASSES = new Set([408, 425, 429, 500, 502, 503, 504, 509]);
const FIRST_WAIT = 500;
const DEFAULTS = { tries: 6, longestWait: 600_000 } as const;

/**
 * Makes a `fetch` that tries again after a broken connection and after answers that pass (429, 5xx), as long as
 * `Retry-After` (RFC 9110 10.2.3) or `RateLimit` (draft-ietf-httpapi-ratelimit-headers: `"name";r=0;t=55`) says, else
 * twice as long each time.
 */
export function patientFetch(fetchOnce: typeof fetch, patience: Patience): typeof fetch {
  const { tries = DEFAULTS.tries, longestWait = DEFAULTS.longestWait, isOnce } = patience;
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const signal = init?.signal ?? undefined;
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt >= tries || isOnce?.(url, method) === true;
      let reason: string;
      let asked: number | undefined;
      try {
        const response = await fetchOnce(input, init);
        if (isLast || !PASSES.has(response.status)) return response;
        asked = waitAskedFor(response.headers);
        if ((asked ?? 0) > longestWait) return response;
        reason = `the server answers ${response.status}`;
        await response.body?.cancel();
      } catch (error) {
        if (signal?.aborted || isLast) throw error;
        reason = `the connection breaks (${causeOf(error)})`;
      }
      const wait = asked ?? FIRST_WAIT * 2 ** (attempt - 1) * (0.5 + patience.random());
      patience.onWait?.(wait, reason);
      await patience.sleep(wait, signal);
    }
  };
}

/** Milliseconds that headers ask to wait; `undefined` when they do not say. */
export function waitAskedFor(headers: Headers, now: number = Date.now()): number | undefined {
  const after = headers.get('retry-after');
  if (after !== null) {
    const seconds = /^\s*\d+(\.\d+)?\s*$/.test(after) ? Number(after) : (Date.parse(after) - now) / 1000;
    if (Number.isFinite(seconds)) return Math.max(0, seconds) * 1000;
  }
  const [, left, reset] = /;\s*r=(\d+)\s*;\s*t=(\d+)/.exec(headers.get('ratelimit') ?? '') ?? [];
  return left === '0' && reset !== undefined ? Number(reset) * 1000 : undefined;
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
  return cause?.code ?? message;
}
