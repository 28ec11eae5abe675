import { formatCam } from '@outlay/schema';
import { framesOf } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { readVideoHeader } from '../../read/video-header.ts';
import type { FrameFile } from '../../scan/frame-files.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from '../reading/read-files.ts';

/** Frames per second of every video the trainer makes. */
const VIDEO_FPS = 20;

/** Are videos finished, and as long as the pictures they were made of? */
export async function* videosSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory, level } = context;
  const hasVideos = inventory.paths('nvs.viz.video').length > 0;
  for (const { epoch, state, path } of context.epochs) {
    if (state === 'in-progress' || path === undefined) continue;
    const cameras = inventory.frames('nvs.viz.render-vs-gt', { epoch }).map((folder) => folder.ids.camera as number);
    const videos = cameras.map((camera) => ({ camera, file: inventory.file('nvs.viz.video', { epoch, camera }) }));
    for (const { camera, file } of videos)
      if (file === undefined && (videos.some((other) => other.file !== undefined) || hasVideos))
        yield { name: 'video-missing', path: `${path}/nvs/viz/${formatCam(camera)}`, cam: formatCam(camera) };
    if (level === 'structure') continue;
    for (const { camera, file } of videos) {
      if (file === undefined) continue;
      const frames = framesOf(inventory.frames('nvs.viz.render-vs-gt', { epoch, camera })[0]).length;
      const one: FrameFile = { frame: 0, path: file };
      for await (const { value, issue } of readFiles(context, [one], readVideoHeader)) {
        if (issue) yield issue;
        else if (Math.round(value.duration * VIDEO_FPS) < frames)
          yield {
            name: 'video-too-short',
            path: file,
            expected: `${frames} frames`,
            actual: `${Math.round(value.duration * VIDEO_FPS)}`,
          };
      }
    }
  }
}
