// AssemblyScript. A gray PNG mask, 8 bits a pixel, to class ids: inflate, undo the row filters, paint. It stops at
// whatever is not plain (the general reader then says what is wrong), so it is only faster, never more lenient.
// Formats: RFC 1950, RFC 1951, https://www.w3.org/TR/png-3/#9Filters. Compiled by tools/kernels.mjs.
//
// The memory is the caller's: at `data` the zlib stream, with 16 more bytes behind it that may be read; at `raw` room
// for the filtered rows, with 320 more behind it that may be written.

const MAX_BITS: i32 = 15;
/** Tables of the decoder: entry = symbol << 4 | bits; 0 where no code leads. */
const LITERALS: usize = 0;
const DISTANCES: usize = LITERALS + (2 << MAX_BITS);
const LENGTHS: usize = DISTANCES + (2 << MAX_BITS);
const COUNTS: usize = LENGTHS + 512;
const RESERVED: usize = COUNTS + 256;
/** Where the names of the code lengths come in the stream (RFC 1951, 3.2.7). */
const ORDER: StaticArray<u8> = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTH_BASE: StaticArray<u16> = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_EXTRA: StaticArray<u8> = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const DISTANCE_BASE: StaticArray<u16> = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA: StaticArray<u8> = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];

let input: usize = 0;
let inputEnd: usize = 0;
let bits: u64 = 0;
let bitCount: u32 = 0;
/** No match reaches in front of it. */
let output: usize = 0;

/** First byte that the caller may use. */
export function reserved(): usize {
  return (__heap_base + RESERVED + 15) & ~15;
}

/**
 * Paints `value` where the mask of `width` × `height` pixels is at least `threshold`, and 0 elsewhere if it is the
 * `first` of its picture. Returns 1, or 0 when the stream is not a plain one of exactly this size.
 */
export function paintMask(
  data: usize,
  length: i32,
  width: i32,
  height: i32,
  raw: usize,
  classes: usize,
  value: u32,
  threshold: u32,
  first: bool,
): bool {
  const size = <usize>(width + 1) * height;
  if (!inflate(data, length, raw, size)) return false;
  for (let row = 0; row < height; row++) {
    const at = raw + <usize>row * (width + 1) + 1;
    const filter = load<u8>(at - 1);
    if (filter > 4) return false;
    if (row == 0) unfilterFirst(at, width, filter);
    else unfilter(at, at - width - 1, width, filter);
    paint(at, classes + <usize>row * width, width, value, threshold, first);
  }
  return true;
}

function paint(from: usize, to: usize, width: i32, value: u32, threshold: u32, first: bool): void {
  const values = i8x16.splat(<i8>value);
  const thresholds = i8x16.splat(<i8>threshold);
  let i: i32 = 0;
  for (; i + 16 <= width; i += 16) {
    const covered = i8x16.ge_u(v128.load(from + i), thresholds);
    if (first) v128.store(to + i, v128.and(covered, values));
    else if (v128.any_true(covered)) v128.store(to + i, v128.bitselect(values, v128.load(to + i), covered));
  }
  for (; i < width; i++) {
    if (load<u8>(from + i) >= <u8>threshold) store<u8>(to + i, <u8>value);
    else if (first) store<u8>(to + i, 0);
  }
}

// ---- Row filters -----------------------------------------------------------------------------------------------------

/** The row above the first is all zeros: "up" does nothing, "average" halves the left pixel, Paeth is "sub". */
function unfilterFirst(at: usize, width: i32, filter: u8): void {
  if (filter == 1 || filter == 4) sub(at, width);
  else if (filter == 3)
    for (let i = 1; i < width; i++) store<u8>(at + i, load<u8>(at + i) + (load<u8>(at + i - 1) >> 1));
}

function unfilter(at: usize, above: usize, width: i32, filter: u8): void {
  if (filter == 1) sub(at, width);
  else if (filter == 2) up(at, above, width);
  else if (filter == 3) average(at, above, width);
  else if (filter == 4) paeth(at, above, width);
}

