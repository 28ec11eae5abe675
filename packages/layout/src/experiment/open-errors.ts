import { describeManifestProblem, type ManifestProblem } from '@outlay/schema';
import { LayoutError } from '../errors.ts';

/** The folder has no `manifest.json`; the message says what it looks like instead. `NOT_AN_EXPERIMENT`. */
export class NotAnExperimentError extends LayoutError {
  readonly code = 'NOT_AN_EXPERIMENT';
  readonly hint: string;
  /** Experiments found below, relative to the folder that was opened: it is a results root or a scene then. */
  readonly experiments: readonly string[];
  constructor(message: string, hint: string, experiments: readonly string[] = []) {
    super(message);
    this.hint = hint;
    this.experiments = experiments;
  }
}

/** `manifest.json` cannot be understood; `problems` says everything that is wrong with it. `MANIFEST_INVALID`. */
export class ManifestInvalidError extends LayoutError {
  readonly code = 'MANIFEST_INVALID';
  readonly hint = 'Compare the file with the minimal manifest of the layout, or write it again with `outlay init`.';
  readonly problems: readonly ManifestProblem[];
  constructor(problems: readonly ManifestProblem[]) {
    super(problems.map(describeManifestProblem).join(' '), { path: 'manifest.json' });
    this.problems = problems;
  }
}

/** The manifest names a layout version this release does not read. `VERSION_UNSUPPORTED`. */
export class VersionUnsupportedError extends LayoutError {
  readonly code = 'VERSION_UNSUPPORTED';
  readonly hint = 'Use a release of outlay that reads this version, or correct `output_layout_version`.';
  /** As in the manifest, JSON. */
  readonly version: string;
  constructor(problem: ManifestProblem) {
    super(`manifest.json says output layout version ${problem.received}; this release reads ${problem.expected}.`, {
      path: 'manifest.json',
    });
    this.version = problem.received;
  }
}
