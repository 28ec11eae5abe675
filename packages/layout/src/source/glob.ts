// Longer patterns are not typed by people; the bound keeps matching cheap.
const MAX_PATTERN = 1000;
// Braces multiply: `{a,b}` twenty times over would be a million patterns.
const MAX_ALTERNATIVES = 1000;

/**
 * A shell pattern over one name as a test: `*`, `?`, `[abc]`, `[!a-z]`, `{a,b}` (not nested), `\` quotes.
 * The whole name must match. Matching takes linear memory and no backtracking of a regular expression.
 * @throws RangeError for a pattern that is not closed or too long.
 */
export function globTest(pattern: string): (name: string) => boolean {
  if (pattern.length > MAX_PATTERN) throw new RangeError(`expected a pattern of at most ${MAX_PATTERN} characters.`);
  const alternatives = expandBraces(pattern).map(tokens);
  return (name) => alternatives.some((parts) => matches(parts, [...name]));
}

type Token = '*' | '?' | { readonly chars: string; readonly negated: boolean };

function expandBraces(pattern: string): readonly string[] {
  const open = unquoted(pattern, '{');
  if (open < 0) return [pattern];
  const close = unquoted(pattern, '}', open);
  if (close < 0) throw new RangeError(`the brace in '${pattern}' is not closed.`);
  const [head, tail] = [pattern.slice(0, open), expandBraces(pattern.slice(close + 1))];
  const choices = pattern.slice(open + 1, close).split(',');
  if (choices.length * tail.length > MAX_ALTERNATIVES)
    throw new RangeError(`expected at most ${MAX_ALTERNATIVES} alternatives in '${pattern}'.`);
  return choices.flatMap((choice) => tail.map((rest) => head + choice + rest));
}

function unquoted(pattern: string, wanted: string, from = 0): number {
  for (let i = from; i < pattern.length; i++) {
    if (pattern[i] === wanted) return i;
    if (pattern[i] === '\\') i++;
  }
  return -1;
}

function tokens(pattern: string): readonly Token[] {
  const out: Token[] = [];
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i++) {
    const c = chars[i] as string;
    if (c === '*' || c === '?') out.push(c);
    else if (c === '[') {
      const close = chars.indexOf(']', i + 2);
      if (close < 0) throw new RangeError(`the bracket in '${pattern}' is not closed.`);
      const negated = chars[i + 1] === '!' || chars[i + 1] === '^';
      out.push({ chars: expandRanges(chars.slice(i + (negated ? 2 : 1), close)), negated });
      i = close;
    } else out.push({ chars: c === '\\' ? (chars[++i] ?? '\\') : c, negated: false });
  }
  return out;
}

function expandRanges(chars: readonly string[]): string {
  return chars
    .map((c, i) => {
      if (c !== '-' || i === 0 || i === chars.length - 1) return c;
      const [from, to] = [chars[i - 1]?.codePointAt(0) ?? 0, chars[i + 1]?.codePointAt(0) ?? 0];
      return Array.from({ length: Math.min(Math.max(to - from, 0), 256) }, (_, k) =>
        String.fromCodePoint(from + k),
      ).join('');
    })
    .join('');
}

// The classic two-pointer match: on a mismatch the last star takes one more character.
function matches(parts: readonly Token[], name: readonly string[]): boolean {
  let [p, n, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    const part = parts[p];
    if (part === '*') [star, mark] = [p++, n];
    else if (part === '?' || (part !== undefined && part.chars.includes(name[n] as string) !== part.negated)) {
      p++;
      n++;
    } else if (star >= 0) [p, n] = [star + 1, ++mark];
    else return false;
  }
  while (parts[p] === '*') p++;
  return p === parts.length;
}
