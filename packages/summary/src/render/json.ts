import type { Difference } from '../difference.ts';
import type { Summary, SummaryCell } from '../summary.ts';

/** Version of {@link summaryData}. */
export const SUMMARY_SCHEMA = 'outlay-summary/1';

/** A number as JSON can say it: `null` where nothing was measured. */
export type JsonNumber = number | null | 'inf' | '-inf';

/** A {@link SummaryCell} that JSON holds at full precision. */
export interface SummaryCellData extends Omit<SummaryCell, 'value' | 'difference'> {
  readonly value: JsonNumber;
  readonly difference?: Omit<Difference, 'value' | 'interval'> & {
    readonly value: JsonNumber;
    readonly interval?: readonly [low: JsonNumber, high: JsonNumber];
  };
}

/** A {@link Summary} that JSON holds at full precision. */
export interface SummaryData extends Omit<Summary, 'rows' | 'diagnostics'> {
  readonly schema: typeof SUMMARY_SCHEMA;
  readonly rows: readonly (Omit<Summary['rows'][number], 'cells'> & {
    readonly cells: readonly SummaryCellData[];
  })[];
}

/** The table as plain data. Findings travel beside it, in the envelope of the command line. */
export function summaryData({ diagnostics: _, rows, ...summary }: Summary): SummaryData {
  return {
    schema: SUMMARY_SCHEMA,
    ...summary,
    rows: rows.map((row) => ({ ...row, cells: row.cells.map(cellData) })),
  };
}

function cellData({ difference, ...cell }: SummaryCell): SummaryCellData {
  const value = jsonNumber(cell.value);
  if (difference === undefined) return { ...cell, value };
  const { interval, ...facts } = difference;
  const bounds = interval && { interval: [jsonNumber(interval[0]), jsonNumber(interval[1])] as const };
  return { ...cell, value, difference: { ...facts, value: jsonNumber(difference.value), ...bounds } };
}

function jsonNumber(value: number): JsonNumber {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : value > 0 ? 'inf' : '-inf';
}
