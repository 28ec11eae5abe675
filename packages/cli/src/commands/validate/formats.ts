/** Formats of `outlay validate --format`. */
export const REPORT_FORMATS = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
/** A format of a validation report. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];
