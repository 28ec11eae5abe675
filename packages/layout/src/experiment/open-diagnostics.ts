import type { Diagnostic } from '@outlay/schema';
import type { LayoutError } from '../errors.ts';
import { toDiagnostic } from '../issues/catalogue.ts';
import { manifestIssue } from '../issues/of-manifest.ts';
import { problemOf } from '../issues/problem.ts';
import { ManifestInvalidError, NotAnExperimentError, VersionUnsupportedError } from './open-errors.ts';

/**
 * An error of `openExperiment` or of a source as findings: the same codes that validation gives for the same folder.
 * A manifest has one finding per thing that is wrong with it.
 */
export function diagnosticsOf(error: LayoutError): readonly Diagnostic[] {
  if (error instanceof ManifestInvalidError)
    return error.problems.map((problem) => toDiagnostic(manifestIssue(problem)));
  if (error instanceof VersionUnsupportedError) return [toDiagnostic(manifestIssue(error.problem))];
  if (error instanceof NotAnExperimentError) return [notAnExperiment(error)];
  return [problemOf(error, error.path)];
}

/** The sentence of the error says more than the catalogue can: what the folder looks like instead. */
function notAnExperiment(error: NotAnExperimentError): Diagnostic {
  const { looks } = error;
  const told = toDiagnostic(
    looks.like === 'old-layout'
      ? { name: 'old-layout', path: looks.path, form: looks.form }
      : looks.like === 'experiment'
        ? { name: 'manifest-missing', path: 'manifest.json' }
        : { name: 'not-an-experiment', path: '' },
  );
  return { ...told, message: error.message, fix: error.hint };
}
