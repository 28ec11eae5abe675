import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { temporaryFolder } from './folder.ts';

/** A results folder with one small experiment in it: its root, and the experiment's folder. */
export interface SampleFolder {
  readonly root: string;
  readonly experiment: string;
}

/** Writes the small experiment once; three frames and two epochs are enough for what the CLI does. */
export async function writeSample(): Promise<SampleFolder> {
  const root = temporaryFolder();
  const { directory } = await writeTinyExperiment(root, { frames: 3, cameras: 2, epochs: [0, 30] });
  return { root, experiment: directory };
}

/** A copy of a sample to damage. */
export function copySample(sample: SampleFolder): SampleFolder {
  const root = temporaryFolder();
  cpSync(sample.root, root, { recursive: true });
  return { root, experiment: join(root, sample.experiment.slice(sample.root.length + 1)) };
}

/** Replaces what differs from run to run in a text: folders, durations and sizes. */
export function stable(text: string, folder: string): string {
  return text
    .replaceAll(folder, '<root>')
    .replace(/\d+(\.\d+)? (B|KiB|MiB|GiB)\b/g, '<size>')
    .replace(/[ ]{2,}/g, '  ');
}
