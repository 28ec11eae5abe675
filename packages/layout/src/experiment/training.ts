/**
 * Training diagnostics. Their samples are random, so a picture's place is its rank among the samples of its epoch.
 * @module
 */
import type { ImageFile, Series, TrainingArtifacts, TrainingSample, TrainingSlot } from '@outlay/schema/port';
import { listedFiles } from '../scan/frame-files.ts';
import type { Inventory } from '../scan/inventory.ts';
import type { FileSource } from '../source/file-source.ts';
import { parentPath } from '../source/source-path.ts';
import { imageDecoder } from './decoders.ts';
import { fileSeries } from './series.ts';

const PARTS = {
  rgb: 'training.rgb',
  depth: 'training.depth',
  depthHistogram: 'training.depth.histogram',
  groundTruthInput: 'training.gt_input',
} as const satisfies Partial<Record<keyof TrainingSlot, string>>;
type Part = keyof typeof PARTS;

interface FoundSample extends TrainingSample {
  readonly paths: { [part in Part]?: string };
}

/** `training_artifacts/`; `undefined` when there is no picture in it. */
export function openTraining(source: FileSource, inventory: Inventory): TrainingArtifacts | undefined {
  const byEpoch = new Map<number, FoundSample[]>();
  for (const sample of findSamples(inventory))
    byEpoch.set(sample.epoch, [...(byEpoch.get(sample.epoch) ?? []), sample]);
  const epochs = [...byEpoch.keys()].sort((a, b) => a - b);
  if (epochs.length === 0) return undefined;
  for (const samples of byEpoch.values()) samples.sort((a, b) => a.camera - b.camera || a.frame - b.frame);
  const count = Math.max(...[...byEpoch.values()].map(({ length }) => length));
  const slots = Array.from({ length: count }, (_, index) => {
    const samples = epochs.flatMap((epoch) => byEpoch.get(epoch)![index] ?? []);
    return {
      index,
      samples: samples.map(({ epoch, camera, frame }) => ({ epoch, camera, frame })),
      ...seriesOfParts(source, samples),
    };
  });
  return { epochs, slots };
}

function findSamples(inventory: Inventory): readonly FoundSample[] {
  const found = new Map<string, FoundSample>();
  for (const part of Object.keys(PARTS) as Part[])
    for (const { path, ids } of inventory.files(PARTS[part])) {
      const [epoch, camera, frame] = [ids.epoch!, ids.camera!, ids.frame!];
      const key = `${epoch} ${camera} ${frame}`;
      const sample = found.get(key) ?? { epoch, camera, frame, paths: {} };
      found.set(key, sample);
      // Names the layout writes come first; another spelling of the same sample is skipped.
      sample.paths[part] ??= path;
    }
  return [...found.values()];
}

function seriesOfParts(source: FileSource, samples: readonly FoundSample[]): { [part in Part]?: Series<ImageFile> } {
  const series: { [part in Part]?: Series<ImageFile> } = {};
  for (const part of Object.keys(PARTS) as Part[]) {
    const files = samples.flatMap(({ epoch, paths }) => {
      const path = paths[part];
      return path === undefined ? [] : [{ frame: epoch, path }];
    });
    if (files.length > 0)
      series[part] = fileSeries(source, commonFolder(files[0]!.path), listedFiles(files), () => imageDecoder);
  }
  return series;
}

/** `training_artifacts/epoch_0002/rgb/x.png` → `training_artifacts`, which all epochs share. */
const commonFolder = (path: string): string => parentPath(parentPath(parentPath(path)));
