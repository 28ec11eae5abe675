/**
 * What every answer tells browsers. Scripts come from here only; WebAssembly may be compiled, for the viewer; a page of
 * the same site may show this one in a frame, as notebooks do.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** For the page. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  // The style sheet that the Rerun viewer 0.33 puts into the page when it starts.
  "style-src 'self' 'sha256-pM0oVp6i+1GebSzl0224AIaoaj7wbbnhA8wPu2O3j3k='",
  // The viewer and the virtual table place elements by style attributes.
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self' blob:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');
