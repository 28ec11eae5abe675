import type { Split } from '@outlay/schema';
import type { Camera } from '@outlay/schema/port';
import type { Issue } from '../../issues/issue.ts';
import { cameraIssues } from '../../issues/of-cameras.ts';
import { readCamera } from '../../read/camera.ts';
import type { ImageHeader } from '../../read/image-header.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import type { CheckContext } from '../context.ts';
import { pictureSize } from '../pictures/size.ts';
import { readFiles } from '../reading/read-files.ts';
import { type FrameCamera, jumps } from './jumps.ts';

/** Are cameras pinholes with a rotation, as OpenCV writes them? */
export async function* cameraFilesSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory, manifest } = context;
  for (const folder of inventory.frames('input.camera'))
    yield* ofFolder(
      context,
      folder,
      await pictureSize(context, folder.ids.split as Split, folder.ids.camera as number),
    );
  for (const folder of inventory.frames('pose_smplx.viz.camera')) {
    const source = folder.ids.camera ?? manifest?.source_camera_id;
    yield* ofFolder(context, folder, source === undefined ? undefined : await pictureSize(context, 'train', source));
  }
}

async function* ofFolder(
  context: CheckContext,
  folder: FrameFolder,
  picture: ImageHeader | undefined,
): AsyncGenerator<Issue> {
  const sound: FrameCamera[] = [];
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, readCamera)) {
    if (issue) yield issue;
    else {
      const issues = [...cameraIssues(value, path)].map((found): Issue => ({ ...found, frame }));
      // A lens that is wrong altogether has no principal point to speak of.
      const hasLens = issues.every(({ name }) => name !== 'intrinsics-bad' && name !== 'camera-not-finite');
      if (hasLens) issues.push(...principalPoint(value, picture, path, frame));
      yield* issues;
      if (issues.length === 0) sound.push({ frame, path, camera: value });
    }
  }
  yield* jumps(sound);
}

function* principalPoint(
  { intrinsics }: Camera,
  picture: ImageHeader | undefined,
  path: string,
  frame: number,
): Generator<Issue> {
  const [cx, cy] = [intrinsics[2]!, intrinsics[5]!];
  if (picture && !(cx >= 0 && cy >= 0 && cx <= picture.width && cy <= picture.height))
    yield {
      name: 'principal-point-outside',
      path,
      frame,
      expected: `within ${picture.width}×${picture.height}`,
      actual: `(${cx.toFixed(1)}, ${cy.toFixed(1)})`,
    };
}
