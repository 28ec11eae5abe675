// Compiled from packages/rerun/kernels/lz4.ts by tools/kernels.mjs: not to be edited.
const base64 =
  'AGFzbQEAAAABFANgBH9/f38Bf2AAAX9gA39/fwF/AwQDAAECBQMBAAEHIAMIcmVzZXJ2ZWQAAQhjb21wcmVzcwACBm1lbW9yeQIACp4FA6MBAQ' +
  'N/IANBAWohBCADIAJBDyABIAFBD04iAhtBBHRyOgAAIAIEQCABQQ9rIQUgBCECA0AgBUH/AU4EQCACIgNBAWohAiADQf8BOgAAIAVB/wFrIQUM' +
  'AQsLIAIgBToAACACQQFqIQQLIAFBIEoEQCAEIAAgAfwKAAAFA0AgASAGSgRAIAQgBmogACAGai0AADoAACAGQQFqIQYMAQsLCyABIARqCwYAQY' +
  'CABAvvAwEJf0EAQf8BQYCABPwLACABQQxrIQsgAUEFayEKIAIhA0HAACEJA0AgBCALTARAIAAgBGoiBigCACIHQbHz3fF5bCAGLQAEQfeUr694' +
  'bHNBEnZBAnQiBigCACEIIAYgBDYCACAIQQBIIAQgCGtB//8DSnIEf0EBBSAAIAhqKAIAIAdHCwRAIAQgCUEGdWohBCAJQQFqIQkMAgtBwAAhCS' +
  'AEIQYgCCEHA0AgBSAGSCAHQQBKcQR/IAAgBmpBAWstAAAgACAHakEBay0AAEYFQQALBEAgBkEBayEGIAdBAWshBwwBCwsgBEEEaiEEIAhBBGoh' +
  'CANAIARBEGogCkwEfyAAIARq/QAEACAAIAhq/QAEAP0j/WMFQQALBEAgBEEQaiEEIAhBEGohCAwBCwsDQCAEIApIBH8gACAEai0AACAAIAhqLQ' +
  'AARgVBAAsEQCAEQQFqIQQgCEEBaiEIDAELCyAAIAVqIAYgBWtBDyAEIAZrQQRrIgUgBUEPTiIIGyADEAAiAyAGIAdrOwEAIANBAmohAyAIBEAg' +
  'BUEPayEGA0AgBkH/AU4EQCADIgVBAWohAyAFQf8BOgAAIAZB/wFrIQYMAQsLIAMgBjoAACADQQFqIQMLIAQhBQwBCwsgACAFaiABIAVrQQAgAx' +
  'AAIAJrCw==';

interface Platform {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: object };
  };
}

/** Starts the kernel; `undefined` where WebAssembly with SIMD is not to be had, e.g. under a strict security policy. */
export function startKernel(): object | undefined {
  try {
    const { Module, Instance } = (globalThis as unknown as Platform).WebAssembly;
    return new Instance(new Module(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))).exports;
  } catch {
    return undefined;
  }
}
