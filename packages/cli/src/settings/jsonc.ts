/**
 * JSON with `//` and block comments and trailing commas. What is left out becomes spaces, so that positions in
 * messages stay true.
 * @throws SyntaxError as `JSON.parse` does.
 */
export function parseJsonc(text: string): unknown {
  const blank = (match: string) => (match[0] === '"' ? match : match.replace(/[^\n]/g, ' '));
  return JSON.parse(
    (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
      // Strings are matched too, so that a `//` inside one is no comment.
      .replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, blank)
      .replace(/"(?:\\.|[^"\\])*"|,(?=\s*[\]}])/g, blank),
  );
}
