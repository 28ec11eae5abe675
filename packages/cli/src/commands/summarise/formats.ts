/** Formats of `outlay summarise`. */
export const SUMMARY_FORMATS = ['text', 'markdown', 'latex', 'csv', 'json', 'html'] as const;
/** A format of `outlay summarise`. */
export type SummaryFormat = (typeof SUMMARY_FORMATS)[number];
