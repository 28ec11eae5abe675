import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { temporaryFolder } from './folder.ts';

/** A results folder with one small experiment in it: its root, and the experiment's folder. */
export interface SampleFolder {
  readonly root: string;
  readonly experiment: string;
}

/** Writes the small experiment; three frames and two epochs are enough for what the CLI does. */
export async function writeSample(): Promise<SampleFolder> {
  const root = temporaryFolder();
  const options = { frames: 3, cameras: 2, epochs: [0, 30], virtualCameras: 1, artifactEpochs: [2], viz: false };
  const { directory } = await writeTinyExperiment(root, options);
  return { root, experiment: directory };
}

/** A copy of a sample to damage. */
export function copySample(sample: SampleFolder): SampleFolder {
  const root = temporaryFolder();
  cpSync(sample.root, root, { recursive: true });
  return { root, experiment: join(root, sample.experiment.slice(sample.root.length + 1)) };
}

/**
 * A text without what is not the CLI's own: folders, sizes, counts and numbers of the sample, and the sentences of
 * findings that other packages make, which have tests there.
 */
export function stable(text: string, folder: string): string {
  return withoutSentences(text)
    .replaceAll(folder, '<root>')
    .replace(/\d+(\.\d+)? (B|KiB|MiB|GiB)\b/g, '<size>')
    .replace(/\d+ (files|folders|entities|chunks|rows)\b/g, '<n> $1')
    .replace(/\d+\.\d+/g, '<x>')
    .replace(/[ ]{2,}/g, '  ');
}

const HEAD = /^(error|warning|info) (OUT(?!9)\d{4}): .*$/;
const DETAIL = /^ {2}(in|at|expected|found|also|fix): /;

function withoutSentences(text: string): string {
  let isForeign = false;
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    if (!DETAIL.test(line)) isForeign = HEAD.test(line);
    else if (isForeign && !/^ {2}(in|at): /.test(line)) continue;
    kept.push(line.replace(HEAD, '$1 $2: …'));
  }
  return kept.join('\n');
}
