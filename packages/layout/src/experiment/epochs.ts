import { type Diagnostic, formatEpoch, listedEpochs, type Manifest } from '@outlay/schema';
import { toDiagnostic } from '../issues/catalogue.ts';
import type { Inventory } from '../scan/inventory.ts';

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
  for (const epoch of listed)
    if (!folders.has(epoch)) {
      // An epoch is listed before it is evaluated, so the last one may be under way.
      const name = epoch > last ? 'listed-epoch-pending' : 'listed-epoch-missing';
      problems.push(toDiagnostic({ name, path: `evaluation/${formatEpoch(epoch)}`, epoch }));
    }
  for (const [epoch, path] of folders)
    if (!listed.includes(epoch)) problems.push(toDiagnostic({ name: 'epoch-not-listed', path, epoch }));
  return [...folders.keys()].sort((a, b) => a - b).map((epoch) => ({ epoch, listed: listed.includes(epoch) }));
}
