/**
 * Characters that a terminal or a page obeys instead of showing them: controls (they move the cursor and recolor the
 * screen), line and paragraph separators, and marks that reverse the direction of text, which make a name read as another.
 */
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text from files and names, safe to print: what would be obeyed becomes `\x1b` or `\u202e`. */
export function visible(text: string): string {
  return text.replace(OBEYED, (char) => {
    const code = char.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
  });
}
