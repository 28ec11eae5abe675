/**
 * Tables of metrics: over experiments, scenes, epochs and cameras; which is best, by how much, and may one believe it.
 *
 * ```ts
 * const summary = summarise(runs, { rows: 'experiment', baseline: 'v104' });
 * console.log(renderMarkdown(summary));
 * ```
 * @module
 */
export { type Average, averageOf } from './average.ts';
export { bestEpoch } from './best-epoch.ts';
export { SUMMARY_CODES, type SummaryCode } from './codes.ts';
export { type Difference, differenceOf, FEWEST_FRAMES, pairsOf } from './difference.ts';
export { distinctNames } from './distinct-names.ts';
export type { RenderOptions } from './render/cell-text.ts';
export { renderCsv } from './render/csv.ts';
export { renderHtml } from './render/html.ts';
export { type JsonNumber, SUMMARY_SCHEMA, type SummaryCellData, type SummaryData, summaryData } from './render/json.ts';
export { renderLatex } from './render/latex.ts';
export { renderMarkdown } from './render/markdown.ts';
export { renderText, type TextStyle } from './render/text.ts';
export type { RunMetrics } from './run-metrics.ts';
export { type Sample, type SampleFilter, type Samples, samplesOf } from './samples.ts';
export { type SummaryOptions, summarise } from './summarise.ts';
export type { Summary, SummaryCell, SummaryColumn, SummaryRow } from './summary.ts';
export { type ColumnsAre, type RowsAre, SUMMARY_COLUMNS, SUMMARY_ROWS } from './words.ts';
export { type WorstFrame, worstFrames } from './worst.ts';
