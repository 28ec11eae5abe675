/**
 * SHA-256 by the platform.
 * @module
 */

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
 * The platform's own SHA-256; `undefined` where there is none that answers at once (browsers). A hash that is made once
 * per process costs 20 ms in JavaScript, as all of that code runs for the first time, and none here.
 */
export function nativeSha256(bytes: Uint8Array): Uint8Array | undefined {
  const crypto = (globalThis as Platform).process?.getBuiltinModule?.('crypto');
  return crypto?.createHash('sha256').update(bytes).digest();
}
