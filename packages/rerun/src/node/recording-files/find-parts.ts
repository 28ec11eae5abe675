/**
 * Parts of recordings that were split, as they lie in a folder.
 * @module
 */
import { join } from 'node:path';
import type { RecordingName } from '@outlay/schema/names';
import { parseRecordingFile, type RecordingPlan, type RecordingType, recordingType } from '../../exporters/index.ts';
import { readIdentity, type StoredIdentity } from './identity.ts';
import type { RecordingTarget } from './job.ts';
import { recordingFiles } from './recordings-in.ts';
import { selectedCameras } from './selection-text.ts';
import { experimentOf, storedExperiment } from './stranger.ts';

/** A part on disk. */
export interface FoundPart {
  readonly path: string;
  readonly target: RecordingTarget;
  readonly stored: StoredIdentity;
}

/** Files in `folder` that say they are parts of the recording `whole` of this experiment, the first part first. */
export async function findParts(
  folder: string,
  whole: RecordingPlan<RecordingName>,
  types: readonly RecordingType<never>[],
): Promise<readonly FoundPart[]> {
  const found: FoundPart[] = [];
  for (const file of await recordingFiles(folder)) {
    const part = parseRecordingFile(file, types);
    if (part === undefined || file === whole.name || !canBePart(part, whole.kind, types)) continue;
    const path = join(folder, file);
    const read = await readIdentity(path);
    if (!read.ok || read.identity.properties.part_of !== whole.name) continue;
    if (storedExperiment(read.identity) !== experimentOf(whole.work.source)) continue;
    const stored = read.identity;
    const cameras = 'cameras' in part ? selectedCameras(stored.properties.selection ?? '') : undefined;
    found.push({ path, stored, target: { kind: part, ...(cameras === undefined ? {} : { cameras }) } });
  }
  return found.sort((a, b) => numberOf(a) - numberOf(b));
}

const numberOf = ({ stored }: FoundPart): number => Number(stored.properties.part?.split('/')[0]);

function canBePart(part: RecordingName, whole: RecordingName, types: readonly RecordingType<never>[]): boolean {
  const { into } = recordingType(whole, types).split ?? {};
  return part.epoch === whole.epoch && (into === undefined ? part.kind === whole.kind : into.includes(part.kind));
}

/** Are these all parts there are, by what they say (`2/3`)? */
export function isComplete(parts: readonly FoundPart[]): boolean {
  const said = new Set(parts.map(({ stored }) => stored.properties.part));
  const count = Number(parts[0]?.stored.properties.part?.split('/')[1]);
  return (
    parts.length === count && Array.from({ length: count }, (_, i) => `${i + 1}/${count}`).every((p) => said.has(p))
  );
}
