/** Values that were used last, as many as fit into a number of bytes. The others are let go of. */
export class Kept<T> {
  readonly #values = new Map<string, { readonly value: T; readonly bytes: number }>();
  readonly #budget: number;
  readonly #release: (value: T) => void;
  #bytes = 0;

  constructor(budget: number, release: (value: T) => void = () => {}) {
    this.#budget = budget;
    this.#release = release;
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** The value, which counts as used now. */
  get(key: string): T | undefined {
    const entry = this.#values.get(key);
    if (entry === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, entry);
    return entry.value;
  }

  put(key: string, value: T, bytes: number): void {
    this.delete(key);
    this.#values.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest] of this.#values) {
      if (this.#bytes <= this.#budget || oldest === key) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#values.get(key);
    if (entry === undefined) return;
    this.#values.delete(key);
    this.#bytes -= entry.bytes;
    this.#release(entry.value);
  }
}
