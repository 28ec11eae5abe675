/**
 * How the input data's recording opens.
 * @module
 */
import { entityPath, formatCam, SPLITS, type Split } from '@outlay/schema/names';
import type { Blueprint } from '../blueprint/blueprint.ts';
import type { LayoutPart } from '../blueprint/containers.ts';
import { spatial2DView } from '../blueprint/spatial-views.ts';
import { textLogView } from '../blueprint/table-views.ts';
import { exclude, include } from '../blueprint/views.ts';
import { arranged, type CameraViews, cameraPages, share, stack, summaryView, worldView } from './layout-parts.ts';
import type { Scene } from './scene.ts';
import type { FrameStep } from './step.ts';

/** What {@link inputDataBlueprint} needs to know. */
export interface InputDataLayout {
  readonly steps: readonly FrameStep[];
  /** Splits with a `skip_frames.csv`. */
  readonly skipped: readonly Split[];
  /** Entities that have a pinhole. */
  readonly cameras: readonly string[];
  /** Worlds by split; a split without anything in 3D has none. */
  readonly scenes: { readonly [split in Split]?: Scene };
  /** The camera whose depth is shown as points in the train world. */
  readonly sourceCamera: number | undefined;
  /** Cameras of `train` that view generation made. */
  readonly virtualCameras: readonly number[];
}

const WORLD_NAMES = { train: 'train (predicted world)', test: 'test (ground-truth world)' } as const;

/** Two worlds in 3D, never mixed, the cameras' pictures with masks on them, and a text. */
export function inputDataBlueprint(layout: InputDataLayout): Blueprint {
  const root = share('vertical', [
    [
      share('horizontal', [
        ...SPLITS.map((split) => [splitWorld(layout, split), 5] as const),
        [stack([summaryView(entityPath.summary()), ...skippedViews(layout)], 'text'), 3],
      ]),
      1,
    ],
    [
      share('horizontal', [
        ...SPLITS.map((split) => [splitPages(layout, split), 5] as const),
        [generationPages(layout), 3],
      ]),
      1,
    ],
  ]);
  return arranged(root ?? summaryView(entityPath.summary()));
}

function skippedViews({ skipped }: InputDataLayout): LayoutPart[] {
  return skipped.map((split) => textLogView({ origin: entityPath.skipFrames(split), name: `${split} skipped frames` }));
}

function splitWorld({ steps, cameras, scenes, sourceCamera }: InputDataLayout, split: Split): LayoutPart | undefined {
  const scene = scenes[split];
  if (scene === undefined) return undefined;
  const root = entityPath.inputData(split);
  // Masks lie on the pictures in 2D; depth of many cameras at once would bury the people; a picture without a pinhole
  // would be shown from nowhere, which viewers mark as a fault of the view.
  const isHidden = ({ kind, entity }: FrameStep) =>
    kind === 'masks' ||
    (kind === 'depths' && !entity.includes(`/${formatCam(sourceCamera ?? 0)}/`)) ||
    ((kind === 'images' || kind === 'depths') && !cameras.some((camera) => entity.startsWith(`${camera}/`)));
  const hidden = steps
    .filter((step) => step.entity.startsWith(`${root}/all_cameras/`) && isHidden(step))
    .map(({ entity }) => exclude(entity));
  return worldView(scene, {
    origin: root,
    name: WORLD_NAMES[split],
    contents: [`${root}/**`, exclude(`${root}/misc/**`), ...hidden],
  });
}

/** Real cameras first; virtual ones, which have pictures at few frames, and depth behind tabs. */
function splitPages({ steps, virtualCameras }: InputDataLayout, split: Split): LayoutPart | undefined {
  const root = `${entityPath.inputData(split)}/all_cameras/cam_`;
  const views = (kind: FrameStep['kind'], isWanted: (camera: number) => boolean): CameraViews[] =>
    steps.flatMap((step) => {
      if (step.kind !== kind || !step.entity.startsWith(root)) return [];
      const camera = Number.parseInt(step.entity.slice(root.length), 10);
      if (!isWanted(camera)) return [];
      const parts = kind === 'images' ? ['images', 'seg'] : ['depths'];
      const view = spatial2DView({
        origin: entityPath.inputCamera(split, camera),
        name: `${split} cam ${camera}${kind === 'images' ? '' : ' depth'}`,
        contents: parts.map((part) => include(`$origin/${part}`)),
      });
      return [{ camera, views: [view] }];
    });
  const isVirtual = (camera: number) => split === 'train' && virtualCameras.includes(camera);
  return stack([
    ...cameraPages(
      views('images', (camera) => !isVirtual(camera)),
      split,
      2,
    ),
    ...cameraPages(views('images', isVirtual), 'virtual', 2),
    ...cameraPages(
      views('depths', () => true),
      `${split} depth`,
      2,
    ),
  ]);
}

function generationPages({ steps }: InputDataLayout): LayoutPart | undefined {
  return stack(
    steps.flatMap(({ entity }) => {
      const match = /\/misc\/nv_generation\/est_(\w+)_debug\/cam_(\d+)$/.exec(entity);
      if (match === null) return [];
      const what = match[1] === 'images' ? 'triplet' : match[1]!;
      return [spatial2DView({ origin: entity, name: `cam ${match[2]} ${what}` })];
    }),
    'view generation',
  );
}
