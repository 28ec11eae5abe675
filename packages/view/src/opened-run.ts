/**
 * A run that is looked at: its files by name, and the experiment in them. Kept as long as its folders stay as they are.
 * @module
 */
import {
  diagnosticsOf,
  type EpochState,
  epochStates,
  type FileSource,
  type Inventory,
  isLayoutError,
  openExperiment,
  type ScannedFolder,
  scan,
  takeInventory,
} from '@outlay/layout';
import { type Diagnostic, MANIFEST_MAX_BYTES, type Manifest, safeParseManifest } from '@outlay/schema';
import type { Experiment } from '@outlay/schema/port';
import type { KnownRun } from './run-index.ts';

/** A run, its names read. */
export class OpenedRun {
  readonly run: KnownRun;
  readonly source: FileSource;
  readonly inventory: Inventory;
  /** When it can be read. */
  readonly manifest: Manifest | undefined;
  readonly epochs: readonly EpochState[];
  readonly files: number;
  /** Folders, for {@link stampOf}. */
  readonly folders: readonly string[];
  readonly stamp: string;
  #experiment: Promise<Experiment | readonly Diagnostic[]> | undefined;

  constructor(run: KnownRun, scanned: readonly ScannedFolder[], manifest: Manifest | undefined, stamp: string) {
    this.run = run;
    this.source = run.source;
    this.inventory = takeInventory(scanned);
    this.manifest = manifest;
    this.epochs = epochStates(manifest, this.inventory);
    this.files = scanned.reduce((sum, { fileCount }) => sum + fileCount, 0);
    this.folders = scanned.map(({ path }) => path);
    this.stamp = stamp;
  }

  /** The experiment behind the port, or why there is none. Opened when first asked for. */
  experiment(): Promise<Experiment | readonly Diagnostic[]> {
    this.#experiment ??= openExperiment(this.source, { decoders: this.run.decoders }).catch((error) => {
      if (isLayoutError(error)) return diagnosticsOf(error);
      throw error;
    });
    return this.#experiment;
  }
}

/** Opens a run. @throws LayoutError when its folder cannot be listed; the abort reason. */
export async function openRun(run: KnownRun, signal: AbortSignal | undefined): Promise<OpenedRun> {
  const { source } = run;
  const scanned: ScannedFolder[] = [];
  for await (const folder of scan(source, signal ? { signal } : {})) scanned.push(folder);
  const stamp = await stampOf(
    source,
    scanned.map(({ path }) => path),
  );
  return new OpenedRun(run, scanned, await readManifest(source, scanned), stamp);
}

async function readManifest(source: FileSource, scanned: readonly ScannedFolder[]): Promise<Manifest | undefined> {
  if (!scanned[0]?.files.some(({ name }) => name === 'manifest.json')) return undefined;
  try {
    const bytes = await source.read('manifest.json', { maxBytes: MANIFEST_MAX_BYTES });
    const result = safeParseManifest(new TextDecoder().decode(bytes));
    return result.ok ? result.manifest : undefined;
  } catch (error) {
    if (isLayoutError(error)) return undefined;
    throw error;
  }
}

/** Equal while no file came or went in these folders and the manifest was not written: folders say when they changed. */
export async function stampOf(source: FileSource, folders: readonly string[]): Promise<string> {
  const paths = [...folders.filter((path) => path !== ''), 'manifest.json'];
  const stats = (await source.stat?.(paths)) ?? [];
  return stats.map((stat) => stat?.modified ?? '-').join();
}
