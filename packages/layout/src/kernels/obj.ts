// Compiled from packages/layout/kernels/obj.ts by tools/kernels.mjs: not to be edited.
const base64 =
  'AGFzbQEAAAABFANgA39/fwF/YAABf2AEf39/fwF/AwQDAAECBQMBAAEHLwQIcmVzZXJ2ZWQAAQhzYW1lVGV4dAAADHJlYWRWZXJ0aWNlcwACBm' +
  '1lbW9yeQIADAEDCsgFA2QBAX8DQCADQRBqIAJMBEAgACADav0ABAAgASADav0ABAD9Uf1TBEBBAA8LIANBEGohAwwBCwsDQCACIANKBEAgACAD' +
  'ai0AACABIANqLQAARwRAQQAPCyADQQFqIQMMAQsLQQELBQBBsAkL2gQDBX8CfgF8IAIgA0ECdGohBwNAIAAgAUkEQCAALQAAIgNBI0YEQANAIA' +
  'AgAUkEfyAALQAAQQpHBUEACwRAIABBAWohAAwBCwsgAEEBaiEADAILIAIgB08hBCADQfYARwR/QQEFIAAtAAFBIEcLIARyBEBBAA8LIABBAmoh' +
  'AEEAIQUDQCAFQQNIBEBCACEJQQAhBiAAQQFqIAAgAC0AAEEtRiIIGyIALQAAQTBrIQMDQCADQQlNBEAgA60gCUIKfnwhCSAAQQFqIgAtAABBMG' +
  'shAyAGQQFqIgZBD0sEQEEADwsMAQsLQQAhBCAALQAAQS5GBEAgAEEBaiIAKQMAIgpChoyYsODAgYMGfELw4cOHj568+HCDQrDgwIGDhoyYMFEg' +
  'CkLw4cOHj568+HCDQrDgwIGDhoyYMFFxBEAgCUKAwtcvfiAKQo+evPjw4cOHD4MiCUIKfiAJQgiIfEL/gfyH8J/A/wCDIglC5AB+IAlCEIh8Qv' +
  '//g4Dw/z+DIglCkM4AfiAJQiCIfEL/////D4N8IQlBCCEEIABBCGohAAsgAC0AAEEwayEDA0AgA0EJTQRAIAOtIAlCCn58IQkgAEEBaiIALQAA' +
  'QTBrIQMgBEEBaiIEQQ9LBEBBAA8LDAELCwsgBCAGaiIDRSADQQ9LcgR/QQEFIAAtAABBIEEKIAVBAkgbRwsEQEEADwsgAEEBaiEAIAIgBAR8IA' +
  'm6IARBA3RBoAhqKwMAowUgCboLIguaIAsgCBu2OAIAIAJBBGohAiAFQQFqIQUMAQsLDAELCyACIAdGIAAgAUZxCwuTAQMAQYwICwGcAEGYCAsF' +
  'BAAAAIAAQaYIC3rwPwAAAAAAACRAAAAAAAAAWUAAAAAAAECPQAAAAAAAiMNAAAAAAABq+EAAAAAAgIQuQQAAAADQEmNBAAAAAITXl0EAAAAAZc' +
  '3NQQAAACBfoAJCAAAA6HZIN0IAAACilBptQgAAQOWcMKJCAACQHsS81kIAADQm9WsMQw==';

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
