import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 collect garbage before it piles up, from here on, which costs a twentieth of an export's time
 * (docs/decisions/2026-11-26-memory.md). To be called again when a worker has started: making its heap sets the growth
 * factor back to 2.
 */
export function keepHeapSmall(): void {
  // The young generation stays as large as it is: 4 MB instead of 34, and no slower.
  setFlagsFromString('--semi-space-growth-factor=1');
  // A collection when the old generation has grown by a half, not when it has doubled or more.
  setFlagsFromString('--heap-growing-percent=50');
}
