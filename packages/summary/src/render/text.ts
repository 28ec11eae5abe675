import { visible } from '@outlay/schema/names';
import type { Summary } from '../summary.ts';
import { cellText, columnGroups, columnTitle, legend, type RenderOptions } from './cell-text.ts';

/** How a terminal shows the best and the second. */
export interface TextStyle {
  readonly bold: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly dim: (text: string) => string;
}

const PLAIN: TextStyle = { bold: (text) => text, underline: (text) => text, dim: (text) => text };

/** A table for a terminal; without a style the best is marked `*` and the second `'`. */
export function renderText(summary: Summary, options: RenderOptions & { readonly style?: TextStyle } = {}): string {
  const { style } = options;
  const { bold, underline, dim } = style ?? PLAIN;
  const title = summary.rowsAre;
  const head = [title, ...summary.columns.map((column) => visible(column.experiment ?? columnTitle(column)))];
  const body: { readonly cells: readonly string[]; readonly paint: readonly ((text: string) => string)[] }[] = [];
  let group: string | undefined;
  for (const row of summary.rows) {
    if (row.group !== group && row.group !== undefined) body.push({ cells: [visible(row.group)], paint: [bold] });
    group = row.group;
    const indent = row.group === undefined ? '' : '  ';
    if (row.kind === 'broken') {
      body.push({ cells: [`${indent}${visible(row.label)}`, `✗ ${visible(row.problem ?? '')}`], paint: [dim, dim] });
      continue;
    }
    const texts = row.cells.map((cell, i) => cellText(cell, summary.columns[i]!, options));
    body.push({
      cells: [
        `${indent}${visible(row.label)}`,
        ...texts.map(({ value, rank, partial, difference, isUncertain }) =>
          [
            `${value}${style ? '' : rank === 'best' ? '*' : rank === 'second' ? "'" : ''}`,
            ...(partial === undefined ? [] : [`[${partial}]`]),
            ...(difference === undefined ? [] : [`(${difference}${isUncertain ? ' ~' : ''})`]),
          ].join(' '),
        ),
      ],
      paint: [
        row.kind === 'mean' ? bold : PLAIN.bold,
        ...texts.map(({ rank }) => (rank === 'best' ? bold : rank === 'second' ? underline : PLAIN.bold)),
      ],
    });
  }
  const groups = columnGroups(summary);
  const widths = head.map((text, i) =>
    Math.max(
      width(text),
      ...body.filter(({ cells }) => cells.length === head.length).map(({ cells }) => width(cells[i]!)),
    ),
  );
  widths[0] = Math.max(widths[0]!, ...body.map(({ cells }) => width(cells[0]!)));
  const line = (cells: readonly string[], paint: readonly ((text: string) => string)[] = []): string =>
    cells
      .map((text, i) => {
        const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(text)));
        const painted = (paint[i] ?? PLAIN.bold)(text);
        return i === 0 || cells.length < head.length ? painted + gap : gap + painted;
      })
      .join('  ')
      .trimEnd();
  return [
    dim(groupLine(groups, widths)),
    line(
      head,
      head.map(() => dim),
    ),
    ...body.map(({ cells, paint }) => line(cells, paint)),
    '',
    ...legend(summary, { uncertain: '~', partial: '[3/4]' }),
    ...(style === undefined && summary.rows.some(({ cells }) => cells.some(({ rank }) => rank))
      ? ["* best, ' second."]
      : []),
  ]
    .join('\n')
    .trimEnd();
}

function groupLine(groups: ReturnType<typeof columnGroups>, widths: readonly number[]): string {
  let at = 1;
  const parts = groups.map(({ title, count }) => {
    const span = widths.slice(at, at + count).reduce((sum, one) => sum + one + 2, -2);
    at += count;
    const free = Math.max(0, span - width(title));
    return `${' '.repeat(free)}${title}`;
  });
  return [' '.repeat(widths[0] ?? 0), ...parts].join('  ').trimEnd();
}

/** Columns of a terminal; wide East Asian characters take two. */
function width(text: string): number {
  let columns = 0;
  for (const letter of text)
    columns += /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(letter) ? 2 : 1;
  return columns;
}
