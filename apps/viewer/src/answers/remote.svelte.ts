import { type Fault, faultOf } from './fault.ts';

/** A value that is on its way, there, or not to arrive. What was there stays while it is asked for again. */
export class Remote<T> {
  value = $state.raw<T>();
  fault = $state.raw<Fault>();
  isLoading = $state(true);
  readonly #load: () => Promise<T>;
  #asked = 0;

  constructor(load: () => Promise<T>) {
    this.#load = load;
    queueMicrotask(() => this.reload());
  }

  async reload(): Promise<void> {
    const asked = ++this.#asked;
    this.isLoading = true;
    try {
      const value = await this.#load();
      if (asked !== this.#asked) return;
      this.value = value;
      this.fault = undefined;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.fault = faultOf(error);
    }
    this.isLoading = false;
  }
}
