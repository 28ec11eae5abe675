import type { Series, Splats } from '@outlay/schema/port';
import { readSplats } from '../read/splats.ts';
import { listedFiles } from '../scan/frame-files.ts';
import type { FileSource } from '../source/file-source.ts';
import { type Assembly, type FrameGroup, groupedSeries } from './grouped-series.ts';
import type { PersonFile } from './merge-frames.ts';
import { type Decoder, fileSeries } from './series.ts';

/** Splats of all persons per frame: the merged file, or the persons' files one behind the other. */
export function splatSeries(
  source: FileSource,
  path: string,
  frames: readonly FrameGroup<PersonFile>[],
): Series<Splats> {
  const isMerged = frames.every(({ files }) => files.length === 1 && files[0]!.person === undefined);
  if (!isMerged) return groupedSeries(source, path, frames, () => ASSEMBLY);
  const files = frames.map(({ frame, files }) => ({ frame, path: files[0]!.path }));
  return fileSeries(source, path, listedFiles(files), () => MERGED);
}

/** The usual case: one file per frame, taken as it lies in memory. */
const MERGED: Decoder<Splats> = { decode: readSplats, bytesOf: sizeOf, sharesBytes: true };

const FLOATS = ['centers', 'scales', 'rotations', 'opacities', 'colors'] as const;

const ASSEMBLY: Assembly<PersonFile, Splats, Splats> = {
  decode(bytes, file) {
    const splats = readSplats(bytes.slice(), file.path);
    // In a person's own file every index is 0.
    return file.person === undefined ? splats : { ...splats, persons: new Int32Array(splats.count).fill(file.person) };
  },
  combine(parts) {
    const all = parts.map(({ part }) => part);
    if (all.length === 1) return all[0]!;
    const joined = Object.fromEntries(FLOATS.map((key) => [key, joinFloats(all.map((splats) => splats[key]))]));
    const persons = Int32Array.from(all.flatMap((splats) => [...splats.persons]));
    return { ...(joined as Pick<Splats, (typeof FLOATS)[number]>), count: persons.length, persons };
  },
  bytesOf: sizeOf,
};

function sizeOf(splats: Splats): number {
  return FLOATS.reduce((sum, key) => sum + splats[key].byteLength, splats.persons.byteLength);
}

function joinFloats(arrays: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}
