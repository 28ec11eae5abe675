import { parseEpoch } from '@outlay/schema';
import { parseFolder } from '../paths/parse-path.ts';
import { baseName } from '../source/source-path.ts';
import type { ScannedFolder } from './scanned-folder.ts';

/** Does a folder, by the names directly in it, hold nothing of an experiment? */
export function isNoExperiment({ files, folders }: ScannedFolder): boolean {
  const isKnown = (name: string): boolean => parseFolder(name) !== undefined || parseEpoch(name) !== undefined;
  return !files.some(({ name }) => name === 'manifest.json') && !folders.map(baseName).some(isKnown);
}
