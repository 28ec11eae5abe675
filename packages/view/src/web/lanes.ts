import { FaultError } from './fault.ts';

/** Work of one kind that is done at a time; more waits in line, and more than that is sent away. */
export class Lanes {
  readonly #most: number;
  readonly #line: number;
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number, line: number) {
    this.#most = most;
    this.#line = line;
  }

  /** Waits for a lane; call what it gives when the work is done. @throws FaultError when the line is full; the abort reason. */
  async enter(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#busy < this.#most) this.#busy++;
    else {
      if (this.#waiting.length >= this.#line)
        throw new FaultError('busy', 'The server is busy with other requests.', { headers: { 'retry-after': '2' } });
      await new Promise<void>((go, fail) => {
        const take = () => {
          signal?.removeEventListener('abort', leave);
          go();
        };
        const leave = () => {
          this.#waiting.splice(this.#waiting.indexOf(take), 1);
          fail(signal?.reason);
        };
        this.#waiting.push(take);
        signal?.addEventListener('abort', leave, { once: true });
      });
    }
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    };
  }

  /** Does work in a lane. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const leave = await this.enter(signal);
    try {
      return await work();
    } finally {
      leave();
    }
  }
}
