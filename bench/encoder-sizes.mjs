// What the encoder benchmark writes: realistic sizes (a 940x1280 JPEG, a body mesh), short runs.
export const CASES = {
  images: { count: 1024, bytes: 165_000, distinct: 32, batch: 16 },
  read: { count: 1024, bytes: 165_000 },
  scalars: { count: 2_000_000, batch: 100_000 },
  meshes: { count: 300, vertices: 10_475, faces: 20_908, distinct: 8 },
  calls: { count: 100_000, entities: 10 },
};

/** What `rows` and `MB` mean per case: units of work, and the megabytes that the caller hands over (or gets). */
export const WORK = {
  images: ({ count, bytes }) => ({ rows: count, megabytes: (count * bytes) / 1e6 }),
  read: ({ count, bytes }) => ({ rows: count, megabytes: (count * bytes) / 1e6 }),
  scalars: ({ count }) => ({ rows: count, megabytes: (count * 16) / 1e6 }),
  meshes: ({ count, vertices, faces }) => ({ rows: count, megabytes: (count * vertices * 24 + faces * 12) / 1e6 }),
  calls: ({ count }) => ({ rows: count, megabytes: (count * 16) / 1e6 }),
};

/** Bytes that do not compress, the same for the same seed (xorshift32). */
export function noise(bytes, seed) {
  const words = new Uint32Array(Math.ceil(bytes / 4));
  let state = 0x9e3779b9 ^ (seed + 1);
  for (let index = 0; index < words.length; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return new Uint8Array(words.buffer, 0, bytes);
}
