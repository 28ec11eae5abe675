import { afterEach, expect, it, vi } from 'vitest';
import { wasm } from '../../../packages/schema/src/kernels/vertex-normals.ts';
import { kernelMemory, lazyKernel } from '../src/kernel.ts';

afterEach(() => vi.unstubAllGlobals());

it('starts once, and its memory grows to what is asked for', () => {
  const kernel = lazyKernel(wasm);
  const started = kernel();
  expect(started).toBeDefined();
  expect(kernel()).toBe(started);
  expect(kernelMemory(started!, 3_000_000).length).toBeGreaterThanOrEqual(3_000_000);
  expect(kernelMemory(started!, 10).length).toBeGreaterThanOrEqual(3_000_000);
});

it('is undefined where WebAssembly is forbidden', () => {
  vi.stubGlobal('WebAssembly', undefined);
  expect(lazyKernel(wasm)()).toBeUndefined();
});

it('is undefined where the bytes are no module', () => {
  expect(lazyKernel(btoa('no module'))()).toBeUndefined();
});
