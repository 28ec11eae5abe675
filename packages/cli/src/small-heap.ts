import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 collect garbage before it piles up, from here on: bytes lie outside its heap, and what is in it is short-lived
 * (docs/decisions/2026-11-26-memory.md). Node would need these on its command line, which a start by name does not have.
 */
export function keepHeapSmall(): void {
  // The young generation stays as large as it has become while the command was loaded: 4 to 8 MB instead of 48.
  setFlagsFromString('--semi-space-growth-factor=1');
  // A collection when the old generation has grown by a half, not when it has doubled or more.
  setFlagsFromString('--heap-growing-percent=50');
}
