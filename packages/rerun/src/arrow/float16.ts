const f32 = new Float32Array(1);
const bits = new Uint32Array(f32.buffer);

/** IEEE 754 half precision, nearest even; overflow becomes infinity, NaN stays NaN (one quiet pattern). */
export function toFloat16Bits(value: number): number {
  f32[0] = value;
  const word = bits[0]!;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 halves are subnormal: adding 0.5 in single precision rounds the mantissa to their step of 2^-24.
  if (magnitude < 0x38800000) {
    bits[0] = magnitude;
    f32[0] = f32[0]! + 0.5;
    return sign | (bits[0]! - 0x3f000000);
  }
  const odd = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
}