function sub(at: usize, width: i32): void {
  const zero = i64x2.splat(0);
  let left: u8 = 0;
  let i: i32 = 0;
  for (; i + 16 <= width; i += 16) {
    let sum = v128.load(at + i);
    if (v128.any_true(sum)) {
      // Running sums within 16 bytes: add the vector to itself moved by 1, 2, 4 and 8 places.
      sum = i8x16.add(sum, i8x16.shuffle(zero, sum, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
      sum = i8x16.add(sum, i8x16.shuffle(zero, sum, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
      sum = i8x16.add(sum, i8x16.shuffle(zero, sum, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
      sum = i8x16.add(sum, i8x16.shuffle(zero, sum, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23));
    }
    sum = i8x16.add(sum, i8x16.splat(<i8>left));
    v128.store(at + i, sum);
    left = i8x16.extract_lane_u(sum, 15);
  }
  for (; i < width; i++) {
    left += load<u8>(at + i);
    store<u8>(at + i, left);
  }
}

function up(at: usize, above: usize, width: i32): void {
  let i: i32 = 0;
  for (; i + 16 <= width; i += 16) v128.store(at + i, i8x16.add(v128.load(at + i), v128.load(above + i)));
  for (; i < width; i++) store<u8>(at + i, load<u8>(at + i) + load<u8>(above + i));
}

/** Average and Paeth depend on the pixel to the left; where nothing changes, 16 pixels are the left pixel. */
function average(at: usize, above: usize, width: i32): void {
  let left: u32 = 0;
  let i: i32 = 0;
  while (i < width) {
    if (i + 16 <= width && isEven(at + i, above + i, <u8>left)) {
      v128.store(at + i, i8x16.splat(<i8>left));
      i += 16;
      continue;
    }
    const end = min(i + 16, width);
    for (; i < end; i++) {
      left = (<u32>load<u8>(at + i) + ((left + <u32>load<u8>(above + i)) >> 1)) & 255;
      store<u8>(at + i, <u8>left);
    }
  }
}

function paeth(at: usize, above: usize, width: i32): void {
  let a: i32 = 0;
  let c: i32 = 0;
  let i: i32 = 0;
  while (i < width) {
    // With the pixels above equal to the one above left, Paeth predicts the left pixel.
    if (i + 16 <= width && isEven(at + i, above + i, <u8>c)) {
      v128.store(at + i, i8x16.splat(<i8>a));
      i += 16;
      continue;
    }
    const end = min(i + 16, width);
    for (; i < end; i++) {
      const b = <i32>load<u8>(above + i);
      const pa = abs(b - c);
      const pb = abs(a - c);
      const pc = abs(a + b - 2 * c);
      a = (<i32>load<u8>(at + i) + (pa <= pb && pa <= pc ? a : pb <= pc ? b : c)) & 255;
      store<u8>(at + i, <u8>a);
      c = b;
    }
  }
}

/** 16 zeros to undo, below 16 pixels of one value. */
function isEven(at: usize, above: usize, value: u8): bool {
  return !v128.any_true(v128.or(v128.load(at), v128.xor(v128.load(above), i8x16.splat(<i8>value))));
}

// ---- Inflate ---------------------------------------------------------------------------------------------------------

/** A whole zlib stream to exactly `size` bytes. Its Adler sum is not compared: the PNG chunk has a checksum already. */
function inflate(data: usize, length: i32, out: usize, size: usize): bool {
  if (length < 6) return false;
  const header = <u32>load<u8>(data) * 256 + load<u8>(data + 1);
  if (header % 31 != 0 || (header & 0x0f00) != 0x0800 || (header & 0x20) != 0) return false;
  input = data + 2;
  inputEnd = data + length - 4;
  bits = 0;
  bitCount = 0;
  output = out;
  const end = out + size;
  let to = out;
  let last: u64 = 0;
  while (last == 0) {
    refill();
    last = take(1);
    const kind = <i32>take(2);
    if (kind == 0) to = storedBlock(to, end);
    else if (kind == 3) return false;
    else {
      if (kind == 1) fixedTables();
      else if (!dynamicTables()) return false;
      to = compressedBlock(to, end);
    }
    if (to == 0) return false;
  }
  return to == end && input - (bitCount >> 3) == inputEnd;
}

function refill(): void {
  bits |= load<u64>(input) << bitCount;
  input += (63 - bitCount) >> 3;
  bitCount |= 56;
}

function take(count: u32): u64 {
  const value = bits & ((1 << count) - 1);
  bits >>= count;
  bitCount -= count;
  return value;
}

function storedBlock(at: usize, end: usize): usize {
  take(bitCount & 7);
  input -= bitCount >> 3;
  bits = 0;
  bitCount = 0;
  if (input + 4 > inputEnd) return 0;
  const length = <usize>load<u16>(input);
  if ((load<u16>(input) ^ load<u16>(input + 2)) != 0xffff) return 0;
  input += 4;
  if (input + length > inputEnd || at + length > end) return 0;
  memory.copy(at, input, length);
  input += length;
  return at + length;
}

let literalBits: i32 = 0;
let distanceBits: i32 = 0;

function lengthsAt(): usize {
  return tables() + LENGTHS;
}

function tables(): usize {
  return (__heap_base + 15) & ~15;
}

function fixedTables(): void {
  const lengths = lengthsAt();
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  memory.fill(lengths + 288, 5, 32);
  literalBits = table(LITERALS, lengths, 288);
  // 32 distances make the code complete; the last two are refused where they are read.
  distanceBits = table(DISTANCES, lengths + 288, 32);
}

function dynamicTables(): bool {
  const lengths = lengthsAt();
  refill();
  const literals = <i32>take(5) + 257;
  const distances = <i32>take(5) + 1;
  const names = <i32>take(4) + 4;
  if (literals > 286 || distances > 30) return false;
  memory.fill(lengths, 0, 19);
  for (let i = 0; i < names; i++) {
    refill();
    store<u8>(lengths + unchecked(ORDER[i]), <u8>take(3));
  }
  const nameBits = table(LITERALS, lengths, 19);
  if (nameBits <= 0) return false;
  const count = literals + distances;
  // The names are in the table now, so the lengths may go over them.
  memory.fill(lengths, 0, 320);
  let i: i32 = 0;
  while (i < count) {
    refill();
    if (input > inputEnd + 8) return false;
    const entry = <u32>load<u16>(tables() + LITERALS + ((<usize>(bits & ((1 << nameBits) - 1))) << 1));
    if (entry == 0) return false;
    take(entry & 15);
    const name = entry >> 4;
    if (name < 16) {
      store<u8>(lengths + i++, <u8>name);
      continue;
    }
    if (name == 16 && i == 0) return false;
    const value: u8 = name == 16 ? load<u8>(lengths + i - 1) : 0;
    const times = name == 16 ? 3 + <i32>take(2) : name == 17 ? 3 + <i32>take(3) : 11 + <i32>take(7);
    if (i + times > count) return false;
    memory.fill(lengths + i, value, times);
    i += times;
  }
  if (load<u8>(lengths + 256) == 0) return false;
  distanceBits = table(DISTANCES, lengths + literals, distances);
  literalBits = table(LITERALS, lengths, literals);
  return literalBits > 0 && distanceBits >= 0;
}

/**
 * Fills a table from code lengths. Returns the bits of its index: 0 without any code, -1 when the lengths are not those
 * of a complete code. A code of a single bit is taken for complete: it is how one distance is written.
 */
function table(offset: usize, lengths: usize, symbols: i32): i32 {
  const to = tables() + offset;
  const counts = tables() + COUNTS;
  memory.fill(counts, 0, 256);
  for (let i = 0; i < symbols; i++) {
    const slot = counts + ((<usize>load<u8>(lengths + i)) << 2);
    store<i32>(slot, load<i32>(slot) + 1);
  }
  let maxBits: i32 = MAX_BITS;
  while (maxBits > 0 && load<i32>(counts + ((<usize>maxBits) << 2)) == 0) maxBits--;
  if (maxBits == 0) return 0;
  // First code of each length, behind the counts.
  const next = counts + 64;
  let code: i32 = 0;
  for (let length = 1; length <= maxBits; length++) {
    code <<= 1;
    store<i32>(next + ((<usize>length) << 2), code);
    code += load<i32>(counts + ((<usize>length) << 2));
    if (code > 1 << length) return -1;
  }
  if (code != 1 << maxBits && maxBits > 1) return -1;
  memory.fill(to, 0, 2 << maxBits);
  for (let i = 0; i < symbols; i++) {
    const length = <i32>load<u8>(lengths + i);
    if (length == 0) continue;
    const slot = next + ((<usize>length) << 2);
    const assigned = load<i32>(slot);
    store<i32>(slot, assigned + 1);
    const entry = <u16>((i << 4) | length);
    for (let at = reversed(assigned, length); at < 1 << maxBits; at += 1 << length)
      store<u16>(to + ((<usize>at) << 1), entry);
  }
  return maxBits;
}

function reversed(code: i32, length: i32): i32 {
  let out: i32 = 0;
  for (let i = 0; i < length; i++) out |= ((code >> i) & 1) << (length - 1 - i);
  return out;
}

/** Returns the end of what was written, or 0. */
function compressedBlock(at: usize, end: usize): usize {
  const literalTable = tables() + LITERALS;
  const distanceTable = tables() + DISTANCES;
  const literalMask = (1 << literalBits) - 1;
  const distanceMask = (1 << distanceBits) - 1;
  let to = at;
  while (true) {
    refill();
    if (input > inputEnd + 8) return 0;
    let entry = <u32>load<u16>(literalTable + ((<usize>(bits & literalMask)) << 1));
    if (entry == 0) return 0;
    take(entry & 15);
    let symbol = entry >> 4;
    if (symbol < 256) {
      if (to >= end) return 0;
      store<u8>(to++, <u8>symbol);
      continue;
    }
    if (symbol == 256) return to;
    symbol -= 257;
    if (symbol > 28) return 0;
    const length = <usize>unchecked(LENGTH_BASE[symbol]) + <usize>take(unchecked(LENGTH_EXTRA[symbol]));
    if (distanceBits == 0) return 0;
    entry = <u32>load<u16>(distanceTable + ((<usize>(bits & distanceMask)) << 1));
    if (entry == 0) return 0;
    take(entry & 15);
    symbol = entry >> 4;
    if (symbol > 29) return 0;
    const distance = <usize>unchecked(DISTANCE_BASE[symbol]) + <usize>take(unchecked(DISTANCE_EXTRA[symbol]));
    if (distance > to - output || to + length > end) return 0;
    copyMatch(to, distance, length);
    to += length;
  }
}

/** May write up to 16 bytes more than `length`. */
function copyMatch(to: usize, distance: usize, length: usize): void {
  const end = to + length;
  if (distance == 1) {
    const byte = i8x16.splat(load<i8>(to - 1));
    for (let at = to; at < end; at += 16) v128.store(at, byte);
  } else if (distance >= 16) {
    for (let at = to; at < end; at += 16) v128.store(at, v128.load(at - distance));
  } else for (let at = to; at < end; at++) store<u8>(at, load<u8>(at - distance));
}
