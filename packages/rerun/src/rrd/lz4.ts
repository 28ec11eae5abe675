import { type KernelExports, kernelMemory, lazyKernel } from '@outlay-internal/kernel';
import { DecodeLimitExceededError, MalformedBytesError } from '../errors.ts';
import { wasm } from '../kernels/lz4.ts';

/** Largest block that is decompressed: the 31-bit sizes of older readers are the natural end of the format. */
export const MAX_LZ4_UNCOMPRESSED_BYTES = 0x7fffffff;

const MIN_MATCH = 4;
/** The last match of a block starts at least 12 bytes before its end and the last 5 bytes are literals (LZ4 spec). */
const MATCH_START_MARGIN = 12;
const LAST_LITERALS = 5;
const MAX_DISTANCE = 65535;
const HASH_BITS = 14;
/**
 * After 2^4 misses in a row the search steps over two bytes, then three: incompressible data passes quickly. C LZ4 waits
 * for 2^6; floats, which are most of what is compressed here, come out 0.2 % larger and an export a tenth faster.
 */
const SKIP_SHIFT = 4;

/** Largest size that {@link lz4Compress} can produce for `length` input bytes. */
export function lz4CompressBound(length: number): number {
  return length + Math.ceil(length / 255) + 16;
}

/** One raw LZ4 block: no frame, no size prefix. Same input, same bytes. */
export function lz4Compress(source: Uint8Array): Uint8Array<ArrayBuffer> {
  return lz4CompressPieces([source], source.length);
}

/** Gives memory of so many bytes for a block. */
export type BlockMemory = (length: number) => Uint8Array<ArrayBuffer>;
const ownMemory: BlockMemory = (length) => new Uint8Array(length);

/** One raw LZ4 block of pieces that lie behind each other, `length` bytes in all. */
export function lz4CompressPieces(
  pieces: readonly Uint8Array[],
  length: number,
  memory: BlockMemory = ownMemory,
): Uint8Array<ArrayBuffer> {
  const started = length <= MAX_KERNEL_BYTES ? kernel() : undefined;
  if (started === undefined) return lz4CompressPlain(joined(pieces, length));
  return compressInKernel(started, pieces, length, memory);
}

/** What `kernels/lz4.ts` exports. */
interface Kernel extends KernelExports {
  compress(source: number, length: number, out: number): number;
}

/** Chunks have 2 MiB, a depth map 5: what is much larger comes once, and the memory of a kernel never shrinks. */
const MAX_KERNEL_BYTES = 16 << 20;
const kernel = lazyKernel<Kernel>(wasm);

function compressInKernel(
  started: Kernel,
  pieces: readonly Uint8Array[],
  length: number,
  memoryOf: BlockMemory,
): Uint8Array<ArrayBuffer> {
  const source = started.reserved();
  const out = source + length;
  const bytes = kernelMemory(started, out + lz4CompressBound(length));
  put(pieces, bytes, source);
  const end = out + started.compress(source, length, out);
  const block = memoryOf(end - out);
  block.set(bytes.subarray(out, end));
  return block;
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  return put(pieces, new Uint8Array(length), 0);
}

