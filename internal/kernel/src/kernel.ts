/**
 * Running WebAssembly kernels. The published packages share this and offer it to nobody: each bundles its own copy.
 * @module
 */

/** What every kernel exports. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** First byte that the caller may use. */
  reserved(): number;
}

interface Platform {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: object };
  };
}

const PAGE_BYTES = 65536;

/**
 * A kernel that starts when it is first asked for; `undefined` where WebAssembly with SIMD is missing or forbidden,
 * e.g. by a strict security policy. One instance per thread, so two callers must not count on its memory between calls.
 */
export function lazyKernel<Exports extends KernelExports>(base64: string): () => Exports | undefined {
  let started: Exports | undefined | 'not yet' = 'not yet';
  return () => {
    if (started === 'not yet') started = start(base64) as Exports | undefined;
    return started;
  };
}

function start(base64: string): object | undefined {
  try {
    const { Module, Instance } = (globalThis as unknown as Platform).WebAssembly;
    return new Instance(new Module(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))).exports;
  } catch {
    return undefined;
  }
}

/** The memory of a kernel, at least `bytes` long. It never shrinks, and earlier views are gone when it grows. */
export function kernelMemory({ memory }: KernelExports, bytes: number): Uint8Array<ArrayBuffer> {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
  return new Uint8Array(memory.buffer);
}
