import { describeManifestProblem, layoutVersionAdvice, type ManifestProblem } from '@outlay/schema';
import { LayoutError } from '../errors.ts';
import type { OldLayout } from '../issues/structure.ts';

/** What a folder without a manifest looks like instead. */
export type Looks =
  | { readonly like: 'old-layout'; readonly form: OldLayout; readonly path: string }
  /** Everything but the manifest. */
  | { readonly like: 'experiment' }
  /** `experiments` are below, relative to the folder that was opened. */
  | { readonly like: 'results'; readonly experiments: readonly string[] }
  | { readonly like: 'stranger' };

/** The folder has no `manifest.json`; the message says what it looks like instead. `NOT_AN_EXPERIMENT`. */
export class NotAnExperimentError extends LayoutError {
  readonly code = 'NOT_AN_EXPERIMENT';
  readonly hint: string;
  readonly looks: Looks;
  constructor(message: string, hint: string, looks: Looks) {
    super(message);
    this.hint = hint;
    this.looks = looks;
  }
}

/** `manifest.json` cannot be understood; `problems` says everything that is wrong with it. `MANIFEST_INVALID`. */
export class ManifestInvalidError extends LayoutError {
  readonly code = 'MANIFEST_INVALID';
  readonly hint = 'Compare the file with the minimal manifest of the layout, or write it again with `outlay init`.';
  readonly problems: readonly ManifestProblem[];
  /** The text of the file. */
  readonly text: string;
  constructor(problems: readonly ManifestProblem[], text: string) {
    super(problems.map(describeManifestProblem).join(' '), { path: 'manifest.json' });
    this.problems = problems;
    this.text = text;
  }
}

/** The manifest names a layout version this release does not read. `VERSION_UNSUPPORTED`. */
export class VersionUnsupportedError extends LayoutError {
  readonly code = 'VERSION_UNSUPPORTED';
  readonly hint: string;
  /** As in the manifest, JSON. */
  readonly version: string;
  readonly problem: ManifestProblem;
  constructor(problem: ManifestProblem) {
    super(`manifest.json says output layout version ${problem.received}; this release reads ${problem.expected}.`, {
      path: 'manifest.json',
    });
    this.version = problem.received;
    this.hint = layoutVersionAdvice(problem.received);
    this.problem = problem;
  }
}
