import { InvalidEntityPathError } from './errors.ts';

/** Letters and digits of any script, `_`, `-` and `.` stand for themselves (reference: rrd-format 12.3). */
const PLAIN = /[\p{Alphabetic}\p{Number}_.-]/u;
const ESCAPED_NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const UNESCAPED_NAMES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** One part as it is written in a path: punctuation gets a backslash, control characters become `\u{XXXX}`. */
export function escapeEntityPathPart(part: string): string {
  if (part.length === 0) throw new InvalidEntityPathError(part, 'a part is empty');
  if (part.endsWith('\\')) {
    throw new InvalidEntityPathError(part, 'a part ends in a backslash, which readers take for an escaped slash');
  }
  let escaped = '';
  for (const char of part) escaped += escapeChar(char, part);
  return escaped;
}

function escapeChar(char: string, part: string): string {
  if (PLAIN.test(char)) return char;
  const named = ESCAPED_NAMES[char];
  if (named !== undefined) return named;
  const code = char.codePointAt(0)!;
  if (code >= 0x20 && code < 0x7f) return `\\${char}`;
  if (code >= 0xd800 && code <= 0xdfff) throw new InvalidEntityPathError(part, 'it holds half a surrogate pair');
  // Readers take exactly four digits; what lies above (emoji) stands for itself.
  if (code > 0xffff) return char;
  return `\\u{${code.toString(16).toUpperCase().padStart(4, '0')}}`;
}

/** Parts, unescaped, to a path with leading slash; no parts is the root `/`. */
export function joinEntityPath(...parts: readonly string[]): string {
  return `/${parts.map(escapeEntityPathPart).join('/')}`;
}

/**
 * Parts of a path, unescaped. A leading slash may be missing, double and trailing slashes are dropped, unescaped
 * punctuation is taken literally, as Rerun does.
 * @throws InvalidEntityPathError for an unknown or unfinished escape.
 */
export function splitEntityPath(path: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < path.length; ) {
    const char = String.fromCodePoint(path.codePointAt(at)!);
    at += char.length;
    if (char === '/') {
      if (part !== '') parts.push(part);
      part = '';
    } else if (char === '\\') {
      const [text, next] = readEscape(path, at);
      part += text;
      at = next;
    } else {
      part += char;
    }
  }
  if (part !== '') parts.push(part);
  return parts;
}

function readEscape(path: string, at: number): [string, number] {
  if (at >= path.length) throw new InvalidEntityPathError(path, 'it ends in a lone backslash');
  const char = String.fromCodePoint(path.codePointAt(at)!);
  const named = UNESCAPED_NAMES[char];
  if (named !== undefined) return [named, at + 1];
  if (char === 'u') {
    const digits = /^u\{([0-9a-fA-F]{4})\}/.exec(path.slice(at, at + 7))?.[1];
    if (digits === undefined) throw new InvalidEntityPathError(path, '\\u needs four hex digits in braces');
    return [String.fromCharCode(Number.parseInt(digits, 16)), at + 7];
  }
  if (/[\p{Alphabetic}\p{Number}]/u.test(char)) {
    throw new InvalidEntityPathError(path, `\\${char} is not an escape`);
  }
  return [char, at + char.length];
}

/** A path in its one written form: leading slash, every part escaped. Throws {@link InvalidEntityPathError}. */
export function formatEntityPath(path: string | readonly string[]): string {
  return joinEntityPath(...(typeof path === 'string' ? splitEntityPath(path) : path));
}
