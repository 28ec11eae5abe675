/**
 * The usual mesh file of a series, in WebAssembly: comments, `v x y z` lines, then the same faces as the file before.
 * @module
 */
import { type KernelExports, kernelMemory, lazyKernel } from '@outlay-internal/kernel';
import { wasm } from '../kernels/obj.ts';
import type { FaceText } from './obj-faces.ts';

/** What `kernels/obj.ts` exports. */
interface Kernel extends KernelExports {
  sameText(a: number, b: number, length: number): number;
  readVertices(text: number, end: number, out: number, numbers: number): number;
}

/** A body has 736 kB of text; memory of a kernel never shrinks. */
const MAX_KERNEL_BYTES = 8 << 20;
/** Read behind a text. */
const SLACK = 16;
const NEWLINE = 10;
const kernel = lazyKernel<Kernel>(wasm);
/** Whose faces lie in the kernel's memory. */
let kept: FaceText | undefined;

/**
 * Reads `positions.length` numbers from a file that ends in `faces`. Returns `false`, with `positions` as they were, for
 * a file that is written in any other way: it may be just as good.
 */
export function readVerticesBeforeFaces(bytes: Uint8Array, faces: FaceText, positions: Float32Array): boolean {
  const end = bytes.length - faces.length;
  if (faces.length === 0 || end <= 0 || bytes[end - 1] !== NEWLINE) return false;
  const started = kernel();
  if (started === undefined || bytes.length > MAX_KERNEL_BYTES || positions.length * 2 > bytes.length) return false;
  const known = started.reserved();
  const out = align(known + faces.length + SLACK);
  const text = align(out + positions.byteLength);
  const view = kernelMemory(started, text + bytes.length + SLACK);
  if (kept !== faces) {
    view.set(new Uint8Array(faces.words.buffer, 0, faces.length), known);
    kept = faces;
  }
  view.set(bytes, text);
  if (started.sameText(known, text + end, faces.length) === 0) return false;
  if (started.readVertices(text, text + end, out, positions.length) === 0) return false;
  positions.set(new Float32Array(view.buffer, out, positions.length));
  return true;
}

const align = (offset: number): number => Math.ceil(offset / 16) * 16;
