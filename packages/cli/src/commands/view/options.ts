/** Where a proxy shows the page. */
export interface BasePath {
  /** Begins and ends with a slash. */
  readonly path: string;
  /** Of a URL: its origin, e.g. `https://ondemand.example`. */
  readonly origin?: string;
}

/** `8765`. @throws RangeError */
export function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new RangeError(`expected a port from 0 to 65535, found '${text}'.`);
  return Number(text);
}

/** `/node/c01/8765/` or `https://ondemand.example/node/c01/8765/`. @throws RangeError */
export function parseBasePath(text: string): BasePath {
  const isUrl = /^https?:\/\//i.test(text);
  if (!isUrl && !/^[\w.~%/-]*$/.test(text))
    throw new RangeError(`expected a path such as /node/c01/8765/ or a URL, found '${text}'.`);
  let url: URL;
  try {
    url = new URL(isUrl ? text : `http://localhost/${text}`);
  } catch {
    throw new RangeError(`expected a path such as /node/c01/8765/ or a URL, found '${text}'.`);
  }
  const path = `${url.pathname}/`.replace(/\/{2,}/g, '/');
  return { path, ...(isUrl && { origin: url.origin }) };
}
