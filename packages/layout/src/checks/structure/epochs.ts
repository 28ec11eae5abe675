import { FILE_CONTRACTS, FOLDER_CONTRACTS, formatEpoch, SPLITS, TASKS } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import type { EpochState } from '../../scan/epoch-states.ts';
import type { CheckContext } from '../context.ts';
import { isFresh } from './fresh.ts';

/** Is everything there that the manifest promises? Tells a running or killed job from a loss. */
export function* epochsComplete(context: CheckContext): Generator<Issue> {
  const { epochs, manifest } = context;
  if (isFresh(context)) return;
  if (manifest && epochs.length === 0) yield { name: 'nothing-evaluated', path: 'evaluation' };
  for (const state of epochs) yield* ofEpoch(state, manifest !== undefined);
}

function* ofEpoch(state: EpochState, hasManifest: boolean): Generator<Issue> {
  const { epoch, listed } = state;
  const path = state.path ?? `evaluation/${formatEpoch(epoch)}`;
  if (!listed && hasManifest) yield { name: 'epoch-not-listed', path, epoch };
  if (state.state === 'missing' && listed) yield { name: 'listed-epoch-missing', path, epoch };
  if (state.state === 'pending' && listed) yield { name: 'listed-epoch-pending', path, epoch };
  if (state.state === 'in-progress')
    yield { name: 'epoch-in-progress', path, epoch, missing: state.missing.map((part) => part.path) };
  for (const task of state.withoutGroundTruth) yield { name: 'no-ground-truth', path: `${path}/${task}`, epoch, task };
  if (state.state !== 'incomplete') return;
  for (const part of state.missing) {
    if (part.kind === 'folder') yield { name: 'required-folder-missing', path: part.path, doc: part.doc };
    else if (part.task && part.contract)
      yield {
        name: 'required-file-missing',
        path: part.path,
        contract: part.contract,
        epoch,
        task: part.task,
        doc: part.doc,
      };
  }
}

/** Top-level folders, folders of tasks nobody listed, and the kinds of files that every experiment has. */
export function* foldersPresent(context: CheckContext): Generator<Issue> {
  const { inventory, manifest, epochs } = context;
  const known = new Set(inventory.folders.map(({ position }) => position.canonicalPath));
  for (const { pattern, need, doc } of FOLDER_CONTRACTS) {
    if (pattern.includes('{') || need === 'may' || known.has(pattern)) continue;
    if (pattern.includes('/') && !known.has(pattern.slice(0, pattern.indexOf('/')))) continue;
    yield { name: need === 'must' ? 'required-folder-missing' : 'recommended-folder-missing', path: pattern, doc };
  }
  for (const task of TASKS) {
    const present = epochs.filter((state) => state.tasks.includes(task)).map(({ epoch }) => epoch);
    if (manifest && present.length > 0 && !manifest.tasks.includes(task))
      yield {
        name: 'task-not-listed',
        path: `evaluation/${formatEpoch(present[0] as number)}/${task}`,
        task,
        epochs: present,
      };
  }
  if (epochs.some(({ tasks }) => tasks.length > 0)) yield* recommendedFiles(context);
}

function* recommendedFiles({ inventory, manifest, epochs }: CheckContext): Generator<Issue> {
  for (const { id, pattern, need, when, doc } of FILE_CONTRACTS) {
    if (need !== 'should') continue;
    if (!when)
      for (const split of SPLITS) {
        const isThere = inventory.folders.some(({ position }) => position.canonicalPath === `input_data/${split}`);
        const isExcused = split === 'test' && epochs.some(({ withoutGroundTruth }) => withoutGroundTruth.length > 0);
        if (isThere && !isExcused && !inventory.has(id, { split }))
          yield { name: 'recommended-files-missing', path: pattern.replace('{split}', split), contract: id, doc };
      }
    else
      for (const { epoch, state, listed, tasks, withoutGroundTruth, missing } of epochs) {
        const isExpected = listed && manifest?.tasks.includes(when) && tasks.includes(when);
        // Without ground truth there is nothing to align with, so only the second copy of the prediction is written.
        const isExcused = state === 'in-progress' || (withoutGroundTruth.includes(when) && id.includes('_aligned.'));
        const isTold = missing.some(({ path }) =>
          pattern.replace('{epoch}', formatEpoch(epoch)).startsWith(`${path}/`),
        );
        if (isExpected && !isExcused && !isTold && !inventory.has(id, { epoch }))
          yield {
            name: 'recommended-files-missing',
            path: pattern.replace('{epoch}', formatEpoch(epoch)),
            contract: id,
            doc,
          };
      }
  }
}
