import { formatCam, formatCamera } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import type { CheckContext } from '../context.ts';

/** Do the cameras of the manifest agree with the folders? */
export function* camerasListed({ inventory, manifest, epochs }: CheckContext): Generator<Issue> {
  if (!manifest) return;
  const trainCameras = camerasOf(inventory.frames('input.image', { split: 'train' }));
  const source = manifest.source_camera_id;
  if (source !== undefined && trainCameras.length > 0 && !trainCameras.includes(source))
    yield { name: 'source-camera-missing', path: 'input_data/train/images', camera: source, present: trainCameras };
  for (const folder of inventory.frames('nv-generation.image')) {
    const camera = folder.ids.camera as number;
    if (camera === source) yield { name: 'virtual-camera-id-taken', path: folder.path, camera, rival: 'source' };
    else if (manifest.nvs_cameras?.includes(camera))
      yield { name: 'virtual-camera-id-taken', path: folder.path, camera, rival: 'evaluation' };
  }
  const listed = manifest.nvs_cameras;
  if (!listed) return;
  if (trainCameras.length > 0) {
    const testCameras = camerasOf(inventory.frames('input.image', { split: 'test' }));
    for (const camera of listed)
      if (testCameras.length > 0 && !testCameras.includes(camera))
        yield { name: 'nvs-camera-missing', path: `input_data/test/images/${formatCamera(camera)}`, camera };
  }
  for (const { epoch, path, tasks, state } of epochs) {
    if (!tasks.includes('nvs') || state === 'in-progress' || path === undefined) continue;
    const present = camerasOf(inventory.frames('nvs.pred.image', { epoch }));
    for (const camera of new Set(listed))
      if (!present.includes(camera))
        yield { name: 'nvs-camera-missing', path: `${path}/nvs/pred/${formatCam(camera)}`, camera };
    for (const camera of present)
      if (!listed.includes(camera))
        yield { name: 'nvs-camera-not-listed', path: `${path}/nvs/pred/${formatCam(camera)}`, camera };
  }
}

function camerasOf(folders: readonly { readonly ids: { readonly camera?: number } }[]): readonly number[] {
  return folders.map(({ ids }) => ids.camera as number);
}
