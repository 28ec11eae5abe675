import { type Diagnostic, formatEpoch, listedEpochs, type Manifest } from '@outlay/schema';
import type { Inventory } from './inventory.ts';
import { problem } from './problems.ts';

/** Evaluation epochs on disk, ascending; what does not agree with the manifest becomes a finding. */
export function findEpochs(
  inventory: Inventory,
  manifest: Manifest,
  problems: Diagnostic[],
): readonly { readonly epoch: number; readonly listed: boolean }[] {
  const folders = new Map(
    inventory.folders
      .filter(({ position }) => position.contract?.pattern === 'evaluation/{epoch}')
      .map(({ path, position }) => [position.ids.epoch!, path]),
  );
  const listed = listedEpochs(manifest);
  const last = Math.max(...folders.keys(), -1);
  for (const epoch of listed) if (!folders.has(epoch)) problems.push(absent(epoch, epoch > last));
  for (const [epoch, path] of folders) {
    if (listed.includes(epoch)) continue;
    problems.push(
      problem('epochNotListed', path, `${formatEpoch(epoch)} is on disk, but the manifest does not list it.`, {
        expected: `"${formatEpoch(epoch)}" in eval_epochs`,
        actual: `eval_epochs: ${listed.map(formatEpoch).join(', ') || 'none'}`,
        fix: 'Add it to eval_epochs in manifest.json, or remove the folder.',
      }),
    );
  }
  return [...folders.keys()].sort((a, b) => a - b).map((epoch) => ({ epoch, listed: listed.includes(epoch) }));
}

/** An epoch is listed before it is evaluated, so the last one may be under way. */
function absent(epoch: number, isLast: boolean): Diagnostic {
  const path = `evaluation/${formatEpoch(epoch)}`;
  const facts = { expected: `the folder ${path}`, actual: 'no such folder' };
  if (isLast)
    return problem(
      'epochPending',
      path,
      `${formatEpoch(epoch)} is listed, but has no folder yet: the job is running or was stopped.`,
      {
        ...facts,
        fix: 'Wait for the job, or run the evaluation of this epoch again.',
      },
    );
  return problem('epochMissing', path, `${formatEpoch(epoch)} is listed in the manifest, but has no folder.`, {
    ...facts,
    fix: 'Copy the folder, or take the epoch out of eval_epochs in manifest.json.',
  });
}
