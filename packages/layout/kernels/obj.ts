// AssemblyScript. Vertices of an OBJ file in the form that mesh writers give them, and the comparison of its faces with
// those of the file before. It stops at whatever is written another way (the general reader takes over), so it is only
// faster, never more lenient. Compiled by tools/kernels.mjs.
//
// Memory is the caller's; behind the text 16 more bytes may be read.

const NEWLINE: u8 = 10;
const SPACE: u8 = 32;
const HASH: u8 = 35;
const MINUS: u8 = 45;
const POINT: u8 = 46;
const ZERO: u8 = 48;
const V: u8 = 118;
/** Digits that are exact in a double; one correctly rounded division by a power of ten makes the number. */
const MAX_DIGITS: u32 = 15;
const POW10: StaticArray<f64> = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/** First byte that the caller may use. */
export function reserved(): usize {
  return (__heap_base + 15) & ~15;
}

/** Are the two texts of `length` bytes equal? */
export function sameText(a: usize, b: usize, length: i32): bool {
  let i: i32 = 0;
  for (; i + 16 <= length; i += 16)
    if (v128.any_true(v128.xor(v128.load(a + i), v128.load(b + i)))) return false;
  for (; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

/**
 * Reads comments and `v x y z` lines from `text` to `end`, which is the end of a line. Returns whether that is all there
 * is, and exactly `numbers` numbers, written to `out` as 32-bit floats.
 */
export function readVertices(text: usize, end: usize, out: usize, numbers: i32): bool {
  let at = text;
  let to = out;
  const full = out + (<usize>numbers << 2);
  while (at < end) {
    const first = load<u8>(at);
    if (first == HASH) {
      while (at < end && load<u8>(at) != NEWLINE) at++;
      at++;
      continue;
    }
    if (first != V || load<u8>(at, 1) != SPACE || to >= full) return false;
    at += 2;
    for (let axis = 0; axis < 3; axis++) {
      const isNegative = load<u8>(at) == MINUS;
      if (isNegative) at++;
      let value: u64 = 0;
      let digits: u32 = 0;
      let digit = <u32>load<u8>(at) - ZERO;
      while (digit <= 9) {
        value = value * 10 + digit;
        digits++;
        digit = <u32>load<u8>(++at) - ZERO;
        if (digits > MAX_DIGITS) return false;
      }
      let decimals: u32 = 0;
      if (load<u8>(at) == POINT) {
        at++;
        const eight = load<u64>(at);
        if (isEightDigits(eight)) {
          value = value * 100000000 + eightDigits(eight);
          decimals = 8;
          at += 8;
        }
        digit = <u32>load<u8>(at) - ZERO;
        while (digit <= 9) {
          value = value * 10 + digit;
          decimals++;
          digit = <u32>load<u8>(++at) - ZERO;
          if (decimals > MAX_DIGITS) return false;
        }
      }
      digits += decimals;
      if (digits == 0 || digits > MAX_DIGITS || load<u8>(at) != (axis < 2 ? SPACE : NEWLINE)) return false;
      at++;
      const magnitude = decimals > 0 ? <f64>value / unchecked(POW10[decimals]) : <f64>value;
      store<f32>(to, <f32>(isNegative ? -magnitude : magnitude));
      to += 4;
    }
  }
  return at == end && to == full;
}

/** Every byte '0' to '9'? */
// @ts-ignore: decorator
@inline
function isEightDigits(text: u64): bool {
  const high = text & 0xf0f0f0f0f0f0f0f0;
  const above = (text + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0;
  return high == 0x3030303030303030 && above == 0x3030303030303030;
}

/** Pairs, then fours, then all eight at once; the first digit is the lowest byte. */
// @ts-ignore: decorator
@inline
function eightDigits(text: u64): u64 {
  let value = text & 0x0f0f0f0f0f0f0f0f;
  value = (value * 10 + (value >> 8)) & 0x00ff00ff00ff00ff;
  value = (value * 100 + (value >> 16)) & 0x0000ffff0000ffff;
  return (value * 10000 + (value >> 32)) & 0xffffffff;
}
