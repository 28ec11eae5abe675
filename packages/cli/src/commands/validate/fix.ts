/**
 * `outlay validate --fix` and `--undo`: what is done to an experiment, and who agrees to it.
 * @module
 */
import type { Dirent } from 'node:fs';
import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  applyFixes,
  type FixStep,
  isLayoutError,
  type LeftAlone,
  parseUndoRecord,
  planFixes,
  type ScannedExperiment,
  scanExperiment,
  undoFixes,
} from '@outlay/layout';
import { NodeFileSink, NodeFileSource } from '@outlay/layout/node';
import type { PickedExperiment } from '../../experiments/pick.ts';
import { CliError, fileSystemReason } from '../../failures/errors.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { Session } from '../../session/session.ts';
import { renderPlan } from './render-fixes.ts';

/** Options that decide whether a plan is carried out. */
export interface FixOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** What `--fix` came to for one experiment. */
export interface FixResult {
  readonly steps: readonly FixStep[];
  readonly left: readonly LeftAlone[];
  readonly applied: boolean;
  /** Absolute path of the undo record; `null` when nothing was done. */
  readonly undo: string | null;
}

/** What `--fix` came to, and what is known of the folder then. */
export interface Fixed {
  readonly fix: FixResult;
  /** Its names; `undefined` once fixes were applied, as they are different then. */
  readonly scanned: ScannedExperiment | undefined;
}

/**
 * Plans the fixes of an experiment, and carries them out when somebody agrees: `--yes`, or a yes at the terminal.
 * @throws CliError when the folder cannot be read or written.
 */
export async function fixExperiment(session: Session, picked: PickedExperiment, options: FixOptions): Promise<Fixed> {
  return withLayoutErrors(picked.label, async () => {
    const { signal } = session;
    const scanned = await scanExperiment(new NodeFileSource(picked.path), { signal });
    const plan = await planFixes(scanned, { signal });
    const planned = { steps: plan.steps, left: plan.left, applied: false, undo: null };
    if (plan.steps.length === 0 || options.dryRun || !(await isAgreed(session, picked, plan.steps, options)))
      return { fix: planned, scanned };
    const done = await drain(session, picked, applyFixes(new NodeFileSink(picked.path), plan));
    const undo = done.undo === undefined ? null : resolve(picked.path, done.undo);
    return { fix: { ...planned, applied: true, undo }, scanned: undefined };
  });
}

/** Takes back what a record says. @returns The experiment, and how many steps were taken back. */
export async function undoExperiment(
  session: Session,
  file: string,
): Promise<{ readonly picked: PickedExperiment; readonly undone: number }> {
  const path = resolve(session.io.cwd, file);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const reason = fileSystemReason(cause);
    if (reason === undefined) throw cause;
    throw new CliError('notFound', `The undo record cannot be read, ${reason}: ${file}`, { path: file, cause });
  }
  const record = parseUndoRecord(text);
  if (record === undefined)
    throw new CliError('usage', `Not an undo record: ${file}`, {
      path: file,
      fix: 'Records are in <experiment>/.outlay/undo-0001.json; `outlay validate --fix` names the one it writes.',
    });
  // A record lies in <experiment>/.outlay.
  const folder = dirname(dirname(path));
  const picked = { path: folder, label: folder };
  const { undone, left } = await withLayoutErrors(picked.label, () =>
    drain(session, picked, undoFixes(new NodeFileSink(folder), record, new NodeFileSource(folder))),
  );
  if (left.length === 0) await forget(path);
  for (const one of left) session.say(`left: ${printable(one.path)}: ${printable(one.reason)}`);
  return { picked, undone };
}

/** Removes a record of which nothing is left to undo: it holds a copy of the manifest. And its folders, once they are empty. */
async function forget(record: string): Promise<void> {
  await rm(record, { force: true });
  await removeEmptyFolders(dirname(record));
}

async function removeEmptyFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  for (const entry of entries) if (entry.isDirectory()) await removeEmptyFolders(join(folder, entry.name));
  // Refused where something is left.
  await rmdir(folder).catch(() => {});
}

async function isAgreed(
  session: Session,
  picked: PickedExperiment,
  steps: readonly FixStep[],
  { yes }: FixOptions,
): Promise<boolean> {
  if (yes) return true;
  const { confirm, stdin, stderr } = session.io;
  if (session.json || confirm === undefined || !stdin.isTTY || !stderr.isTTY) return false;
  session.say(renderPlan(steps, session.err).trimEnd());
  return confirm(
    `${plural(steps.length, 'fix', 'fixes')} in ${printable(picked.label)}. Apply? [y/N] `,
    session.signal,
  );
}

async function drain<T>(
  session: Session,
  { label }: PickedExperiment,
  events: AsyncGenerator<{ readonly done: number; readonly total: number }, T>,
): Promise<T> {
  for (;;) {
    session.signal.throwIfAborted();
    const step = await events.next();
    if (step.done) return step.value;
    session.progress.step({ subject: label, done: step.value.done, total: step.value.total, note: 'fixes' });
  }
}

async function withLayoutErrors<T>(label: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    throw new CliError('unwritable', `${label}: ${error.message}`, {
      path: label,
      fix: `${error.hint} The steps done so far are recorded in .outlay/. Run the command again, or undo them.`,
      cause: error,
    });
  }
}
