import type { Summary } from '../summary.ts';
import { type CellText, cellText, columnGroups, columnTitle, legend, type RenderOptions } from './cell-text.ts';

const ARROWS = { higher: '$\\uparrow$', lower: '$\\downarrow$' };

/**
 * A table for a paper; needs booktabs only. Best and second are macros with definitions that yield to those of the
 * document, so that a paper changes its style in one place. Their names are long because `\\second` is siunitx's.
 */
export function renderLatex(summary: Summary, options: RenderOptions = {}): string {
  const groups = columnGroups(summary, (column) => columnTitle(column, ARROWS));
  const title = (column: Summary['columns'][number]) =>
    column.experiment === undefined ? latexTitle(column) : escaped(column.experiment);
  let at = 2;
  const rules = groups.map(({ count }) => {
    const rule = `\\cmidrule(lr){${at}-${at + count - 1}}`;
    at += count;
    return rule;
  });
  const body: string[] = [];
  let group: string | undefined;
  for (const [i, row] of summary.rows.entries()) {
    const isMean = row.kind === 'mean' && summary.rows[i - 1]?.kind !== 'mean';
    const isNew = row.group !== undefined && row.group !== group;
    if (i > 0 && (isMean || isNew)) body.push('\\midrule');
    if (isNew) body.push(`\\multicolumn{${summary.columns.length + 1}}{l}{\\textit{${escaped(row.group!)}}} \\\\`);
    group = row.group;
    const label = `${row.group === undefined ? '' : '\\quad '}${escaped(row.label)}`;
    body.push(
      row.kind === 'broken'
        ? `% ${oneLine(row.label)}: ${oneLine(row.problem ?? '')}`
        : `${[label, ...row.cells.map((cell, c) => mark(cellText(cell, summary.columns[c]!, options)))].join(' & ')} \\\\`,
    );
  }
  return [
    '% \\usepackage{booktabs}',
    '\\providecommand{\\tablebest}[1]{\\textbf{#1}}',
    '\\providecommand{\\tablesecond}[1]{\\underline{#1}}',
    `\\begin{tabular}{l${'r'.repeat(summary.columns.length)}}`,
    '\\toprule',
    ` & ${groups.map(({ title: text, count }) => `\\multicolumn{${count}}{c}{${summary.columnsAre === 'experiment' ? keepMath(text) : escaped(text)}}`).join(' & ')} \\\\`,
    rules.join(' '),
    ` & ${summary.columns.map(title).join(' & ')} \\\\`,
    '\\midrule',
    ...body,
    '\\bottomrule',
    '\\end{tabular}',
    ...legend(summary, { uncertain: 'a tilde', partial: '[3/4]' }).map((note) => `% ${oneLine(note)}`),
  ].join('\n');
}

const latexTitle = (column: Summary['columns'][number]): string => keepMath(columnTitle(column, ARROWS));

/** Escapes all but the arrows that were put in here. */
const keepMath = (text: string): string =>
  text
    .split(/(\$\\(?:up|down)arrow\$)/)
    .map((part, i) => (i % 2 === 1 ? part : escaped(part)))
    .join('');

function mark({ value, rank, partial, difference, isUncertain }: CellText): string {
  const number = value === '∞' ? '$\\infty$' : value === '−∞' ? '$-\\infty$' : value;
  const shown = rank === undefined ? number : `\\table${rank}{${number}}`;
  const change = difference?.replace('−', '$-$').replace('+', '$+$').replace('±', '$\\pm$');
  return [
    shown,
    ...(partial === undefined ? [] : [`{\\footnotesize [${partial}]}`]),
    ...(change === undefined ? [] : [`{\\footnotesize (${change}${isUncertain ? '\\,\\textasciitilde{}' : ''})}`]),
  ].join(' ');
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // Behind `\\\\` these would be taken for its options.
  '[': '{[}',
  ']': '{]}',
  '*': '{*}',
};

const escaped = (text: string): string =>
  text.replace(/[\\~^<>|#$%&_{}[\]*]/g, (letter) => SPECIAL[letter] ?? `\\${letter}`).replace(/\s+/g, ' ');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
