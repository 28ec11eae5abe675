/**
 * Meshes over frames: in threads of the source where it has some, in this one otherwise; the same values either way.
 * @module
 */
import type { Item, Mesh, MeshReadOptions, Series } from '@outlay/schema/port';
import { BATCH_BYTES, type FileSource } from '../file-source.ts';
import { meshDecoder } from './decoders.ts';
import { type FrameFile, fileSeries, selectFrames, toItem } from './series.ts';

/** The meshes of one person. */
export function meshSeries(
  source: FileSource,
  path: string,
  files: readonly FrameFile[],
): Series<Mesh, MeshReadOptions> {
  const here = fileSeries<Mesh, MeshReadOptions>(source, path, files, meshDecoder);
  return {
    ...here,
    read(options = {}) {
      const selected = selectFrames(files, options.frames);
      const paths = selected.map((file) => file.path);
      const { normals = false, reuse = false, signal } = options;
      const beside = source.readMeshes?.(paths, { normals, reuse, ...(signal ? { signal } : {}) });
      return beside ? withProblems(source, selected, beside, options) : here.read(options);
    },
  };
}

async function* withProblems(
  source: FileSource,
  files: readonly FrameFile[],
  batches: AsyncIterable<readonly (Mesh | undefined)[]>,
  options: MeshReadOptions,
): AsyncGenerator<readonly Item<Mesh>[]> {
  const { batchBytes = BATCH_BYTES } = options;
  const { bytesOf } = meshDecoder();
  let next = 0;
  for await (const batch of batches) {
    let items: Item<Mesh>[] = [];
    let used = 0;
    for (const value of batch) {
      const { frame, path } = files[next++]!;
      const item = value === undefined ? await judge(source, { frame, path }, options) : { frame, path, value };
      items.push(item);
      used += item.problem === undefined ? bytesOf(item.value) : 0;
      if (used < batchBytes) continue;
      yield items;
      items = [];
      used = 0;
    }
    if (items.length > 0) yield items;
  }
}

/** A file that failed elsewhere, read again to say what is wrong with it. */
async function judge(source: FileSource, { frame, path }: FrameFile, options: MeshReadOptions): Promise<Item<Mesh>> {
  const { signal } = options;
  const results = [];
  for await (const batch of source.readMany([path], signal ? { signal } : {})) results.push(...batch);
  return toItem(frame, results[0]!, meshDecoder(options));
}
