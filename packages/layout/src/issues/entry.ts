import type { Diagnostic, Severity } from '@outlay/schema';

/** What every issue says beyond its own facts. */
export interface IssueBase {
  /** Kebab-case, stable; the catalogue has its code. */
  readonly name: string;
  /** Experiment-relative POSIX path of the file or folder meant; `''` for the experiment. */
  readonly path: string;
  /** Frame of the file, so that repeats are reported as ranges. */
  readonly frame?: number;
}

/** What a code says. `message`, `expected` and `actual` are built from the facts of one issue. */
export interface CatalogueEntry<One> {
  /** Never reused, never changes its meaning. */
  readonly code: Diagnostic['code'];
  /** MUST of the contract = error, SHOULD = warning, MAY = info. */
  readonly severity: Severity;
  /** Why it matters, for `explain` and the docs. */
  readonly reason: string;
  /** One sentence: what and where. */
  readonly message: (issue: One) => string;
  readonly expected?: (issue: One) => string;
  readonly actual?: (issue: One) => string;
  /** Imperative sentence. */
  readonly fix: (issue: One) => string;
  /** Issues with equal keys are reported as one. Default: the folder. */
  readonly group?: (issue: One) => string;
}

/** A catalogue that has an entry for every name of a union, and no other. */
export type CatalogueOf<Union extends IssueBase> = {
  readonly [Name in Union['name']]: CatalogueEntry<Extract<Union, { readonly name: Name }>>;
};
