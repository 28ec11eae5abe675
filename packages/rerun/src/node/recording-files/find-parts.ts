/**
 * Parts of recordings that were split, as they lie in a folder.
 * @module
 */
import { join } from 'node:path';
import { parseRecordingName, type RecordingKind, TASKS } from '@outlay/schema/names';
import { readIdentity, type StoredIdentity } from './identity.ts';
import type { RecordingTarget } from './job.ts';
import { selectedCameras } from './selection-text.ts';
import { recordingFiles } from './states.ts';

/** A part on disk. */
export interface FoundPart {
  readonly path: string;
  readonly target: RecordingTarget;
  readonly stored: StoredIdentity;
}

/** Files in `folder` that say they are parts of the recording `whole`, of the kind `kind`, the first part first. */
export async function findParts(folder: string, whole: string, kind: RecordingKind): Promise<readonly FoundPart[]> {
  const found: FoundPart[] = [];
  for (const file of await recordingFiles(folder)) {
    const part = parseRecordingName(file);
    if (part === undefined || file === whole || !canBePart(part, kind)) continue;
    const path = join(folder, file);
    const read = await readIdentity(path);
    if (!read.ok || read.identity.properties.part_of !== whole) continue;
    const stored = read.identity;
    const cameras = 'cameras' in part ? selectedCameras(stored.properties.selection ?? '') : undefined;
    found.push({ path, stored, target: { kind: part, ...(cameras === undefined ? {} : { cameras }) } });
  }
  return found.sort((a, b) => numberOf(a) - numberOf(b));
}

const numberOf = ({ stored }: FoundPart): number => Number(stored.properties.part?.split('/')[0]);

function canBePart(part: RecordingKind, whole: RecordingKind): boolean {
  if (('epoch' in part ? part.epoch : undefined) !== ('epoch' in whole ? whole.epoch : undefined)) return false;
  if (whole.kind === 'evaluation') return (TASKS as readonly string[]).includes(part.kind);
  return part.kind === whole.kind;
}

/** Are these all parts there are, by what they say (`2/3`)? */
export function isComplete(parts: readonly FoundPart[]): boolean {
  const said = new Set(parts.map(({ stored }) => stored.properties.part));
  const count = Number(parts[0]?.stored.properties.part?.split('/')[1]);
  return (
    parts.length === count && Array.from({ length: count }, (_, i) => `${i + 1}/${count}`).every((p) => said.has(p))
  );
}
