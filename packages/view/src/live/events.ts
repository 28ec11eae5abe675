/**
 * Server-sent events.
 * @module
 */
import type { ViewEvent } from '../api.ts';
import { FaultError } from '../web/fault.ts';

/** Pages that listen at a time: a browser keeps six connections to a server, and tabs are many. */
const MAX_LISTENERS = 200;
/** Events that wait for a client; one that takes none is dropped, and comes again by itself. */
const MAX_WAITING = 256;
/** What a browser waits before it asks again, milliseconds. */
const RETRY_MS = 3000;

/** Sends events to all who listen. */
export class EventHub {
  readonly #listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #version: string;
  readonly #onCount: (count: number) => void;

  /** @param onCount Told how many listen whenever that changes. */
  constructor(version: string, onCount: (count: number) => void) {
    this.#version = version;
    this.#onCount = onCount;
  }

  /** A new listener's answer. @throws FaultError when there are too many. */
  response(): Response {
    if (this.#listeners.size >= MAX_LISTENERS)
      throw new FaultError('busy', `${MAX_LISTENERS} pages are listening already.`);
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          own = controller;
          this.#listeners.add(controller);
          controller.enqueue(encode(`retry: ${RETRY_MS}\n\n`));
          controller.enqueue(encodeEvent({ kind: 'hello', version: this.#version }));
          this.#onCount(this.#listeners.size);
        },
        cancel: () => {
          if (own) this.#drop(own);
        },
      },
      new CountQueuingStrategy({ highWaterMark: MAX_WAITING }),
    );
    const headers = {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // Proxies that gather answers would keep events back.
      'x-accel-buffering': 'no',
    };
    return new Response(body, { headers });
  }

  send(event: ViewEvent): void {
    const bytes = encodeEvent(event);
    for (const listener of [...this.#listeners]) this.#enqueue(listener, bytes);
  }

  /** A comment, so that proxies do not take silence for the end. */
  keepAlive(): void {
    for (const listener of [...this.#listeners]) this.#enqueue(listener, encode(':\n\n'));
  }

  close(): void {
    for (const listener of [...this.#listeners]) this.#drop(listener);
  }

  #enqueue(listener: ReadableStreamDefaultController<Uint8Array>, bytes: Uint8Array): void {
    if ((listener.desiredSize ?? 0) <= 0) this.#drop(listener);
    else listener.enqueue(bytes);
  }

  #drop(listener: ReadableStreamDefaultController<Uint8Array>): void {
    if (!this.#listeners.delete(listener)) return;
    try {
      listener.close();
    } catch {
      // The client closed it.
    }
    this.#onCount(this.#listeners.size);
  }
}

function encodeEvent(event: ViewEvent): Uint8Array {
  return encode(`data: ${JSON.stringify(event)}\n\n`);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
