/** Words further apart than this are different words. */
const MAX_EDITS = 3;

/** The word that was probably meant, by edit distance and by ignoring case and separators; `undefined` when none is near. */
export function nearMiss(word: string, known: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(word).slice(0, 64);
  let best: { readonly word: string; readonly edits: number } | undefined;
  for (const candidate of known) {
    const other = plain(candidate).slice(0, 64);
    const edits = wanted === other ? 0 : distance(wanted, other);
    if (edits <= Math.min(MAX_EDITS, Math.floor(other.length / 3)) && (!best || edits < best.edits))
      best = { word: candidate, edits };
  }
  return best?.word;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
