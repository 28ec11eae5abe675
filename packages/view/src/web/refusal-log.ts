/**
 * One line per refused request; floods become one line with a number.
 * @module
 */

/** Lines of one kind of refusal per second. */
const PER_SECOND = 5;
const MAX_CHARACTERS = 200;

/** Writes refusals. */
export class RefusalLog {
  readonly #write: (line: string) => void;
  readonly #now: () => number;
  readonly #seen = new Map<string, { since: number; lines: number; more: number }>();

  constructor(write: (line: string) => void, now: () => number) {
    this.#write = write;
    this.#now = now;
  }

  add(code: string, request: { readonly method: string; readonly url: string }, message: string): void {
    const now = this.#now();
    let seen = this.#seen.get(code);
    if (seen === undefined || now - seen.since >= 1000) {
      const more = seen?.more ?? 0;
      seen = { since: now, lines: 0, more: 0 };
      this.#seen.set(code, seen);
      if (more > 0) this.#write(`${code} ${more} more requests were refused for this reason.`);
    }
    if (++seen.lines <= PER_SECOND) this.#write(`${code} ${message} ${oneLine(`${request.method} ${request.url}`)}`);
    else seen.more++;
  }
}

/** Text of a request on one line: without the token, and without what terminals obey. */
export function oneLine(text: string): string {
  const safe = text
    .replace(/([?&]token=)[^&#\s]*/gi, '$1...')
    .replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return safe.length > MAX_CHARACTERS ? `${safe.slice(0, MAX_CHARACTERS)}…` : safe;
}
