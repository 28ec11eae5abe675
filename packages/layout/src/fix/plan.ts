/**
 * Fixes that lose nothing: renames to the names the layout writes, clutter, strays and nested copies set aside, epochs
 * on disk added to the manifest. Planned first, as data; applied by `apply.ts`.
 * @module
 */
import { addEpoch, formatManifest, type Manifest, safeParseManifest } from '@outlay/schema';
import { type CheckContext, structureContext } from '../checks/context.ts';
import { CHECKS } from '../checks/registry.ts';
import { isForeign, layoutShape } from '../checks/structure/layout-shape.ts';
import { byCode, codeOf, groupKey, type IssueCode } from '../issues/catalogue.ts';
import type { Issue } from '../issues/issue.ts';
import { epochStates } from '../scan/epoch-states.ts';
import { isScanned, type ScannedExperiment, scanExperiment } from '../scan/scanned-experiment.ts';
import type { ScannedFolder } from '../scan/scanned-folder.ts';
import type { FileSource } from '../source/file-source.ts';
import { baseName, joinPath, parentPath, printable } from '../source/source-path.ts';
import { issuesToSetAside } from './aside.ts';
import { leftAlone } from './left-alone.ts';

/** One thing to do. Paths are experiment-relative; every step is undone by its reverse. */
export type FixStep =
  | { readonly kind: 'rename'; readonly code: IssueCode; readonly from: string; readonly to: string }
  /** Moved below {@link ASIDE_FOLDER}, where nothing looks. */
  | { readonly kind: 'set-aside'; readonly code: IssueCode; readonly from: string; readonly to: string }
  | { readonly kind: 'manifest'; readonly code: IssueCode; readonly before: string; readonly after: string };

/** What `--fix` would do, in this order. */
export interface FixPlan {
  readonly steps: readonly FixStep[];
  /** What could be fixed but is left to a person, and why. */
  readonly left: readonly LeftAlone[];
}

/** Something that is not fixed. */
export interface LeftAlone {
  readonly code: IssueCode;
  readonly path: string;
  /** A sentence. */
  readonly reason: string;
}

/** Hidden, so that scans skip it; undo files and what was set aside are kept in it. */
export const FIX_FOLDER = '.outlay';
/** Where things are set aside, under their own paths. */
export const ASIDE_FOLDER = `${FIX_FOLDER}/aside`;

/** What {@link planFixes} does about a code, for help and docs; it has no fixes for others. */
export const FIXES = byCode<string>({
  'unknown-path':
    'Sets unknown files in `input_data/` and `evaluation/` aside; folders, and files elsewhere, are left alone.',
  clutter: 'Sets what desktops and editors leave aside, and temporary files when no job is running.',
  'name-not-canonical': 'Renames it, unless the name is taken or a job may be writing there.',
  'epoch-name-not-canonical': 'Renames the folder, unless the name is taken or a job may be writing there.',
  'nested-copy': 'Sets the inner folder aside when the outer one has files.',
  'epoch-not-listed': 'Adds the epoch to `eval_epochs`, unless required files of it are missing.',
  'manifest-key-near-miss': 'Renames the key, unless the manifest would become invalid.',
  'manifest-value-twice': 'Keeps each value once.',
  'epochs-not-sorted': 'Sorts `eval_epochs` by number.',
  'epoch-in-manifest-not-canonical': 'Writes the name with four digits.',
});
/** Codes of {@link FIXES}. */
export const FIXABLE_CODES = Object.keys(FIXES) as readonly IssueCode[];

/** Plans all safe fixes of an experiment. Reads names and the manifest only. */
export async function planFixes(
  source: FileSource | ScannedExperiment,
  options: { readonly signal?: AbortSignal } = {},
): Promise<FixPlan> {
  const experiment = isScanned(source) ? source : await scanExperiment(source, options);
  const context = structureContext(experiment, options.signal);
  const { scanned } = context;
  if (isForeign([...layoutShape(context)])) return { steps: [], left: [] };
  const issues = await structureIssues(context);
  const taken = new Set(scanned.flatMap(namesOf));
  const steps: FixStep[] = [];
  const left: LeftAlone[] = [];
  const moves = [...asideMoves(issues, context), ...renames(issues)];
  const reasonFor = moves.length > 0 ? leftAlone(context) : () => undefined;
  for (const move of moves) {
    // Where the name is taken, or two want it, a person must decide.
    const reason = taken.has(move.to) ? `${printable(move.to)} is there already.` : reasonFor(move.from);
    if (reason !== undefined) left.push({ code: move.code, path: move.from, reason });
    else {
      steps.push(move);
      taken.add(move.to);
    }
  }
  const manifestStep = await planManifest(context, issues);
  if (manifestStep) steps.push(manifestStep);
  return { steps, left };
}

async function structureIssues(context: CheckContext): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  for (const { run, level } of CHECKS)
    if (level === 'structure') for await (const issue of run(context)) issues.push(issue);
  return issues;
}

type Move = Extract<FixStep, { readonly from: string }>;

function asideMoves(issues: readonly Issue[], context: CheckContext): readonly Move[] {
  return issuesToSetAside(issues, context).map(({ name, path }) => ({
    kind: 'set-aside',
    code: codeOf(name),
    from: path,
    to: joinPath(ASIDE_FOLDER, path),
  }));
}

/** Files before their folders and inner folders before outer ones, so that every path is valid when its turn comes. */
function renames(issues: readonly Issue[]): readonly Move[] {
  const moves = issues.flatMap((issue): Move[] =>
    issue.name === 'name-not-canonical' || issue.name === 'epoch-name-not-canonical'
      ? [
          {
            kind: 'rename',
            code: codeOf(issue.name),
            from: issue.path,
            to: joinPath(parentPath(issue.path), baseName(issue.canonical)),
          },
        ]
      : [],
  );
  const depth = ({ from }: Move): number => from.split('/').length;
  return moves.sort((a, b) => depth(b) - depth(a));
}

function namesOf({ path, files, folders, skipped, ignored }: ScannedFolder): readonly string[] {
  return [
    path,
    ...files.map((file) => file.path),
    ...folders,
    ...skipped.map((entry) => entry.path),
    ...ignored.map((name) => joinPath(path, name)),
  ];
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
      manifestState: { kind: 'valid', repeatedKeys: [], manifest: changed },
      epochs: epochStates(changed, context.inventory),
    });
    if (left.some((one) => !known.has(identity(one)))) continue;
    fixed = changed;
    known = new Set(left.map(identity));
    code ??= codeOf(issue.name);
  }
  if (code === undefined || context.scanned[0]?.links.some(({ path }) => path === 'manifest.json')) return undefined;
  // With its byte order mark, so that undoing gives back the same bytes.
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await context.source.read('manifest.json'));
  return { kind: 'manifest', code, before, after: formatManifest(fixed) };
}

function identity(issue: Issue): string {
  return `${groupKey(issue)} ${issue.path}`;
}

function withoutIssue(manifest: Manifest, issue: Issue): Manifest | undefined {
  switch (issue.name) {
    case 'epoch-not-listed':
      return addEpoch(manifest, issue.epoch);
    case 'manifest-key-near-miss':
      return withKeyRenamed(manifest, issue.key, issue.nearMiss);
    case 'manifest-value-twice':
    case 'epochs-not-sorted':
      return withoutRepeats(manifest);
    case 'epoch-in-manifest-not-canonical': {
      const { listed, canonical } = issue;
      return { ...manifest, eval_epochs: manifest.eval_epochs.map((epoch) => (epoch === listed ? canonical : epoch)) };
    }
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
