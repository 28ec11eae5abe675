/**
 * The table of metrics as Markdown for a text panel, which is narrow: a row per metric, a column per run.
 * @module
 */
import type { Summary, SummaryCell, SummaryColumn } from '@outlay/summary';

/** Markdown for the text panel: the table, what it is over, and what is not comparable. Runs are `A`, `B`, …. */
export function metricsText({ columns, rows, notes, diagnostics }: Summary): string {
  const runs = rows.filter(({ kind }) => kind !== 'mean');
  const letters = runs.map((_, i) => String.fromCharCode('A'.charCodeAt(0) + i));
  const isSeveral = new Set(columns.map(({ task }) => task)).size > 1;
  const table = columns.map((column, c) => {
    const { label, unit, better } = column.facts;
    const arrow = better === undefined ? '' : better === 'higher' ? ' ↑' : ' ↓';
    const title = `${isSeveral ? `${column.task.replace('pose_', '')} ` : ''}${label}${unit === undefined ? '' : ` [${unit}]`}${arrow}`;
    return line([title, ...runs.map(({ cells }) => cellText(cells[c], column, runs.length <= RUNS_WITH_DIFFERENCES))]);
  });
  const parts = [
    ...(columns.length === 0
      ? []
      : [[line(['', ...letters]), line(['---', ...letters.map(() => '---')]), ...table].join('\n')]),
    ...(notes.length === 0 ? [] : [list(notes)]),
    ...(diagnostics.length === 0 ? [] : ['**Not comparable**', list(diagnostics.map(({ message }) => message))]),
  ];
  return parts.join('\n\n');
}

/** More columns do not fit with their differences, which the plots show. */
const RUNS_WITH_DIFFERENCES = 2;

/** `29.65 (+7.52)`, best in bold; `~`: the interval of the difference includes 0, or there is none. */
function cellText(
  cell: SummaryCell | undefined,
  { facts: { digits } }: SummaryColumn,
  withDifference: boolean,
): string {
  if (cell === undefined || Number.isNaN(cell.value)) return '-';
  const value = cell.value.toFixed(digits);
  const { difference, rank } = cell;
  const shown = rank === 'best' ? `**${value}**` : value;
  if (difference === undefined || !withDifference) return shown;
  const { interval } = difference;
  const isUncertain = interval === undefined || (interval[0] <= 0 && interval[1] >= 0);
  const sign = difference.value < 0 ? '−' : '+';
  return `${shown} (${sign}${Math.abs(difference.value).toFixed(digits)}${isUncertain ? ' ~' : ''})`;
}

const line = (cells: readonly string[]): string => `| ${cells.map(inline).join(' | ')} |`;
const list = (items: readonly string[]): string => items.map((item) => `- ${inline(item)}`).join('\n');
const inline = (text: string): string => text.replace(/[\r\n|]+/g, ' ');
