/**
 * Which camera is the source, by names of folders alone.
 * @module
 */
import { fileContract, type Manifest, parseCamera } from '@outlay/schema';
import { isLayoutError } from '../errors.ts';
import { FIRST_VIRTUAL } from '../scan/camera-kinds.ts';
import type { FileSource } from '../source/file-source.ts';

/**
 * The source camera by the rule of the port, as far as folders of cameras tell: the one that the manifest names, else the
 * only real camera of `input_data/train`. Folders are not looked into, so an empty one counts.
 */
export async function sourceCameraByNames(source: FileSource, manifest: Manifest): Promise<number | undefined> {
  if (manifest.source_camera_id !== undefined) return manifest.source_camera_id;
  const [images, cameras, generated] = await Promise.all(
    [IMAGES, CAMERAS, GENERATED].map((folder) => camerasIn(source, folder)),
  );
  const real = new Set(
    [...images!, ...cameras!].filter((camera) => camera < FIRST_VIRTUAL && !generated!.includes(camera)),
  );
  return real.size === 1 ? [...real][0] : undefined;
}

/** The folder whose entries are cameras. */
const above = (pattern: string): string => pattern.replace('{split}', 'train').split('/{camera}')[0]!;

const IMAGES = above(fileContract('input.image').pattern);
const CAMERAS = above(fileContract('input.camera').pattern);
const GENERATED = above(fileContract('nv-generation.image').pattern);

async function camerasIn(source: FileSource, folder: string): Promise<readonly number[]> {
  try {
    const entries = await source.list(folder);
    return entries.flatMap(({ name, kind }) => (kind === 'folder' ? (parseCamera(name) ?? []) : []));
  } catch (error) {
    if (!isLayoutError(error, 'FILE_NOT_FOUND')) throw error;
    return [];
  }
}
