/**
 * All checks in the order they run: cheap ones first. Each is a plain function over the same context.
 * @module
 */

import { bodiesSound } from './bodies/bodies.ts';
import { metaReadable } from './bodies/meta.ts';
import { bodiesInPlace } from './bodies/places.ts';
import { cameraFilesSound } from './cameras/files.ts';
import { viewsAgree } from './cameras/views.ts';
import type { Check, ValidationLevel } from './context.ts';
import { backgroundDepthAgrees } from './depths/background-depth.ts';
import { depthsSound } from './depths/depths.ts';
import { camerasListed } from './manifest/cameras-listed.ts';
import { manifestValid, namesMatchFolders } from './manifest/manifest.ts';
import { masksSound } from './masks/masks.ts';
import { meshesSound } from './meshes/meshes.ts';
import { meshesInPlace } from './meshes/places.ts';
import { meshSpacesAgree } from './meshes/spaces.ts';
import { metricsSound } from './metrics/files.ts';
import { metricsOfTheseFiles } from './metrics/recomputed.ts';
import { inputFramesPaired } from './pairing/input-frames.ts';
import { nvsFramesPaired } from './pairing/nvs-frames.ts';
import { poseFramesPaired } from './pairing/pose-frames.ts';
import { skippedFramesLeftOut } from './pairing/skip-frames.ts';
import { imagesSound } from './pictures/images.ts';
import { picturesMatch } from './pictures/matches.ts';
import { videosSound } from './pictures/videos.ts';
import { recordingsComplete } from './recordings/recordings.ts';
import { splatsSound } from './splats/splats.ts';
import { epochsComplete, foldersPresent } from './structure/epochs.ts';
import { namesKnown } from './structure/names.ts';

/** A check and the lowest level it runs at. */
export interface NamedCheck {
  readonly name: string;
  readonly level: Exclude<ValidationLevel, 'full'>;
  readonly run: Check;
}

/** Run in this order. Checks that read files look at more of them at level `full`. */
export const CHECKS: readonly NamedCheck[] = [
  { name: 'manifest', level: 'structure', run: manifestValid },
  { name: 'names of manifest and folders', level: 'structure', run: namesMatchFolders },
  { name: 'epochs', level: 'structure', run: epochsComplete },
  { name: 'folders', level: 'structure', run: foldersPresent },
  { name: 'names', level: 'structure', run: namesKnown },
  { name: 'cameras of the manifest', level: 'structure', run: camerasListed },
  { name: 'frames of nvs', level: 'structure', run: nvsFramesPaired },
  { name: 'frames of the inputs', level: 'structure', run: inputFramesPaired },
  { name: 'frames of pose', level: 'structure', run: poseFramesPaired },
  { name: 'recordings', level: 'structure', run: recordingsComplete },
  { name: 'videos', level: 'structure', run: videosSound },
  { name: 'skipped frames', level: 'default', run: skippedFramesLeftOut },
  { name: 'metrics', level: 'default', run: metricsSound },
  { name: 'cameras', level: 'default', run: cameraFilesSound },
  { name: 'body parameters', level: 'default', run: bodiesSound },
  { name: 'pictures', level: 'default', run: imagesSound },
  { name: 'masks', level: 'default', run: masksSound },
  { name: 'depth', level: 'default', run: depthsSound },
  { name: 'meshes', level: 'default', run: meshesSound },
  { name: 'splats', level: 'default', run: splatsSound },
  { name: 'meta', level: 'default', run: metaReadable },
  { name: 'views of cameras', level: 'default', run: viewsAgree },
  { name: 'spaces of meshes', level: 'default', run: meshSpacesAgree },
  { name: 'places of meshes', level: 'default', run: meshesInPlace },
  { name: 'background depth', level: 'default', run: backgroundDepthAgrees },
  { name: 'places of bodies', level: 'default', run: bodiesInPlace },
  { name: 'what pictures show', level: 'default', run: picturesMatch },
  { name: 'metrics computed again', level: 'default', run: metricsOfTheseFiles },
];
