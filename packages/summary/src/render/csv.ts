import type { Summary } from '../summary.ts';

/** One line per row and column, at full precision: what a script reads. RFC 4180. */
export function renderCsv(summary: Summary): string {
  const head = [
    'group',
    'row',
    'kind',
    'scene',
    'experiment',
    'epoch',
    'camera',
    'task',
    'metric',
    'value',
    'from',
    'scenes',
    'scenes_of',
    'samples',
    'missing',
    'rank',
    'difference',
    'low',
    'high',
    'pairs',
  ];
  const lines = summary.rows
    .filter(({ kind }) => kind !== 'broken')
    .flatMap((row) =>
      row.cells.map((cell, i) => {
        const column = summary.columns[i]!;
        const { difference } = cell;
        return [
          row.group,
          row.label,
          row.kind,
          row.scene,
          column.experiment ?? row.experiment,
          row.epoch,
          row.camera,
          column.task,
          column.metric,
          number(cell.value),
          cell.from,
          cell.scenes.have,
          cell.scenes.of,
          cell.samples,
          cell.missing,
          cell.rank,
          difference && number(difference.value),
          difference?.interval && number(difference.interval[0]),
          difference?.interval && number(difference.interval[1]),
          difference?.pairs,
        ];
      }),
    );
  return [head, ...lines]
    .map((cells) => cells.map(quote).join(','))
    .join('\r\n')
    .concat('\r\n');
}

const number = (value: number): string =>
  Number.isNaN(value) ? '' : Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';

function quote(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
