import { relative } from 'node:path';
import type { FixStep, LeftAlone } from '@outlay/layout';
import type { Diagnostic } from '@outlay/schema';
import type { ExitCode } from '../../failures/exit-codes.ts';
import type { Counts } from '../../report/envelope.ts';

/** Path of a finding's file relative to `cwd`, POSIX: what code hosts want, whose steps run in the checkout. */
export function pathFrom(cwd: string, root: string, path: string): string {
  const folder = relative(cwd, root).replaceAll('\\', '/');
  return [folder, path].filter((part) => part !== '').join('/') || '.';
}

/** One validated experiment: what every reporter is made from. */
export interface ValidatedExperiment {
  /** Absolute path. */
  readonly path: string;
  readonly label: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: Counts;
  /** `null` when it could not be read. */
  readonly scanned: { readonly folders: number; readonly files: number } | null;
  /** Other than 0 when it could not be validated as an experiment. */
  readonly exitCode: ExitCode;
  readonly durationMs: number;
  /** What `--fix` did before; absent without it. */
  readonly fix?: {
    readonly steps: readonly FixStep[];
    readonly left: readonly LeftAlone[];
    readonly applied: boolean;
    /** Absolute path of the undo record. */
    readonly undo: string | null;
  };
}
