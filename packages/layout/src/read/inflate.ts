import { unzlibSync } from 'fflate';

/**
 * Inflates a zlib stream that must give exactly `length` bytes, in memory of that size. Throws anything when it does
 * not. A platform may bring a faster one (`Decoders.inflate`); the verdict on broken data is always the built-in's.
 */
export type Inflate = (data: Uint8Array, length: number) => Uint8Array;

/** The built-in: runs everywhere, 5 to 10 times slower than zlib. */
export const inflateAnywhere: Inflate = (data, length) => unzlibSync(data, { out: new Uint8Array(length) });

/** `fast` where it succeeds, the built-in where it does not, so that messages do not depend on the platform. */
export function inflateWith(fast: Inflate | undefined): Inflate {
  if (fast === undefined) return inflateAnywhere;
  return (data, length) => {
    try {
      const out = fast(data, length);
      if (out.length === length) return out;
    } catch {
      // The built-in says what is wrong.
    }
    return inflateAnywhere(data, length);
  };
}
