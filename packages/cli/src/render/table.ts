import Table from 'cli-table3';
import type { Style } from '../session/outcome.ts';

/** A column of a {@link renderTable}. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** A table without rules: columns two spaces apart, titles dimmed. Ends with a newline. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { colors }: Style,
): string {
  const none = Object.fromEntries(
    ['top', 'bottom', 'left', 'right', 'mid']
      .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`, `mid-${side}`])
      .map((side) => [side, '']),
  );
  const table = new Table({
    head: columns.map(({ title }) => colors.dim(title)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: { ...none, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}
