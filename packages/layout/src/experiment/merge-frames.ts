import type { FrameFile } from '../scan/frame-files.ts';
import type { FrameFolder } from '../scan/inventory.ts';
import type { FrameGroup } from './grouped-series.ts';

/** A file and the person it belongs to; `undefined` for all persons together. */
export interface PersonFile {
  readonly path: string;
  readonly person?: number | undefined;
}

/** The files of several folders by frame, ascending; inside a frame in the order of the folders. */
export function mergeFrames(folders: readonly FrameFolder[]): readonly FrameGroup<PersonFile>[] {
  const groups = new Map<number, PersonFile[]>();
  for (const { ids, frames, fileAt } of folders) {
    for (const [index, frame] of frames.entries()) {
      const merged = new MergedFile(fileAt(index), ids.person);
      const group = groups.get(frame);
      if (group) group.push(merged);
      else groups.set(frame, [merged]);
    }
  }
  return [...groups].sort(([a], [b]) => a - b).map(([frame, files]) => ({ frame, files }));
}

/** Asks the file for its path when it is asked itself, so that paths are not kept. */
class MergedFile implements PersonFile {
  readonly person: number | undefined;
  readonly #file: FrameFile;

  constructor(file: FrameFile, person: number | undefined) {
    this.#file = file;
    this.person = person;
  }

  get path(): string {
    return this.#file.path;
  }
}
