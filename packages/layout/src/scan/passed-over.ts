/**
 * Files that were meant as frames and are not read: in a folder of frames, numbered, but under a name or in a format
 * that the layout does not have. Without a word about them a whole camera would be missing.
 * @module
 */
import { frameKinds } from '../paths/tree.ts';
import { extname } from '../source/file-name.ts';
import type { ScannedFolder } from './scanned-folder.ts';

/** Why files are not read. `format`: their extension; `digits`: a number that is too long; `name`: no plain number. */
export type PassedOverReason = 'format' | 'digits' | 'name';

/** Files of one folder that are passed over for one reason. */
export interface PassedOver {
  /** The folder. */
  readonly path: string;
  readonly why: PassedOverReason;
  /** What their names end in, without a dot, in lower case. */
  readonly extension: string;
  readonly count: number;
  /** Name of the first. */
  readonly example: string;
  /** Their numbers, ascending. */
  readonly numbers: readonly number[];
  /** Extensions that are read in this folder, without dots. */
  readonly wanted: readonly string[];
}

/** Formats of pictures, arrays, meshes and splats. Other extensions (`.md`, `.log`) are nobody's frames. */
const FORMATS: ReadonlySet<string> = new Set(
  'jpg jpeg jpe jfif png webp avif heic heif jxl jp2 bmp gif tif tiff tga exr hdr pfm pgm ppm npy npz mat pkl pickle pt pth ckpt safetensors obj ply glb gltf stl off json yaml yml txt csv xml h5 hdf5'.split(
    ' ',
  ),
);
const MAX_DIGITS = 9;

/** The passed-over files of a folder, by reason and extension; none for folders that hold no frames. */
export function passedOver({ path, position, others }: ScannedFolder): readonly PassedOver[] {
  if (!position || others.length === 0) return [];
  const wanted = frameKinds(position).map(({ extension }) => extension.slice(1));
  if (wanted.length === 0) return [];
  const groups = new Map<string, { why: PassedOverReason; extension: string; example: string; numbers: number[] }>();
  for (const { name, file } of others) {
    if (file) continue;
    const extension = extname(name);
    const stem = name.slice(0, name.lastIndexOf('.'));
    const number = /\d+$/.exec(stem)?.[0];
    if (number === undefined || !FORMATS.has(extension)) continue;
    const isRead = wanted.includes(extension) || (extension === 'jpeg' && wanted.includes('jpg'));
    const why = !isRead ? 'format' : stem !== number ? 'name' : number.length > MAX_DIGITS ? 'digits' : undefined;
    if (why === undefined) continue;
    const key = `${why} ${extension}`;
    const group = groups.get(key) ?? { why, extension, example: name, numbers: [] };
    group.numbers.push(Number(number));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ why, extension, example, numbers }) => ({
    path,
    why,
    extension,
    count: numbers.length,
    example,
    numbers: numbers.sort((a, b) => a - b),
    wanted,
  }));
}

/** The extension and reason of a file, as {@link passedOver} groups them: is this file one of them? */
export function isPassedOver(groups: readonly PassedOver[], name: string): boolean {
  const extension = extname(name);
  return groups.some((group) => group.extension === extension && /\d\.[^.]*$/.test(name));
}
