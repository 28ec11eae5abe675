/**
 * Is a folder a sound experiment? Findings are data; bad data never throws.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';
import { openContext, type ValidationLevel } from '../checks/context.ts';
import { CHECKS } from '../checks/index.ts';
import { isForeign, isNoExperiment, layoutShape } from '../checks/structure/layout-shape.ts';
import { IssueGroups, type SeverityCounts } from '../issues/groups.ts';
import type { Issue } from '../issues/issue.ts';
import type { ScannedFolder } from '../scan/scanned-folder.ts';
import { scan } from '../scan/walk.ts';
import type { FileSource } from '../source/file-source.ts';

/** How to validate. */
export interface ValidateOptions {
  /** Default {@link VALIDATE_DEFAULTS}. */
  readonly level?: ValidationLevel;
  /** Findings about paths for which this holds are counted, not told; nothing is read less for it. Default: none. */
  readonly isIgnored?: (path: string, isFolder: boolean) => boolean;
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
  | { readonly kind: 'issue'; readonly issue: Issue };

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
  source: FileSource,
  options: ValidateOptions = {},
): AsyncGenerator<ValidationEvent, ValidationReport> {
  const level = options.level ?? VALIDATE_DEFAULTS.level;
  const { signal, isIgnored } = options;
  const scanned: ScannedFolder[] = [];
  const totals = { folders: 0, files: 0 };
  for await (const folder of scan(source, signal ? { signal } : {})) {
    scanned.push(folder);
    totals.folders++;
    totals.files += folder.fileCount;
    if (totals.folders % 100 === 0) yield { kind: 'scan', ...totals };
    // Somebody's home folder, given by mistake, is not walked.
    if (folder.path === '' && isNoExperiment(folder)) break;
  }
  yield { kind: 'scan', ...totals };

  const context = await openContext(source, scanned, level, signal);
  const groups = new IssueGroups();
  const shape = [...layoutShape(context)];
  const checks = isForeign(shape) ? [] : CHECKS.filter((check) => check.level === 'structure' || level !== 'structure');
  const folders = new Set(scanned.map(({ path }) => path));
  let ignored = 0;
  const isTold = (issue: Issue): boolean => {
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
    location: source.location,
    level,
    ok: counts.error === 0,
    diagnostics: groups.diagnostics(),
    counts,
    ignored,
    scanned: totals,
  };
}

/** {@link runValidation} without its progress. */
export async function validate(source: FileSource, options: ValidateOptions = {}): Promise<ValidationReport> {
  const events = runValidation(source, options);
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
  }
}
