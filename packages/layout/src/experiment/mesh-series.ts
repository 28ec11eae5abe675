/**
 * Meshes over frames, decoded beside this thread or in it; the same values either way.
 * @module
 */
import type { Item, Mesh, MeshReadOptions, Series } from '@outlay/schema/port';
import type { FrameFile, FrameFiles } from '../scan/frame-files.ts';
import { BATCH_BYTES, type FileSource } from '../source/file-source.ts';
import { itemsBeside } from './beside.ts';
import { meshDecoder } from './decoders.ts';
import type { ExperimentFiles } from './experiment-files.ts';
import { fileSeries, selectFiles, toItem } from './series.ts';

/** The meshes of one person. */
export function meshSeries(
  { source, decoders }: Pick<ExperimentFiles, 'source' | 'decoders'>,
  path: string,
  files: FrameFiles,
): Series<Mesh, MeshReadOptions> {
  const here = fileSeries<Mesh, MeshReadOptions>(source, path, files, meshDecoder);
  return {
    ...here,
    read(options = {}) {
      const selected = selectFiles(files, options.frames);
      const paths = selected.map((file) => file.path);
      const { normals = false, reuse = false, signal } = options;
      const beside = decoders.meshes?.(paths, { normals, reuse, ...(signal ? { signal } : {}) });
      if (beside === undefined) return here.read(options);
      const { bytesOf } = meshDecoder();
      return itemsBeside(beside, {
        parts: selected,
        item: ({ frame, path }, value) => ({ frame, path, value }),
        judge: (file) => judge(source, file, options),
        bytesOf,
        batchBytes: options.batchBytes ?? BATCH_BYTES,
      });
    },
  };
}

/** A file that failed elsewhere, read again to say what is wrong with it. */
async function judge(source: FileSource, { frame, path }: FrameFile, options: MeshReadOptions): Promise<Item<Mesh>> {
  const { signal } = options;
  const results = [];
  for await (const batch of source.readMany([path], signal ? { signal } : {})) results.push(...batch);
  return toItem(frame, results[0]!, meshDecoder(options));
}
