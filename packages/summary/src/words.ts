/**
 * What rows and columns of a table may be. A door of its own, for option parsers that start fast.
 * @module
 */

/** What a row of a {@link Summary} is. */
export const SUMMARY_ROWS = ['experiment', 'scene', 'epoch', 'camera'] as const;
/** What a row of a {@link Summary} is. */
export type RowsAre = (typeof SUMMARY_ROWS)[number];

/** What a column of a {@link Summary} is: a metric, or a metric of one experiment. */
export const SUMMARY_COLUMNS = ['metric', 'experiment'] as const;
/** What a column of a {@link Summary} is. */
export type ColumnsAre = (typeof SUMMARY_COLUMNS)[number];
