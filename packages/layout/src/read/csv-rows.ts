/**
 * Comma-separated values → rows of cells, with their lines.
 * @module
 */
import { parse } from 'csv-parse/sync';

/** A row of a table. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** 1-based. */
  readonly line: number;
}

const LINE_ENDS = ['\r\n', '\n', '\r'];

/**
 * Reads rows; empty lines are left out, rows may differ in length. Tables without quotes, which trainers write, are
 * split directly.
 * @param maxRowBytes Longest row.
 * @throws what csv-parse throws: quotes that never close, a row that is too long.
 */
export function readCsvRows(text: string, maxRowBytes: number): readonly CsvRow[] {
  return splitRows(text, maxRowBytes) ?? parseRows(text, maxRowBytes);
}

/** Rows of a table in which every comma and every line end separates; `undefined` when there may be others. */
export function splitRows(text: string, maxRowBytes: number): readonly CsvRow[] | undefined {
  if (text.includes('"') || text.startsWith('\ufeff')) return undefined;
  const rows: CsvRow[] = [];
  const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    // A character has at most three bytes; whoever is near the limit is judged by csv-parse.
    if (line.length * 3 > maxRowBytes) return undefined;
    if (line !== '') rows.push({ cells: line.split(','), line: i + 1 });
  }
  return rows;
}

/** Rows of any table. */
export function parseRows(text: string, maxRowBytes: number): readonly CsvRow[] {
  const rows = parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: LINE_ENDS,
    max_record_size: maxRowBytes,
  }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
  return rows.map(({ record, info }) => ({ cells: record, line: info.lines }));
}
