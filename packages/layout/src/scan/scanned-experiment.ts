/**
 * An experiment's names, read once and shared by all who look at them.
 * @module
 */
import type { Manifest } from '@outlay/schema';
import { type ManifestState, readManifestState } from '../manifest/state.ts';
import type { FileSource } from '../source/file-source.ts';
import { type EpochState, epochStates } from './epoch-states.ts';
import { type Inventory, takeInventory } from './inventory.ts';
import { isNoExperiment } from './no-experiment.ts';
import type { ScannedFolder } from './scanned-folder.ts';
import { type ScanOptions, type ScanSummary, scan } from './walk.ts';

/** What a folder holds, by name. Nothing in it changes; after files were written, scan again. */
export interface ScannedExperiment {
  readonly source: FileSource;
  /** Every folder, parents first, the experiment itself at the beginning. */
  readonly scanned: readonly ScannedFolder[];
  readonly totals: ScanSummary;
  readonly inventory: Inventory;
  readonly manifestState: ManifestState;
  /** The manifest when it is valid. */
  readonly manifest: Manifest | undefined;
  /** All epochs that are listed or on disk, ascending. */
  readonly epochs: readonly EpochState[];
}

/** How to scan an experiment. */
export interface ScanExperimentOptions extends Pick<ScanOptions, 'concurrency' | 'signal'> {
  /** Told the number of files found so far, folder by folder. */
  readonly onFiles?: (count: number) => void;
}

/**
 * Reads the names of all files, each folder once, and the manifest. Hand the result to `openExperiment`, `validate`,
 * `inspectExperiment` and `planFixes` in place of the source, and none of them lists a folder again.
 *
 * ```ts
 * const scanned = await scanExperiment(new NodeFileSource('results/scene/v104'));
 * const report = await validate(scanned);
 * const experiment = await openExperiment(scanned);
 * ```
 * @throws FileNotFoundError or FileUnreadableError when the folder itself cannot be listed; the abort reason.
 */
export async function scanExperiment(
  source: FileSource,
  { onFiles, ...options }: ScanExperimentOptions = {},
): Promise<ScannedExperiment> {
  const walking = walkExperiment(source, options);
  for (;;) {
    const step = await walking.next();
    if (step.done) return step.value;
    onFiles?.(step.value.files);
  }
}

/** {@link scanExperiment}, yielding after every folder what it has seen so far. */
export async function* walkExperiment(
  source: FileSource | ScannedExperiment,
  options: Pick<ScanOptions, 'concurrency' | 'signal'> = {},
): AsyncGenerator<ScanSummary, ScannedExperiment> {
  if (isScanned(source)) return source;
  const scanned: ScannedFolder[] = [];
  const totals = { folders: 0, files: 0 };
  for await (const folder of scan(source, options)) {
    scanned.push(folder);
    totals.folders++;
    totals.files += folder.fileCount;
    yield { ...totals };
    // Somebody's home folder, given by mistake, is not walked.
    if (folder.path === '' && isNoExperiment(folder)) break;
  }
  return sortScan(source, scanned, totals);
}

/** Sorts what was scanned, and reads the manifest. */
export async function sortScan(
  source: FileSource,
  scanned: readonly ScannedFolder[],
  totals: ScanSummary,
): Promise<ScannedExperiment> {
  const inventory = takeInventory(scanned);
  const isThere = scanned[0]?.files.some(({ name }) => name === 'manifest.json') ?? false;
  const manifestState: ManifestState = isThere ? await readManifestState(source) : { kind: 'absent' };
  const manifest = manifestState.kind === 'valid' ? manifestState.manifest : undefined;
  return { source, scanned, totals, inventory, manifestState, manifest, epochs: epochStates(manifest, inventory) };
}

/** Was it scanned already? */
export function isScanned(source: FileSource | ScannedExperiment): source is ScannedExperiment {
  return 'scanned' in source;
}
