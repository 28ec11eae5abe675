/**
 * Text from files and names, safe for a terminal: control characters, which could move the cursor or recolour the
 * screen, become `\xNN`; a newline becomes a space.
 */
export function printable(text: string): string {
  return text
    .replace(/\r?\n/g, ' ')
    .replace(/\p{Cc}/gu, (c) => `\\x${c.codePointAt(0)?.toString(16).padStart(2, '0')}`);
}
