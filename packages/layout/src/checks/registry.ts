/**
 * All checks in the order they run: cheap ones first. Each is a plain function over the same context.
 * @module
 */

import type { Finding } from '../issues/groups.ts';
import type { Issue } from '../issues/issue.ts';
import { bodiesSound } from './bodies/bodies.ts';
import { metaReadable } from './bodies/meta.ts';
import { bodiesInPlace } from './bodies/places.ts';
import { cameraFilesSound } from './cameras/files.ts';
import { viewsAgree } from './cameras/views.ts';
import type { CheckContext, ValidationLevel } from './context.ts';
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

/** What a check looks at, and the name of its folder here. */
export type CheckSubject =
  | 'manifest'
  | 'structure'
  | 'pairing'
  | 'metrics'
  | 'cameras'
  | 'bodies'
  | 'pictures'
  | 'masks'
  | 'depths'
  | 'meshes'
  | 'splats'
  | 'recordings';

/** A check: yields what it finds, keeps nothing. */
export interface Check<Found extends Finding = Finding> {
  /** For progress, and to choose it by. */
  readonly name: string;
  /** The lowest level it runs at. */
  readonly level: Exclude<ValidationLevel, 'full'>;
  readonly looksAt: CheckSubject;
  readonly run: (context: CheckContext) => AsyncIterable<Found> | Iterable<Found>;
}

/** Run in this order. Checks that read files look at more of them at level `full`. */
export const CHECKS: readonly Check<Issue>[] = [
  { name: 'manifest', level: 'structure', looksAt: 'manifest', run: manifestValid },
  { name: 'names of manifest and folders', level: 'structure', looksAt: 'manifest', run: namesMatchFolders },
  { name: 'epochs', level: 'structure', looksAt: 'structure', run: epochsComplete },
  { name: 'folders', level: 'structure', looksAt: 'structure', run: foldersPresent },
  { name: 'names', level: 'structure', looksAt: 'structure', run: namesKnown },
  { name: 'cameras of the manifest', level: 'structure', looksAt: 'manifest', run: camerasListed },
  { name: 'frames of nvs', level: 'structure', looksAt: 'pairing', run: nvsFramesPaired },
  { name: 'frames of the inputs', level: 'structure', looksAt: 'pairing', run: inputFramesPaired },
  { name: 'frames of pose', level: 'structure', looksAt: 'pairing', run: poseFramesPaired },
  { name: 'recordings', level: 'structure', looksAt: 'recordings', run: recordingsComplete },
  { name: 'videos', level: 'structure', looksAt: 'pictures', run: videosSound },
  { name: 'skipped frames', level: 'default', looksAt: 'pairing', run: skippedFramesLeftOut },
  { name: 'metrics', level: 'default', looksAt: 'metrics', run: metricsSound },
  { name: 'cameras', level: 'default', looksAt: 'cameras', run: cameraFilesSound },
  { name: 'body parameters', level: 'default', looksAt: 'bodies', run: bodiesSound },
  { name: 'pictures', level: 'default', looksAt: 'pictures', run: imagesSound },
  { name: 'masks', level: 'default', looksAt: 'masks', run: masksSound },
  { name: 'depth', level: 'default', looksAt: 'depths', run: depthsSound },
  { name: 'meshes', level: 'default', looksAt: 'meshes', run: meshesSound },
  { name: 'splats', level: 'default', looksAt: 'splats', run: splatsSound },
  { name: 'meta', level: 'default', looksAt: 'bodies', run: metaReadable },
  { name: 'views of cameras', level: 'default', looksAt: 'cameras', run: viewsAgree },
  { name: 'spaces of meshes', level: 'default', looksAt: 'meshes', run: meshSpacesAgree },
  { name: 'places of meshes', level: 'default', looksAt: 'meshes', run: meshesInPlace },
  { name: 'background depth', level: 'default', looksAt: 'depths', run: backgroundDepthAgrees },
  { name: 'places of bodies', level: 'default', looksAt: 'bodies', run: bodiesInPlace },
  { name: 'what pictures show', level: 'default', looksAt: 'pictures', run: picturesMatch },
  { name: 'metrics computed again', level: 'default', looksAt: 'metrics', run: metricsOfTheseFiles },
];
