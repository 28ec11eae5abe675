// Quotes the newest kept results in apps/docs/performance.md, between the markers of each table.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines of a CSV of plain cells as objects. */
function readCsv(file) {
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
  });
}

/** The last row of each `key`. */
const newest = (rows, key) => [...new Map(rows.map((row) => [key(row), row])).values()];

function table(rows, columns) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(Object.keys(columns)),
    line(Object.keys(columns).map(() => '---')),
    ...rows.map((row) => line(Object.values(columns).map((name) => row[name] || '–'))),
  ].join('\n');
}

/** The page with its tables made from the CSV files in `results`. */
export function withResults(page, results) {
  const tables = {
    exports: table(
      newest(readCsv(join(results, 'exports.csv')), (row) => `${row.size} ${row.case}`),
      {
        export: 'case',
        size: 'size',
        'read, MB': 'read_MB',
        'written, MB': 'written_MB',
        'x floor, 2 jobs': 'jobs2_x_floor',
        'x floor, 1 job': 'jobs1_x_floor',
        'x floor, CPU': 'jobs1_x_floor_cpu',
        'peer x 2 jobs': 'peer_x_jobs2',
        'peer x 1 job, CPU': 'peer_x_jobs1_cpu',
        'peak, MB': 'peak_MB',
        load: 'load',
        date: 'date',
      },
    ),
    'start-up': table(
      newest(readCsv(join(results, 'start-up.csv')), (row) => row.command),
      {
        command: 'command',
        'x node': 'x_node',
        'x node, CPU': 'x_node_cpu',
        load: 'load',
        date: 'date',
      },
    ),
  };
  return Object.entries(tables).reduce(
    (text, [name, rows]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\\n)[^]*?(\\n<!-- end -->)`),
        (_, start, end) => `${start}\n${rows}\n${end}`,
      ),
    page,
  );
}

/** Writes the page of the repository at `root`. */
export function writePage(root) {
  const file = join(root, 'apps/docs/performance.md');
  if (existsSync(file)) writeFileSync(file, withResults(readFileSync(file, 'utf8'), join(root, 'bench/results')));
}
