import type { SummaryCell, SummaryColumn } from './summary.ts';

/** How many decimals a value is shown with, and compared by. */
export function decimalsOf({ facts }: Pick<SummaryColumn, 'facts'>, precision: number | undefined): number {
  return precision ?? facts.digits;
}

/** Marks the best and the second of cells that compete, decided on rounded values as a reader sees them. */
export function ranked(
  cells: readonly SummaryCell[],
  better: 'higher' | 'lower' | undefined,
  decimals: number,
): readonly SummaryCell[] {
  const isComparable = ({ value, scenes }: SummaryCell): boolean => !Number.isNaN(value) && scenes.have === scenes.of;
  const shown = ({ value }: SummaryCell): number => Number(value.toFixed(decimals));
  const values = [...new Set(cells.filter(isComparable).map(shown))].sort((a, b) =>
    better === 'higher' ? b - a : a - b,
  );
  if (better === undefined || cells.filter(isComparable).length < 2) return cells;
  const [best, second] = values;
  return cells.map((cell) => {
    if (!isComparable(cell)) return cell;
    const value = shown(cell);
    if (value === best) return { ...cell, rank: 'best' };
    return value === second ? { ...cell, rank: 'second' } : cell;
  });
}
