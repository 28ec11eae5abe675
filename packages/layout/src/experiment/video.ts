/**
 * A video beside the pictures that it was made of.
 * @module
 */
import type { Item, Video, VideoFile } from '@outlay/schema/port';
import type { FileSource } from '../source/file-source.ts';
import { videoDecoder } from './decoders.ts';
import { toItem } from './series.ts';

/** @param pictures Frames of the pictures, ascending, at least one. */
export function openVideo(source: FileSource, path: string, pictures: readonly number[]): Video {
  const gap = pictures.findIndex((frame, i) => i > 0 && frame !== pictures[i - 1]! + 1);
  return {
    path,
    frames: gap < 0 ? pictures : pictures.slice(0, gap),
    async read({ signal } = {}) {
      const items: Item<VideoFile>[] = [];
      for await (const batch of source.readMany([path], signal ? { signal } : {}))
        items.push(...batch.map((result) => toItem(pictures[0]!, result, videoDecoder)));
      return items[0]!;
    },
  };
}
