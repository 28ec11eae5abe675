/**
 * Carries out a plan of fixes. What will be done is written down first, so that it can be undone, and so that a run
 * that was killed half-way leaves no doubt: running again plans what is left.
 * @module
 */
import type { FileEditor } from '../source/file-editor.ts';
import type { FileSource } from '../source/file-source.ts';
import { joinPath, parentPath, printable } from '../source/source-path.ts';
import { FIX_FOLDER, type FixPlan, type FixStep, type LeftAlone } from './plan.ts';

/** What `.outlay/undo-0001.json` holds. */
export interface UndoRecord {
  readonly format: 'outlay-undo-1';
  readonly steps: readonly FixStep[];
}

/** Progress of {@link applyFixes} and {@link undoFixes}. */
export interface FixEvent {
  readonly step: FixStep;
  readonly done: number;
  readonly total: number;
}

/** Result of {@link applyFixes}. */
export interface FixSummary {
  readonly applied: number;
  /** Where the undo record is; `undefined` for an empty plan. */
  readonly undo: string | undefined;
}

const MANIFEST = 'manifest.json';

/**
 * Applies a plan, yielding after each step.
 * @throws FileExistsError when a name was taken since the plan was made; errors of the editor
 */
export async function* applyFixes(editor: FileEditor, plan: FixPlan): AsyncGenerator<FixEvent, FixSummary> {
  const total = plan.steps.length;
  if (total === 0) return { applied: 0, undo: undefined };
  const steps = await withFreePlaces(editor, plan.steps);
  const undo = await freeUndoPath(editor);
  const record: UndoRecord = { format: 'outlay-undo-1', steps };
  await editor.createFolder(FIX_FOLDER);
  await editor.createFile(undo, encode(`${JSON.stringify(record, null, 2)}\n`));
  let done = 0;
  for (const step of steps) {
    if (step.kind === 'manifest') await editor.replaceFile(MANIFEST, encode(step.after));
    else {
      await editor.createFolder(parentPath(step.to));
      await editor.rename(step.from, step.to);
    }
    yield { step, done: ++done, total };
  }
  return { applied: done, undo };
}

/** Result of {@link undoFixes}. */
export interface UndoSummary {
  readonly undone: number;
  /** What has changed since, and is not touched. */
  readonly left: readonly LeftAlone[];
}

/**
 * Undoes a record, last step first. Steps that were never done are skipped.
 * @param source Of the same folder: a manifest that was written again since is left as it is.
 */
export async function* undoFixes(
  editor: FileEditor,
  record: UndoRecord,
  source: FileSource,
): AsyncGenerator<FixEvent, UndoSummary> {
  const steps = [...record.steps].reverse();
  const left: LeftAlone[] = [];
  let undone = 0;
  for (const [i, step] of steps.entries()) {
    if (step.kind === 'manifest') {
      const now = decode(await source.read(MANIFEST));
      if (now === step.before) continue;
      if (now !== step.after) {
        left.push({ code: step.code, path: MANIFEST, reason: 'It was changed after it was fixed.' });
        continue;
      }
      await editor.replaceFile(MANIFEST, encode(step.before));
    } else if (!(await editor.exists(step.to))) continue;
    else if (await editor.exists(step.from)) {
      left.push({ code: step.code, path: step.to, reason: `${printable(step.from)} is there again.` });
      continue;
    } else await editor.rename(step.to, step.from);
    undone++;
    yield { step, done: i + 1, total: steps.length };
  }
  return { undone, left };
}

/** Parses an undo record. `undefined` when the text is not one, or names a path outside the experiment. */
export function parseUndoRecord(text: string): UndoRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const record = value as Partial<UndoRecord> | null;
  return record?.format === 'outlay-undo-1' && Array.isArray(record.steps) && record.steps.every(isStep)
    ? (record as UndoRecord)
    : undefined;
}

function isStep(value: unknown): value is FixStep {
  const step = value as Record<string, unknown> | null;
  const isText = (...keys: readonly string[]): boolean => keys.every((key) => typeof step?.[key] === 'string');
  return step?.kind === 'manifest'
    ? isText('before', 'after')
    : (step?.kind === 'rename' || step?.kind === 'set-aside') && isText('from', 'to');
}

/** Something of the same name may have been set aside before. */
async function withFreePlaces(editor: FileEditor, steps: readonly FixStep[]): Promise<readonly FixStep[]> {
  const free: FixStep[] = [];
  for (const step of steps) {
    let { to } = step as { to?: string };
    for (let number = 2; step.kind === 'set-aside' && (await editor.exists(to as string)); number++)
      to = `${step.to} (${number})`;
    free.push(step.kind === 'set-aside' ? { ...step, to: to as string } : step);
  }
  return free;
}

async function freeUndoPath(editor: FileEditor): Promise<string> {
  for (let number = 1; ; number++) {
    const path = joinPath(FIX_FOLDER, `undo-${String(number).padStart(4, '0')}.json`);
    if (!(await editor.exists(path))) return path;
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
