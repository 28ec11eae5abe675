import { sha256 as portableSha256 } from '@noble/hashes/sha2.js';

interface Platform {
  readonly process?: {
    /** In Node from 20.16 on; a bundler for browsers has nothing to resolve. */
    getBuiltinModule?(name: string):
      | {
          createHash(algorithm: string): { update(bytes: Uint8Array): { digest(): Uint8Array } };
        }
      | undefined;
  };
}

/**
 * SHA-256 at once, 32 bytes: the platform's own where it has one that does not wait (Node), in JavaScript elsewhere
 * (browsers). A hash made once per process costs 20 ms in JavaScript, as all of that code runs for the first time.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const crypto = (globalThis as Platform).process?.getBuiltinModule?.('crypto');
  return crypto?.createHash('sha256').update(bytes).digest() ?? portableSha256(bytes);
}
