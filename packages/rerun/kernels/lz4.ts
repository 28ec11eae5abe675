// AssemblyScript. The encoder of `src/rrd/lz4.ts` step by step, so that both give the same bytes.
// Memory: hash table at 0, everything else where the caller puts it. Compiled by tools/kernels.mjs.

const MIN_MATCH: i32 = 4;
const MATCH_START_MARGIN: i32 = 12;
const LAST_LITERALS: i32 = 5;
const MAX_DISTANCE: i32 = 65535;
const HASH_BITS: i32 = 14;
const SKIP_SHIFT: i32 = 4;

/** Bytes at the start of the memory that `compress` uses for itself. */
export function reserved(): i32 {
  return 4 << HASH_BITS;
}

/** Compresses `length` bytes at `source` to `out`, which must have room for the worst case. Returns the length. */
export function compress(source: usize, length: i32, out: usize): i32 {
  memory.fill(0, 0xff, 4 << HASH_BITS);
  const matchLimit = length - MATCH_START_MARGIN;
  const extendLimit = length - LAST_LITERALS;
  let anchor: i32 = 0;
  let at: i32 = 0;
  let to = out;
  let misses: i32 = 1 << SKIP_SHIFT;
  while (at <= matchLimit) {
    const word = load<u32>(source + at);
    const slot = ((word * 0x9e3779b1) ^ (<u32>load<u8>(source + at + 4) * 0x85ebca77)) >> (32 - HASH_BITS);
    const candidate = load<i32>((<usize>slot) << 2);
    store<i32>((<usize>slot) << 2, at);
    if (candidate < 0 || at - candidate > MAX_DISTANCE || load<u32>(source + candidate) != word) {
      at += misses >> SKIP_SHIFT;
      misses++;
      continue;
    }
    misses = 1 << SKIP_SHIFT;
    let start = at;
    let from = candidate;
    while (start > anchor && from > 0 && load<u8>(source + start - 1) == load<u8>(source + from - 1)) {
      start--;
      from--;
    }
    let end = at + MIN_MATCH;
    let fromEnd = candidate + MIN_MATCH;
    while (end + 16 <= extendLimit && i8x16.all_true(i8x16.eq(v128.load(source + end), v128.load(source + fromEnd)))) {
      end += 16;
      fromEnd += 16;
    }
    while (end < extendLimit && load<u8>(source + end) == load<u8>(source + fromEnd)) {
      end++;
      fromEnd++;
    }
    const extra = end - start - MIN_MATCH;
    const distance = start - from;
    to = putLiterals(source + anchor, start - anchor, min(extra, 15), to);
    store<u16>(to, <u16>distance);
    to += 2;
    if (extra >= 15) to = putLength(extra - 15, to);
    anchor = end;
    at = end;
  }
  return <i32>(putLiterals(source + anchor, length - anchor, 0, to) - out);
}

function putLiterals(from: usize, count: i32, extra: i32, at: usize): usize {
  let to = at;
  store<u8>(to++, <u8>((min(count, 15) << 4) | extra));
  if (count >= 15) to = putLength(count - 15, to);
  if (count > 32) memory.copy(to, from, count);
  else for (let i = 0; i < count; i++) store<u8>(to + i, load<u8>(from + i));
  return to + count;
}

function putLength(length: i32, at: usize): usize {
  let rest = length;
  let to = at;
  for (; rest >= 255; rest -= 255) store<u8>(to++, 255);
  store<u8>(to++, <u8>rest);
  return to;
}
