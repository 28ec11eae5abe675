/**
 * A finding as data: what every package reports and every reporter prints.
 * @module
 */

/** MUST of the contract = error, SHOULD = warning, MAY = info. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
/** How bad a finding is. */
export type Severity = (typeof SEVERITIES)[number];

/**
 * One finding. Codes are `OUT` + four digits and are never reused: 1xxx structure, 2xxx manifest, 3xxx metrics,
 * 4xxx cameras and content, 5xxx pairing, 6xxx recordings, 7xxx sharing, 9xxx environment.
 */
export interface Diagnostic {
  readonly code: `OUT${number}`;
  /** Stable kebab-case name of the code, e.g. `required-file-missing`. */
  readonly name: string;
  readonly severity: Severity;
  /** Experiment-relative POSIX path of the file or folder meant; `''` for the experiment itself. */
  readonly path: string;
  /** One sentence: what failed and where. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** What to do about it, as an imperative sentence. */
  readonly fix?: string;
  /** Findings that this one explains, repeats put together: what is missing because of it. They are in no count. */
  readonly consequences?: readonly Pick<Diagnostic, 'code' | 'path' | 'message'>[];
  /** Further places with the same finding, grouped into this one. `count` includes `path`. */
  readonly affects?: { readonly count: number; readonly sample: readonly string[] };
  /**
   * The cause may pass by itself: a disk or network that did not answer, permissions, too many open files. Another look
   * may find nothing wrong, so nothing that lasts is made without what it concerns.
   */
  readonly mayPass?: true;
}