function put(pieces: readonly Uint8Array[], out: Uint8Array, offset: number): Uint8Array {
  let at = offset;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** The same without WebAssembly, and for what is too large for the kernel: the same bytes, two to four times slower. */
export function lz4CompressPlain(source: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(lz4CompressBound(source.length));
  return out.slice(0, compressInto(source, out));
}

/** Where each hash was seen last; cleared by every call, which costs less than a new one. */
const hashTable = new Int32Array(1 << HASH_BITS);

function compressInto(source: Uint8Array, out: Uint8Array): number {
  const length = source.length;
  const view = new DataView(source.buffer, source.byteOffset, length);
  const table = hashTable.fill(-1);
  const matchLimit = length - MATCH_START_MARGIN;
  const extendLimit = length - LAST_LITERALS;
  let anchor = 0;
  let at = 0;
  let to = 0;
  let misses = 1 << SKIP_SHIFT;
  while (at <= matchLimit) {
    const word = view.getUint32(at, true);
    // Five bytes in the hash, as in C LZ4 on 64 bits: float data compresses far better (performance.md 4).
    const slot = (Math.imul(word, 0x9e3779b1) ^ Math.imul(source[at + 4]!, 0x85ebca77)) >>> (32 - HASH_BITS);
    const candidate = table[slot]!;
    table[slot] = at;
    if (candidate < 0 || at - candidate > MAX_DISTANCE || view.getUint32(candidate, true) !== word) {
      at += misses++ >> SKIP_SHIFT;
      continue;
    }
    misses = 1 << SKIP_SHIFT;
    let start = at;
    let from = candidate;
    while (start > anchor && from > 0 && source[start - 1] === source[from - 1]) {
      start--;
      from--;
    }
    let end = at + MIN_MATCH;
    let fromEnd = candidate + MIN_MATCH;
    // Four bytes at once: long matches are what masks and smooth depth are made of.
    while (end + 4 <= extendLimit && view.getUint32(end, true) === view.getUint32(fromEnd, true)) {
      end += 4;
      fromEnd += 4;
    }
    while (end < extendLimit && source[end] === source[fromEnd]) {
      end++;
      fromEnd++;
    }
    to = putSequence(source, anchor, start, start - from, end - start, out, to);
    anchor = end;
    at = end;
  }
  return putLiterals(source, anchor, out, to);
}

function putSequence(
  source: Uint8Array,
  anchor: number,
  start: number,
  distance: number,
  matchLength: number,
  out: Uint8Array,
  offset: number,
): number {
  const literals = start - anchor;
  const extra = matchLength - MIN_MATCH;
  let to = offset;
  out[to++] = (Math.min(literals, 15) << 4) | Math.min(extra, 15);
  if (literals >= 15) to = putLength(literals - 15, out, to);
  to = copyLiterals(source, anchor, start, out, to);
  out[to++] = distance & 0xff;
  out[to++] = distance >> 8;
  return extra >= 15 ? putLength(extra - 15, out, to) : to;
}

function putLiterals(source: Uint8Array, anchor: number, out: Uint8Array, offset: number): number {
  const literals = source.length - anchor;
  let to = offset;
  out[to++] = Math.min(literals, 15) << 4;
  if (literals >= 15) to = putLength(literals - 15, out, to);
  return copyLiterals(source, anchor, source.length, out, to);
}

function copyLiterals(source: Uint8Array, from: number, end: number, out: Uint8Array, to: number): number {
  // A subarray per short run costs more than the bytes.
  if (end - from > 64) out.set(source.subarray(from, end), to);
  else for (let index = from; index < end; index++) out[to + index - from] = source[index]!;
  return to + end - from;
}

function putLength(length: number, out: Uint8Array, offset: number): number {
  let rest = length;
  let to = offset;
  for (; rest >= 255; rest -= 255) out[to++] = 255;
  out[to++] = rest;
  return to;
}

/**
 * Decompresses one raw LZ4 block of exactly `size` bytes.
 * @throws MalformedBytesError when the block is damaged or does not give `size` bytes; DecodeLimitExceededError when
 * `size` is beyond {@link MAX_LZ4_UNCOMPRESSED_BYTES} or more than 255 times the block, which no LZ4 block can reach.
 */
export function lz4Decompress(block: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const limit = Math.min(MAX_LZ4_UNCOMPRESSED_BYTES, block.length * 255);
  if (!Number.isSafeInteger(size) || size < 0 || size > limit) {
    throw new DecodeLimitExceededError('uncompressed size of an LZ4 block', limit, size);
  }
  const out = new Uint8Array(size);
  const blockEnd = block.length;
  let at = 0;
  let to = 0;
  for (;;) {
    if (at >= blockEnd) fail(at, 'it ends where a sequence should start');
    const token = block[at++]!;
    let literals = token >> 4;
    if (literals === 15) {
      let byte: number;
      do {
        if (at >= blockEnd) fail(at, 'a literal length is cut off');
        byte = block[at++]!;
        literals += byte;
      } while (byte === 255);
    }
    if (literals > blockEnd - at) fail(at, `${literals} literals, ${blockEnd - at} bytes left`);
    if (literals > size - to) fail(at, `more than the ${size} bytes it should hold`);
    if (literals > 32) out.set(block.subarray(at, at + literals), to);
    else for (let index = 0; index < literals; index++) out[to + index] = block[at + index]!;
    at += literals;
    to += literals;
    if (at === blockEnd) break;
    if (blockEnd - at < 2) fail(at, 'a match distance is cut off');
    const distance = block[at]! | (block[at + 1]! << 8);
    if (distance === 0 || distance > to) fail(at, `a match ${distance} bytes back, ${to} bytes written`);
    at += 2;
    let matchLength = (token & 15) + MIN_MATCH;
    if ((token & 15) === 15) {
      let byte: number;
      do {
        if (at >= blockEnd) fail(at, 'a match length is cut off');
        byte = block[at++]!;
        matchLength += byte;
      } while (byte === 255);
    }
    if (matchLength > size - to) fail(at, `more than the ${size} bytes it should hold`);
    if (distance >= matchLength && matchLength > 32) out.copyWithin(to, to - distance, to - distance + matchLength);
    else for (let index = 0; index < matchLength; index++) out[to + index] = out[to - distance + index]!;
    to += matchLength;
  }
  if (to !== size) fail(at, `${to} bytes, expected ${size}`);
  return out;
}

function fail(offset: number, problem: string): never {
  throw new MalformedBytesError('LZ4 block', offset, problem);
}
