/**
 * A run that is looked at: its files by name, and the experiment in them. Kept as long as its folders stay as they are.
 * @module
 */
import {
  diagnosticsOf,
  type FileSource,
  isLayoutError,
  openExperiment,
  type ScannedExperiment,
  scanExperiment,
} from '@outlay/layout';
import type { Diagnostic } from '@outlay/schema';
import type { Experiment } from '@outlay/schema/port';
import type { KnownRun } from './run-index.ts';

/** A run, its names read. */
export class OpenedRun {
  readonly run: KnownRun;
  readonly scan: ScannedExperiment;
  /** See {@link stampOf}. */
  readonly stamp: string;
  #experiment: Promise<Experiment | readonly Diagnostic[]> | undefined;

  constructor(run: KnownRun, scan: ScannedExperiment, stamp: string) {
    this.run = run;
    this.scan = scan;
    this.stamp = stamp;
  }

  /** The experiment behind the port, or why there is none. Opened when first asked for. */
  experiment(): Promise<Experiment | readonly Diagnostic[]> {
    this.#experiment ??= openExperiment(this.scan, { decoders: this.run.decoders }).catch((error) => {
      if (isLayoutError(error)) return diagnosticsOf(error);
      throw error;
    });
    return this.#experiment;
  }
}

/** Opens a run. @throws LayoutError when its folder cannot be listed. */
export async function openRun(run: KnownRun): Promise<OpenedRun> {
  const scan = await scanExperiment(run.source);
  return new OpenedRun(run, scan, await stampOf(run.source, foldersOf(scan)));
}

/** Folders of a scan, for {@link stampOf}. */
export function foldersOf({ scanned }: ScannedExperiment): readonly string[] {
  return scanned.map(({ path }) => path);
}

/** Equal while no file came or went in these folders and the manifest was not written: folders say when they changed. */
export async function stampOf(source: FileSource, folders: readonly string[]): Promise<string> {
  const paths = [...folders.filter((path) => path !== ''), 'manifest.json'];
  const stats = (await source.stat?.(paths)) ?? [];
  return stats.map((stat) => stat?.modified ?? '-').join();
}
