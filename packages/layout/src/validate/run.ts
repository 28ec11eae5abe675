/**
 * Is a folder a sound experiment? Findings are data; bad data never throws.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import type { CheckContext, ValidationLevel } from '../checks/context.ts';
import type { RecordingReader } from '../checks/recordings/reader.ts';
import { CHECKS, type Check } from '../checks/registry.ts';
import { isForeign, layoutShape } from '../checks/structure/layout-shape.ts';
import type { Decoders } from '../decode/decoders.ts';
import { causesIn } from '../issues/causes.ts';
import type { Finding } from '../issues/groups.ts';
import { IssueGroups, type SeverityCounts } from '../issues/groups.ts';
import { type ScannedExperiment, walkExperiment } from '../scan/scanned-experiment.ts';
import type { FileSource } from '../source/file-source.ts';

/** How to validate. */
export interface ValidateOptions {
  /** Default {@link VALIDATE_DEFAULTS}. */
  readonly level?: ValidationLevel;
  /** Findings about paths for which this holds are counted, not told; nothing is read less for it. Default: none. */
  readonly isIgnored?: (path: string, isFolder: boolean) => boolean;
  /**
   * What is checked, in this order. Default {@link CHECKS}; narrow it, or add checks of your own, which yield findings
   * of their own codes.
   */
  readonly checks?: readonly Check[];
  /** Reads recordings, to tell which are cut. Default: only their names are looked at. */
  readonly recordings?: RecordingReader;
  /** Default: portable code. In Node, `nodeDecoders()` is several times faster on PNGs. */
  readonly decoders?: Decoders;
  readonly signal?: AbortSignal;
}

/** Defaults of {@link ValidateOptions}. */
export const VALIDATE_DEFAULTS = { level: 'default' } as const satisfies ValidateOptions;

/** Progress of a validation. */
export type ValidationEvent =
  | { readonly kind: 'scan'; readonly folders: number; readonly files: number }
  /** A check begins; `done` of `total` are finished. */
  | { readonly kind: 'check'; readonly check: string; readonly done: number; readonly total: number }
  /** A single finding, before repeats are put together. */
  | { readonly kind: 'issue'; readonly issue: Finding };

/** Result of a validation. */
export interface ValidationReport {
  readonly location: string;
  readonly level: ValidationLevel;
  /** No finding of severity `error`. */
  readonly ok: boolean;
  /** Errors first; repeats are one finding with `affects`. */
  readonly diagnostics: readonly Diagnostic[];
  /** Single findings: a fault in 40 files counts 40. */
  readonly counts: SeverityCounts;
  /** Single findings that were not told, see {@link ValidateOptions.isIgnored}. */
  readonly ignored: number;
  readonly scanned: { readonly folders: number; readonly files: number };
}

/**
 * Validates an experiment, yielding progress and single findings, and returns the report.
 *
 * ```ts
 * const report = await validate(new NodeFileSource('results/scene/v104'), { level: 'full' });
 * if (!report.ok) for (const { code, message } of report.diagnostics) console.error(code, message);
 * ```
 * @throws FileNotFoundError or FileUnreadableError when the folder itself cannot be listed; the abort reason.
 */
export async function* runValidation(
  source: FileSource | ScannedExperiment,
  options: ValidateOptions = {},
): AsyncGenerator<ValidationEvent, ValidationReport> {
  const {
    level = VALIDATE_DEFAULTS.level,
    checks: chosen = CHECKS,
    recordings,
    decoders = {},
    signal,
    isIgnored,
  } = options;
  const experiment = yield* scanned(source, signal);
  const context: CheckContext = { ...experiment, level, signal, decoders, recordings };
  const groups = new IssueGroups(causesIn(experiment.scanned, experiment.inventory));
  const shape = [...layoutShape(context)];
  const checks = isForeign(shape) ? [] : chosen.filter((check) => check.level === 'structure' || level !== 'structure');
  const folders = new Set(context.scanned.map(({ path }) => path));
  let ignored = 0;
  const isTold = (issue: Finding): boolean => {
    if (issue.path === '' || !isIgnored?.(issue.path, folders.has(issue.path))) return true;
    ignored++;
    return false;
  };
  for (const issue of shape.filter(isTold)) {
    groups.add(issue);
    yield { kind: 'issue', issue };
  }
  for (const [done, { name, run }] of checks.entries()) {
    yield { kind: 'check', check: name, done, total: checks.length };
    for await (const issue of run(context)) {
      signal?.throwIfAborted();
      if (!isTold(issue)) continue;
      groups.add(issue);
      yield { kind: 'issue', issue };
    }
  }
  const counts = groups.counts();
  return {
    location: context.source.location,
    level,
    ok: counts.error === 0,
    diagnostics: groups.diagnostics(),
    counts,
    ignored,
    scanned: context.totals,
  };
}

/** Tells of every hundredth folder: a step for each would cost more than the folder. */
async function* scanned(
  source: FileSource | ScannedExperiment,
  signal: AbortSignal | undefined,
): AsyncGenerator<ValidationEvent, ScannedExperiment> {
  const walking = walkExperiment(source, signal ? { signal } : {});
  for (;;) {
    const step = await walking.next();
    if (!step.done) {
      if (step.value.folders % 100 === 0) yield { kind: 'scan', ...step.value };
      continue;
    }
    yield { kind: 'scan', ...step.value.totals };
    return step.value;
  }
}

/** {@link runValidation} without its progress. */
export async function validate(
  source: FileSource | ScannedExperiment,
  options: ValidateOptions = {},
): Promise<ValidationReport> {
  const events = runValidation(source, options);
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
  }
}
