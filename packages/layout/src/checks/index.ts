/**
 * All checks in the order they run: cheap ones first. Each is a plain function over the same context.
 * @module
 */

import { backgroundDepthAgrees } from './background-depth.ts';
import { bodiesSound } from './bodies.ts';
import { bodiesInPlace } from './body-places.ts';
import { cameraFilesSound } from './camera-files.ts';
import { camerasListed } from './cameras-listed.ts';
import type { Check, ValidationLevel } from './context.ts';
import { depthsSound } from './depths.ts';
import { epochsComplete, foldersPresent } from './epochs.ts';
import { imagesSound } from './images.ts';
import { inputFramesPaired } from './input-frames.ts';
import { manifestValid, namesMatchFolders } from './manifest.ts';
import { masksSound } from './masks.ts';
import { meshesInPlace } from './mesh-places.ts';
import { meshSpacesAgree } from './mesh-spaces.ts';
import { meshesSound } from './meshes.ts';
import { metaReadable } from './meta.ts';
import { metricsSound } from './metrics.ts';
import { metricsOfTheseFiles } from './metrics-recomputed.ts';
import { namesKnown } from './names.ts';
import { nvsFramesPaired } from './nvs-frames.ts';
import { picturesMatch } from './picture-matches.ts';
import { poseFramesPaired } from './pose-frames.ts';
import { recordingsComplete } from './recordings.ts';
import { skippedFramesLeftOut } from './skip-frames.ts';
import { splatsSound } from './splats.ts';
import { videosSound } from './videos.ts';
import { viewsAgree } from './views.ts';

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
