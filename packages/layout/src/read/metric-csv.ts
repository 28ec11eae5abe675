import type { MetricTable } from '@outlay/schema/port';
import { type CsvRow, readCsvRows } from './csv-rows.ts';
import { EmptyFileError, LimitExceededError, MalformedFileError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import { FindingCollector, parseMetricNumber, quoted, type TextFindings } from './text-finding.ts';

/** Columns of a metric file, as in its `FileContract`. */
export interface MetricColumns {
  readonly columns: readonly string[];
  readonly optional?: readonly string[];
}

/** A metric file as read: everything that could be understood, and what could not. */
export interface MetricCsv {
  /** Rows in file order. Rows without a readable id are left out, unreadable values are `NaN`. */
  readonly table: MetricTable;
  readonly findings: TextFindings;
}

const ID_COLUMNS = ['camera_id', 'frame_id'] as const;

/** Names that pandas gives to row numbers. */
const INDEX_COLUMN = /^(?:|index|level_0|Unnamed: \d+)$/;

/**
 * Reads a metric CSV. Empty cells and `nan` are `NaN`, `inf` is infinite; LF and CRLF (as `csv.writer` of
 * Python writes) are both fine; a byte order mark, mixed line endings, extra columns, ids such as `12.0` and a last line that was cut off are understood and reported.
 * @throws ReadError (empty, malformed: quotes that never close, limit)
 */
export function readMetricCsv(bytes: Uint8Array, path: string, contract: MetricColumns): MetricCsv {
  const findings = new FindingCollector();
  const [head, ...rows] = records(bytes, path);
  if (!head) throw new EmptyFileError(path, `a header line ${contract.columns.join(',')}`);
  const signs = [
    ...(bytes[0] === 0xef && bytes[1] === 0xbb ? ['a byte order mark'] : []),
    ...(hasMixedLineEndings(bytes) ? ['mixed line endings'] : []),
  ];
  if (signs.length > 0) findings.add('resaved', 1, 'plain text with one kind of line ending', signs.join(' and '));
  const names = head.cells.map((cell) => cell.trim());
  const columns = matchColumns(names, contract, findings);
  if (rows.length === 0) findings.add('no-rows', 1, 'at least one row', 'the header only');

  const metrics = names.flatMap((_, i) => {
    const name = columns[i];
    return name === undefined || isId(name) ? [] : [{ name, i }];
  });
  const kept: { readonly ids: readonly number[]; readonly cells: readonly string[]; readonly line: number }[] = [];
  const idColumns = ID_COLUMNS.flatMap((name) => (columns.includes(name) ? [{ name, i: columns.indexOf(name) }] : []));
  const seen = new Set<string>();
  for (const { cells, line } of rows) {
    if (cells.length !== names.length)
      findings.add('ragged-row', line, `${names.length} cells`, `${cells.length}: ${quoted(cells.join(','))}`);
    const ids = idColumns.map(({ name, i }) => parseId(cells[i] ?? '', name, line, findings));
    if (ids.includes(undefined)) continue;
    const key = ids.join();
    if (idColumns.length > 0 && seen.has(key))
      findings.add(
        'duplicate-row',
        line,
        'each row once',
        idColumns.map(({ name }, k) => `${name} ${ids[k]}`).join(', '),
      );
    seen.add(key);
    kept.push({ ids: ids as number[], cells, line });
  }

  const values = metrics.map(({ name, i }): [string, Float64Array] => [
    name,
    Float64Array.from(kept, ({ cells, line }) => {
      const value = parseMetricNumber(cells[i] ?? '');
      if (value === undefined) findings.add('bad-number', line, `a number in column ${name}`, quoted(cells[i] ?? ''));
      return value ?? Number.NaN;
    }),
  ]);
  const idsOf = (name: (typeof ID_COLUMNS)[number]): number[] | undefined => {
    const position = idColumns.findIndex((column) => column.name === name);
    return position < 0 ? undefined : kept.map(({ ids }) => ids[position] as number);
  };
  const frames = idsOf('frame_id');
  const cameras = idsOf('camera_id');
  const table: MetricTable = {
    metrics: metrics.map(({ name }) => name),
    ...(frames ? { frames } : {}),
    ...(cameras ? { cameras } : {}),
    values: Object.fromEntries(values),
  };
  return { table, findings };
}

function records(bytes: Uint8Array, path: string): readonly CsvRow[] {
  if (bytes.length > READ_LIMITS.csvBytes)
    throw new LimitExceededError(path, 'csvBytes', READ_LIMITS.csvBytes, `${bytes.length} bytes`);
  let rows: readonly CsvRow[];
  try {
    rows = readCsvRows(new TextDecoder().decode(bytes), READ_LIMITS.csvColumns * READ_LIMITS.csvCellBytes);
  } catch (error) {
    throw new MalformedFileError(path, 'The table cannot be read', {
      expected: 'comma-separated values',
      actual: (error as Error).message,
      cause: error,
    });
  }
  for (const { cells, line } of rows)
    if (cells.length > READ_LIMITS.csvColumns)
      throw new LimitExceededError(path, 'csvColumns', READ_LIMITS.csvColumns, `${cells.length} cells in line ${line}`);
  return rows;
}

/** Name per column of the file: the contract's spelling where it is known, `undefined` for a repeated column. */
function matchColumns(
  names: readonly string[],
  contract: MetricColumns,
  findings: FindingCollector,
): readonly (string | undefined)[] {
  const used = new Set<string>();
  const matched = names.map((name) => {
    const known =
      contract.columns.find((column) => column === name) ??
      contract.columns.find((column) => column.toLowerCase() === name.toLowerCase());
    const result = known ?? name;
    if (INDEX_COLUMN.test(result)) {
      findings.add('index-column', 1, `the columns ${contract.columns.join(', ')}`, `the column ${quoted(name)}`);
      return undefined;
    }
    if (used.has(result)) {
      findings.add('extra-column', 1, 'each column once, with a name', quoted(name));
      return undefined;
    }
    used.add(result);
    if (known === undefined)
      findings.add(
        'extra-column',
        1,
        `the columns ${contract.columns.join(', ')}`,
        `the further column ${quoted(name)}`,
      );
    else if (known !== name) findings.add('renamed-column', 1, `the column ${known}`, quoted(name));
    return result;
  });
  for (const column of contract.columns)
    if (!used.has(column) && !contract.optional?.includes(column))
      findings.add('missing-column', 1, `the column ${column}`, `the columns ${quoted(names.join(','))}`);
  return matched;
}

function isId(name: string): boolean {
  return (ID_COLUMNS as readonly string[]).includes(name);
}

function parseId(text: string, name: string, line: number, findings: FindingCollector): number | undefined {
  const trimmed = text.trim();
  const camera = name === 'camera_id' && trimmed.startsWith('cam_') ? trimmed.slice(4) : trimmed;
  if (/^\d{1,9}$/.test(camera)) return Number(camera);
  if (/^\d{1,9}\.0*$/.test(camera)) {
    findings.add('float-id', line, `a whole number in column ${name}`, quoted(text));
    return Number(camera);
  }
  findings.add('bad-number', line, `a whole number in column ${name}`, quoted(text));
  return undefined;
}

function hasMixedLineEndings(bytes: Uint8Array): boolean {
  let [pairs, others] = [0, 0];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 13 && bytes[i + 1] === 10) {
      pairs++;
      i++;
    } else if (bytes[i] === 13 || bytes[i] === 10) others++;
  }
  return pairs > 0 && others > 0;
}
