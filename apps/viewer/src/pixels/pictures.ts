/**
 * Decoded pictures. What the screen needs is fetched first, then its neighbours; what nobody wants any more is not.
 * @module
 */
import { ask } from '../answers/ask.ts';
import { Failure, type Fault, faultOf } from '../answers/fault.ts';
import { Kept } from './kept.ts';

/** 8 cameras, two pictures each of 470 by 640, are 19 MB a frame: some 25 frames back and ahead. */
const BUDGET = 512 * 2 ** 20;
/** One less than an HTTP/1.1 server answers at once to one page: small pictures and tables go in between. */
const AT_ONCE = 5;

/** Pixels as trainers see them through PIL: no color profile, no turning by EXIF, alpha left alone. */
const AS_TRAINERS: ImageBitmapOptions = {
  colorSpaceConversion: 'none',
  premultiplyAlpha: 'none',
  imageOrientation: 'none' as ImageOrientation,
};

type Load = (url: string, signal: AbortSignal) => Promise<ImageBitmap>;
type Listener = (url: string) => void;

/** Pictures by URL: `get` is at once, `want` says what should come. */
export class Pictures {
  readonly #kept: Kept<ImageBitmap>;
  readonly #faults = new Map<string, Fault>();
  readonly #running = new Map<string, AbortController>();
  readonly #listeners = new Set<Listener>();
  /** Per place of the page that asks: what is on its screen, and what is likely to be next. */
  readonly #wanted = new Map<object, { readonly urls: readonly string[]; readonly urgent: number }>();
  readonly #load: Load;
  readonly #atOnce: number;

  constructor(load: Load, budget: number, atOnce: number) {
    this.#load = load;
    this.#atOnce = atOnce;
    this.#kept = new Kept(budget, (bitmap) => bitmap.close());
  }

  get(url: string): ImageBitmap | undefined {
    return this.#kept.get(url);
  }

  fault(url: string): Fault | undefined {
    return this.#faults.get(url);
  }

  /** Called when a picture has arrived or failed; gives the function that ends it. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * `who` wants these, most urgent first, and nothing of what it wanted before. The first `urgent` are on the screen; for
   * the others some connections are left free.
   */
  want(who: object, urls: readonly string[], urgent = urls.length): void {
    if (urls.length === 0) this.#wanted.delete(who);
    else this.#wanted.set(who, { urls, urgent });
    const all = new Set([...this.#wanted.values()].flatMap((wanted) => wanted.urls));
    for (const [url, controller] of this.#running) if (!all.has(url)) controller.abort();
    this.#next();
  }

  /** Files may have changed: what failed is tried again. */
  tryAgain(): void {
    this.#faults.clear();
    this.#next();
  }

  #next(): void {
    for (const { url, isUrgent } of this.#inTurn()) {
      if (this.#running.size >= (isUrgent ? this.#atOnce : Math.ceil(this.#atOnce / 2))) return;
      if (this.#kept.has(url) || this.#running.has(url) || this.#faults.has(url)) continue;
      void this.#start(url);
    }
  }

  /** The first of everybody, then the second of everybody. */
  *#inTurn(): Generator<{ readonly url: string; readonly isUrgent: boolean }> {
    const lists = [...this.#wanted.values()];
    const longest = Math.max(0, ...lists.map(({ urls }) => urls.length));
    for (let i = 0; i < longest; i++)
      for (const { urls, urgent } of lists) if (i < urls.length) yield { url: urls[i]!, isUrgent: i < urgent };
  }

  async #start(url: string): Promise<void> {
    const controller = new AbortController();
    this.#running.set(url, controller);
    try {
      const bitmap = await this.#load(url, controller.signal);
      this.#kept.put(url, bitmap, bitmap.width * bitmap.height * 4);
    } catch (error) {
      if (!controller.signal.aborted) this.#faults.set(url, faultOf(error));
    }
    this.#running.delete(url);
    this.#next();
    for (const listener of this.#listeners) listener(url);
  }
}

/** @throws Failure */
async function fetchPicture(url: string, signal: AbortSignal, options?: ImageBitmapOptions): Promise<ImageBitmap> {
  const response = await ask(url, 'The picture', signal);
  const blob = await response.blob();
  try {
    return await createImageBitmap(blob, { ...AS_TRAINERS, ...options });
  } catch {
    const name = decodeURIComponent(url.split('/').slice(-1)[0]!);
    throw new Failure({
      code: 'PICTURE',
      message: `${name} is not a picture that can be decoded.`,
      fix: 'Look at the run’s findings.',
    });
  }
}

/** Pictures as they are; all of the page share them. */
export const pictures = new Pictures(fetchPicture, BUDGET, AT_ONCE);

/** Height of small pictures, in pixels of the screen. */
export const THUMB_HEIGHT = 112;

/** Small ones of the same, for strips and lists. */
export const thumbs = new Pictures(
  (url, signal) => fetchPicture(url, signal, { resizeHeight: THUMB_HEIGHT, resizeQuality: 'medium' }),
  64 * 2 ** 20,
  3,
);
