/**
 * @module
 * Bridge to apache-arrow: chunks out as tables, vectors in as columns. The only entry that imports that library; the
 * encoder writes Arrow by itself.
 */
export { arrowColumns } from './arrow-columns.ts';
export { arrowTimes } from './arrow-times.ts';
export { chunkTable } from './chunk-table.ts';
export { type RecordingTable, recordingTables } from './recording-tables.ts';
