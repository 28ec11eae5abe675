import type { Summary } from '../summary.ts';
import { type CellText, cellText, columnGroups, columnTitle, legend, type RenderOptions } from './cell-text.ts';

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
body { margin: 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .75rem; text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th { font-weight: 600; }
thead tr:last-child th { border-bottom: 1px solid currentColor; }
thead tr:first-child th { text-align: center; opacity: .7; font-weight: 400; }
tr.group th { padding-top: .75rem; text-align: left; opacity: .7; font-weight: 400; }
tr.mean td { border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent); }
tr.mean + tr.mean td { border-top: 0; }
.second { text-decoration: underline; text-underline-offset: .2em; }
small { opacity: .75; } small.better { color: #1a7f37; opacity: 1; } small.worse { color: #cf222e; opacity: 1; }
small.uncertain { color: inherit; opacity: .55; }
@media (prefers-color-scheme: dark) { small.better { color: #3fb950; } small.worse { color: #ff7b72; } small.uncertain { color: inherit; } }
p { opacity: .75; margin: .25rem 0; max-width: 70rem; } .scroll + p { margin-top: 1rem; }
td.broken { text-align: left; opacity: .75; white-space: normal; }
`;

/** A page that stands alone: no script, nothing fetched, light and dark. */
export function renderHtml(summary: Summary, options: RenderOptions & { readonly title?: string } = {}): string {
  const { title = 'Summary' } = options;
  const body: string[] = [];
  let group: string | undefined;
  for (const row of summary.rows) {
    if (row.group !== undefined && row.group !== group)
      body.push(
        `<tr class="group"><th scope="rowgroup" colspan="${summary.columns.length + 1}">${escaped(row.group)}</th></tr>`,
      );
    group = row.group;
    const cells =
      row.kind === 'broken'
        ? `<td class="broken" colspan="${summary.columns.length}">${escaped(row.problem ?? '')}</td>`
        : row.cells.map((cell, i) => `<td>${mark(cellText(cell, summary.columns[i]!, options))}</td>`).join('');
    body.push(`<tr class="${row.kind}"><td>${escaped(row.label)}</td>${cells}</tr>`);
  }
  const groups = columnGroups(summary).map(({ title: text, count }) => `<th colspan="${count}">${escaped(text)}</th>`);
  const heads = summary.columns.map(
    (column) => `<th scope="col">${escaped(column.experiment ?? columnTitle(column))}</th>`,
  );
  const notes = legend(summary, { uncertain: '~', partial: '[3/4]' });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<div class="scroll"><table>
<thead>
<tr><td></td>${groups.join('')}</tr>
<tr><th scope="col">${summary.rowsAre}</th>${heads.join('')}</tr>
</thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>
${[...notes, ...summary.diagnostics.map(({ code, message }) => `${code} ${message}`)].map((note) => `<p>${escaped(note)}</p>`).join('\n')}
</body>
</html>
`;
}

function mark({ value, rank, partial, difference, isUncertain, isBetter }: CellText): string {
  const shown =
    rank === 'best' ? `<strong>${value}</strong>` : rank === 'second' ? `<span class="second">${value}</span>` : value;
  const kind = isUncertain ? 'uncertain' : isBetter === undefined ? '' : isBetter ? 'better' : 'worse';
  return [
    shown,
    ...(partial === undefined ? [] : [`<small>[${partial}]</small>`]),
    ...(difference === undefined ? [] : [`<small class="${kind}">(${difference}${isUncertain ? ' ~' : ''})</small>`]),
  ].join(' ');
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
