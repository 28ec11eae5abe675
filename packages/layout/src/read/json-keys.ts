/** A string, or what gives a JSON text its structure. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Keys that an object of a JSON text has more than once, as paths such as `nvs_cameras` or `notes.seed`, each once.
 * Parsers take one of the values, most of them the last, and say nothing.
 * @param text A text that `JSON.parse` accepts.
 */
export function repeatedKeys(text: string): readonly string[] {
  /** Open objects and arrays: the path that leads there, and for objects the keys so far. */
  const open: { readonly path: readonly string[]; readonly keys: Set<string> | undefined }[] = [];
  const found = new Set<string>();
  let last = '';
  let path: readonly string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const top = open.at(-1);
    if (token === '{') open.push({ path, keys: new Set() });
    else if (token === '[') open.push({ path, keys: undefined });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && top?.keys) {
      // Escapes are resolved: "a" and "\u0061" are one key.
      const key = JSON.parse(last) as string;
      path = [...top.path, key];
      if (top.keys.has(key)) found.add(path.join('.'));
      top.keys.add(key);
    }
    last = token;
  }
  return [...found];
}
