/**
 * What the table of runs shows. Reads names, the manifest and the files of averages; never a whole experiment.
 * @module
 */
import { diagnosticsOf, type FileSource, type FileStat, isLayoutError, ManifestInvalidError } from '@outlay/layout';
import { listedEpochs, MANIFEST_MAX_BYTES, type Manifest, safeParseManifest, TASKS } from '@outlay/schema';
import type { Fault, RunId, RunNumbers } from '../api.ts';
import { faultOf } from '../web/fault.ts';
import { averagesFiles, epochFolders, overEpochs, readAverages } from './averages.ts';
import { extent } from './extent.ts';
import { stateOf } from './state.ts';

/** Numbers, and what they were read from: while `stamp` stays the same, so do they. */
export interface StampedNumbers {
  readonly stamp: string;
  readonly numbers: RunNumbers;
}

const MANIFEST = 'manifest.json';

/** Reads the numbers of a run; `known` is given back when nothing has changed. Never throws for what is in the folder. */
export async function readNumbers(source: FileSource, id: RunId, known?: StampedNumbers): Promise<StampedNumbers> {
  const folders = await epochFolders(source);
  const candidates = averagesFiles(folders);
  const stats = await statAll(source, [MANIFEST, ...candidates.map(({ path }) => path)]);
  const [manifestStat, ...fileStats] = stats;
  const files = candidates.filter((_, i) => fileStats[i] !== undefined);
  const stamp = [manifestStat, ...fileStats].map(stampOf).join() + folders.map(({ path }) => path).join();
  if (known?.stamp === stamp) return known;
  const updated = Math.max(...stats.map((stat) => stat?.modified ?? 0)) || null;
  const { manifest, problem } = await readManifest(source);
  const averages = await readAverages(source, files);
  const epochs = [...new Set(averages.map(({ file }) => file.epoch))].sort((a, b) => a - b);
  const listed = manifest ? listedEpochs(manifest) : [];
  const newest = folders.find(({ epoch }) => epoch === epochs.at(-1)) ?? folders.at(-1);
  const numbers: RunNumbers = {
    id,
    state: manifest ? await stateOf(source, manifest, listed, folders, averages) : 'broken',
    ...(manifest && { scene: manifest.scene_name, name: manifest.exp_name }),
    ...(typeof manifest?.notes === 'string' && { notes: manifest.notes }),
    tasks: manifest?.tasks ?? TASKS.filter((task) => averages.some(({ file }) => file.task === task)),
    epochs,
    listedEpochs: [...listed].sort((a, b) => a - b),
    metrics: overEpochs(averages, epochs),
    ...(await extent(source, newest?.path)),
    findings: null,
    updated: updated === null ? null : Math.round(updated),
    ...(problem && { problem }),
  };
  return { stamp, numbers };
}

async function statAll(source: FileSource, paths: readonly string[]): Promise<readonly (FileStat | undefined)[]> {
  if (source.stat) return source.stat(paths);
  return paths.map((path) => {
    const bytes = source.size(path);
    return bytes === undefined ? undefined : { bytes };
  });
}

const stampOf = (stat: FileStat | undefined): string => (stat ? `${stat.bytes}:${stat.modified ?? ''}` : '-');

async function readManifest(source: FileSource): Promise<{ readonly manifest?: Manifest; readonly problem?: Fault }> {
  try {
    const text = new TextDecoder().decode(await readOne(source, MANIFEST, MANIFEST_MAX_BYTES));
    const result = safeParseManifest(text);
    if (result.ok) return { manifest: result.manifest };
    throw new ManifestInvalidError(result.problems, text);
  } catch (error) {
    if (!isLayoutError(error)) throw error;
    const [first] = diagnosticsOf(error);
    return first ? { problem: faultOf(first) } : {};
  }
}

/** As {@link FileSource.read}, which holds up a thread while a network disk thinks; this need not. */
async function readOne(source: FileSource, path: string, maxBytes: number): Promise<Uint8Array> {
  for await (const [result] of source.readMany([path], { maxBytes })) {
    if (result?.error) throw result.error;
    if (result) return result.bytes;
  }
  return new Uint8Array(0);
}
