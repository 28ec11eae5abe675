/**
 * Names of runs in URLs.
 * @module
 */

const PLAIN = /^[A-Za-z0-9._-]$/;

/**
 * The id of a run from its path below the results folder: `scene/v104` stays, other bytes become `~` and two hex digits.
 * Parts that a URL would swallow (`.`, `..`, empty) are written out as well.
 */
export function formatRunId(path: string): string {
  return path.split('/').map(formatPart).join('/');
}

function formatPart(part: string): string {
  if (/^\.{0,2}$/.test(part)) return part === '' ? '~' : part.replaceAll('.', '~2e');
  let text = '';
  for (const byte of new TextEncoder().encode(part)) {
    const letter = String.fromCharCode(byte);
    text += PLAIN.test(letter) ? letter : `~${byte.toString(16).padStart(2, '0')}`;
  }
  return text;
}

/** Ids for paths, each once: where two paths have one id, later ones end in `~2`, `~3`. */
export class RunIds {
  readonly #taken = new Set<string>();

  take(path: string): string {
    const wanted = formatRunId(path);
    let id = wanted;
    for (let n = 2; this.#taken.has(id); n++) id = `${wanted}~${n}`;
    this.#taken.add(id);
    return id;
  }
}
