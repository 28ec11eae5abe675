import type { Summary } from '../summary.ts';
import { type CellText, cellText, columnTitle, legend, type RenderOptions } from './cell-text.ts';

/** A table for GitHub: best bold, second underlined. */
export function renderMarkdown(summary: Summary, options: RenderOptions = {}): string {
  const hasGroups = summary.rows.some(({ group }) => group !== undefined);
  const isSeveral = new Set(summary.columns.map(({ task }) => task)).size > 1;
  const titles = summary.columns.map((column) =>
    [
      ...(isSeveral ? [column.task] : []),
      ...(column.experiment === undefined ? [] : [column.experiment]),
      columnTitle(column),
    ]
      .map(escaped)
      .join('<br>'),
  );
  const head = [...(hasGroups ? [''] : []), summary.rowsAre, ...titles];
  const aligned = head.map((_, i) => (i < head.length - titles.length ? '---' : '---:'));
  let group: string | undefined;
  const rows = summary.rows.map((row) => {
    const isFirst = row.group !== group;
    group = row.group;
    const lead = [
      ...(hasGroups ? [isFirst ? escaped(row.group ?? '') : ''] : []),
      row.kind === 'mean' ? `**${escaped(row.label)}**` : escaped(row.label),
    ];
    if (row.kind === 'broken') return [...lead, `_${escaped(row.problem ?? '')}_`, ...titles.slice(1).map(() => '')];
    return [...lead, ...row.cells.map((cell, i) => mark(cellText(cell, summary.columns[i]!, options)))];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const notes = legend(summary, { uncertain: '~', partial: '[3/4]' });
  return [line(head), line(aligned), ...rows.map(line), ...(notes.length > 0 ? ['', ...notes.map(escaped)] : [])].join(
    '\n',
  );
}

function mark({ value, rank, partial, difference, isUncertain }: CellText): string {
  const shown = rank === 'best' ? `**${value}**` : rank === 'second' ? `<ins>${value}</ins>` : value;
  return [
    shown,
    ...(partial === undefined ? [] : [`[${partial}]`]),
    ...(difference === undefined ? [] : [`(${difference}${isUncertain ? ' ~' : ''})`]),
  ].join(' ');
}

const escaped = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>|~#$]/g, (letter) => (letter === '<' ? '&lt;' : letter === '>' ? '&gt;' : `\\${letter}`))
    .replace(/\s+/g, ' ');
