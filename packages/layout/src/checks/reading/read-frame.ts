import type { FrameFile } from '../../scan/frame-files.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from './read-files.ts';

/** The value of one frame; `undefined` when it is absent or broken, which other checks tell. */
export async function readFrame<T>(
  context: CheckContext,
  folder: FrameFolder | undefined,
  frame: number,
  read: (bytes: Uint8Array, path: string) => T,
): Promise<T | undefined> {
  const file = folder?.files.find((one) => one.frame === frame);
  if (!file) return undefined;
  const files: readonly FrameFile[] = [file];
  for await (const { value } of readFiles({ ...context, source: owning(context) }, files, read)) return value;
  return undefined;
}

/** Masks and depth maps share memory with what was read, and several are held at a time. */
function owning({ source }: CheckContext): CheckContext['source'] {
  return {
    location: source.location,
    list: (folder) => source.list(folder),
    read: (path, options) => source.read(path, options),
    size: (path) => source.size(path),
    readMany: (paths, options) => source.readMany(paths, { ...options, reuse: false }),
  };
}
