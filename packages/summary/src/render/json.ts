import type { Summary, SummaryCell } from '../summary.ts';

/** Version of {@link summaryData}. */
export const SUMMARY_SCHEMA = 'outlay-summary/1';

/** A number as JSON can say it: `null` where nothing was measured. */
export type JsonNumber = number | null | 'inf' | '-inf';

/** A {@link Summary} that JSON holds at full precision. */
export interface SummaryData extends Omit<Summary, 'rows' | 'diagnostics'> {
  readonly schema: typeof SUMMARY_SCHEMA;
  readonly rows: readonly (Omit<Summary['rows'][number], 'cells'> & {
    readonly cells: readonly (Omit<SummaryCell, 'value'> & { readonly value: JsonNumber })[];
  })[];
}

/** The table as plain data. Findings travel beside it, in the envelope of the command line. */
export function summaryData({ diagnostics: _, rows, ...summary }: Summary): SummaryData {
  return {
    schema: SUMMARY_SCHEMA,
    ...summary,
    rows: rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, value: jsonNumber(cell.value) })) })),
  };
}

function jsonNumber(value: number): JsonNumber {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? value : value > 0 ? 'inf' : '-inf';
}
