/**
 * Recordings of another experiment in a folder that is written to.
 * @module
 */
import { join } from 'node:path';
import type { RecordingName } from '@outlay/schema/names';
import { parseRecordingFile, type RecordingType, recordingType } from '../../exporters/index.ts';
import { readIdentity, type StoredIdentity } from './identity.ts';
import { recordingFiles } from './recordings-in.ts';

/** A recording of another experiment. */
export interface Stranger {
  readonly file: string;
  /** Scene and name of its experiment, and of the one that was to be exported. */
  readonly of: string;
  readonly wanted: string;
}

/** The first recording in `folder` that is of another experiment than `kinds` of `source`; `undefined` when none is. */
export async function findStranger(
  folder: string,
  source: unknown,
  kinds: readonly RecordingName[],
  types: readonly RecordingType<unknown>[],
): Promise<Stranger | undefined> {
  const own = new Set(kinds.map((kind) => experimentOf(recordingType(kind, types).describe(source, kind))));
  for (const file of await recordingFiles(folder)) {
    if (parseRecordingFile(file, types) === undefined) continue;
    const read = await readIdentity(join(folder, file));
    const of = read.ok ? storedExperiment(read.identity) : undefined;
    if (of !== undefined && !own.has(of)) return { file, of, wanted: [...own].join(', ') };
  }
  return undefined;
}

/** Scene and name of the experiment that a recording is of, `v001 / run`; `undefined` when it says none. */
export function storedExperiment({ properties: { exp_name, scene_name } }: StoredIdentity): string | undefined {
  if (exp_name === undefined || scene_name === undefined) return undefined;
  return experimentOf({ experimentName: exp_name, sceneName: scene_name });
}

/** Scene and name of an experiment. */
export function experimentOf(facts: { readonly experimentName: string; readonly sceneName: string }): string {
  return `${facts.sceneName} / ${facts.experimentName}`;
}
