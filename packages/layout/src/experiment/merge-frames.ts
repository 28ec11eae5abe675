import type { FrameGroup } from './grouped-series.ts';
import type { FrameFolder } from './inventory.ts';

/** A file and the person it belongs to; `undefined` for all persons together. */
export interface PersonFile {
  readonly path: string;
  readonly person?: number;
}

/** The files of several folders by frame, ascending; inside a frame in the order of the folders. */
export function mergeFrames(folders: readonly FrameFolder[]): readonly FrameGroup<PersonFile>[] {
  const groups = new Map<number, PersonFile[]>();
  for (const { ids, files } of folders) {
    for (const { frame, path } of files) {
      const file = ids.person === undefined ? { path } : { path, person: ids.person };
      const group = groups.get(frame);
      if (group) group.push(file);
      else groups.set(frame, [file]);
    }
  }
  return [...groups].sort(([a], [b]) => a - b).map(([frame, files]) => ({ frame, files }));
}
