/**
 * Fixes that lose nothing: renames to the names the layout writes, clutter and nested copies set aside, epochs on disk
 * added to the manifest. Planned first, as data; applied by `apply.ts`.
 * @module
 */
import { addEpoch, formatManifest, type Manifest, safeParseManifest } from '@outlay/schema';
import { type CheckContext, openContext } from '../checks/context.ts';
import { epochStates } from '../checks/epoch-states.ts';
import { CHECKS } from '../checks/index.ts';
import { isForeign, layoutShape } from '../checks/layout-shape.ts';
import type { FileSource } from '../file-source.ts';
import type { Issue, IssueCode } from '../issue.ts';
import { type ScannedFolder, scan } from '../scan.ts';
import { baseName, joinPath, parentPath } from '../source-path.ts';

/** One thing to do. Paths are experiment-relative; every step is undone by its reverse. */
export type FixStep =
  | { readonly kind: 'rename'; readonly code: IssueCode; readonly from: string; readonly to: string }
  /** Moved below {@link ASIDE_FOLDER}, where nothing looks. */
  | { readonly kind: 'set-aside'; readonly code: IssueCode; readonly from: string; readonly to: string }
  | { readonly kind: 'manifest'; readonly code: IssueCode; readonly before: string; readonly after: string };

/** What `--fix` would do, in this order. */
export interface FixPlan {
  readonly steps: readonly FixStep[];
}

/** Hidden, so that scans pass it over; undo files and what was set aside are kept in it. */
export const FIX_FOLDER = '.outlay';
/** Where things are set aside, under their own paths. */
export const ASIDE_FOLDER = `${FIX_FOLDER}/aside`;

/** Codes that {@link planFixes} has fixes for. */
export const FIXABLE_CODES = [
  'OUT1008',
  'OUT1009',
  'OUT1010',
  'OUT1014',
  'OUT1103',
  'OUT2006',
  'OUT2010',
  'OUT2018',
] as const satisfies readonly IssueCode[];

/** Plans all safe fixes of an experiment. Reads names and the manifest only. */
export async function planFixes(source: FileSource, options: { readonly signal?: AbortSignal } = {}): Promise<FixPlan> {
  const { signal } = options;
  const scanned: ScannedFolder[] = [];
  for await (const folder of scan(source, signal ? { signal } : {})) scanned.push(folder);
  const context = await openContext(source, scanned, 'structure', signal);
  if (isForeign([...layoutShape(context)])) return { steps: [] };
  const issues = await structureIssues(context);
  const taken = new Set(
    scanned.flatMap(({ path, files, folders }) => [path, ...files.map((file) => file.path), ...folders]),
  );
  const manifestStep = await planManifest(context, issues);
  return { steps: [...setAside(issues), ...renames(issues, taken), ...(manifestStep ? [manifestStep] : [])] };
}

async function structureIssues(context: CheckContext): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const { run, level } of CHECKS)
    if (level === 'structure') for await (const issue of run(context)) issues.push(issue);
  return issues;
}

function setAside(issues: readonly Issue[]): readonly FixStep[] {
  return issues
    .filter(({ code, path }) => (code === 'OUT1008' && path !== FIX_FOLDER) || code === 'OUT1014')
    .map(({ code, path }) => ({ kind: 'set-aside', code, from: path, to: joinPath(ASIDE_FOLDER, path) }));
}

/** Files before their folders and inner folders before outer ones, so that every path is valid when its turn comes. */
function renames(issues: readonly Issue[], taken: Set<string>): readonly FixStep[] {
  const steps: FixStep[] = [];
  const wanted = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== 'OUT1009' && issue.code !== 'OUT1010') continue;
    const to = joinPath(parentPath(issue.path), baseName(issue.canonical));
    // Where the name is taken, or two want it, a person must decide.
    if (taken.has(to) || wanted.has(to)) continue;
    wanted.add(to);
    steps.push({ kind: 'rename', code: issue.code, from: issue.path, to });
  }
  const depth = (step: FixStep): number => (step.kind === 'manifest' ? 0 : step.from.split('/').length);
  return steps.sort((a, b) => depth(b) - depth(a));
}

/** Each change is kept only when the manifest stays valid and nothing new is found: an epoch that lacks required files is not listed. */
async function planManifest(context: CheckContext, issues: readonly Issue[]): Promise<FixStep | undefined> {
  const { manifest } = context;
  if (!manifest) return undefined;
  let fixed = manifest;
  let known = new Set(issues.map(identity));
  let code: IssueCode | undefined;
  for (const issue of issues) {
    const changed = withoutIssue(fixed, issue);
    if (!changed || !safeParseManifest(formatManifest(changed)).ok) continue;
    const left = await structureIssues({
      ...context,
      manifest: changed,
      manifestState: { kind: 'valid', manifest: changed },
      epochs: epochStates(changed, context.inventory),
    });
    if (left.some((one) => !known.has(identity(one)))) continue;
    fixed = changed;
    known = new Set(left.map(identity));
    code ??= issue.code;
  }
  if (code === undefined) return undefined;
  const before = new TextDecoder().decode(await context.source.read('manifest.json'));
  return { kind: 'manifest', code, before, after: formatManifest(fixed) };
}

function identity({ code, path }: Issue): string {
  return `${code} ${path}`;
}

function withoutIssue(manifest: Manifest, issue: Issue): Manifest | undefined {
  switch (issue.code) {
    case 'OUT1103':
      return addEpoch(manifest, issue.epoch);
    case 'OUT2006':
      return withKeyRenamed(manifest, issue.key, issue.nearMiss);
    case 'OUT2010':
    case 'OUT2018':
      return withoutRepeats(manifest);
    default:
      return undefined;
  }
}

function withKeyRenamed(manifest: Manifest, from: string, to: string): Manifest {
  return Object.fromEntries(
    Object.entries(manifest).map(([key, value]) => [key === from ? to : key, value]),
  ) as Manifest;
}

function withoutRepeats(manifest: Manifest): Manifest {
  const { nvs_cameras } = manifest;
  return {
    ...sorted(manifest),
    tasks: [...new Set(manifest.tasks)],
    ...(nvs_cameras ? { nvs_cameras: [...new Set(nvs_cameras)] } : {}),
  };
}

/** Epochs by number, each once. */
function sorted(manifest: Manifest): Manifest {
  const [first] = manifest.eval_epochs;
  const number = first === undefined ? undefined : Number(/\d+$/.exec(first)?.[0]);
  return number === undefined ? manifest : addEpoch(manifest, number);
}
