/**
 * How the input data's recording opens.
 * @module
 */
import { type BodyModel, entityPath, SPLITS, type Split } from '@outlay/schema/names';
import type { Blueprint } from '../../../blueprint/blueprint.ts';
import type { LayoutPart } from '../../../blueprint/containers.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { textLogView } from '../../../blueprint/table-views.ts';
import { exclude, include } from '../../../blueprint/views.ts';
import {
  arranged,
  type CameraViews,
  cameraPages,
  share,
  stack,
  summaryView,
  worldView,
} from '../../blueprint/parts.ts';
import { cameraOf, isAt } from '../../steps/address.ts';
import type { CameraStep, FrameStep } from '../../steps/step.ts';
import type { Scene } from '../../worlds/scene.ts';

/** What {@link inputDataBlueprint} needs to know. */
export interface InputDataLayout {
  readonly steps: readonly FrameStep[];
  /** Splits with a `skip_frames.csv`. */
  readonly skipped: readonly Split[];
  /** Entities that have a pinhole. */
  readonly cameras: readonly CameraStep[];
  /** Worlds by split; a split without anything in 3D has none. */
  readonly scenes: { readonly [split in Split]?: Scene };
  /** The camera whose depth is shown as points in the train world. */
  readonly sourceCamera: number | undefined;
  /** Cameras of `train` that view generation made. */
  readonly virtualCameras: readonly number[];
  /** Bodies that carry joints: `/input_data/test/smplx` */
  readonly skeletons: readonly string[];
}

const WORLD_NAMES = { train: 'train (predicted world)', test: 'test (ground-truth world)' } as const;

/** Two worlds in 3D, never mixed, the cameras' pictures with masks on them, and a text. */
export function inputDataBlueprint(layout: InputDataLayout): Blueprint {
  const root = share('vertical', [
    [
      share('horizontal', [
        ...SPLITS.map((split) => [stack(splitWorlds(layout, split)), 5] as const),
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

/** A world with the first kind of bodies, and behind tabs with the others and with skeletons: all stand in one place. */
function splitWorlds(layout: InputDataLayout, split: Split): LayoutPart[] {
  const { steps, cameras, scenes, sourceCamera } = layout;
  const scene = scenes[split];
  if (scene === undefined) return [];
  const root = entityPath.inputData(split);
  // Masks lie on the pictures in 2D; depth of many cameras at once would bury the people; a picture without a pinhole
  // would be shown from nowhere, which viewers mark as a fault of the view.
  const isHidden = ({ kind, address }: FrameStep) =>
    kind === 'masks' ||
    (kind === 'depths' && cameraOf(address) !== (sourceCamera ?? 0)) ||
    ((kind === 'images' || kind === 'depths') && !isSeen(cameras, split, cameraOf(address)));
  const hidden = steps.filter((step) => isOfRig(step, split) && isHidden(step)).map(({ entity }) => exclude(entity));
  const view = (name: string, bodies: readonly string[]) =>
    worldView(scene, { origin: root, name, contents: [`${root}/all_cameras/**`, ...hidden, ...bodies] });
  const [shown, ...others] = bodiesOf(layout, split).map((body) => ({
    body,
    contents: [`${entityPath.inputBody(split, body)}/**`, exclude(`${entityPath.inputSkeleton(split, body)}/**`)],
  }));
  const skeleton = skeletonOf(layout, split);
  return [
    view(WORLD_NAMES[split], shown?.contents ?? []),
    ...others.map(({ body, contents }) => view(`${split} ${body.toUpperCase()}`, contents)),
    ...(skeleton === undefined ? [] : [view(`${split} skeletons`, [`${skeleton}/**`])]),
  ];
}

const bodiesOf = ({ steps }: InputDataLayout, split: Split): readonly BodyModel[] =>
  (['smplx', 'smpl'] as const).filter((body) =>
    steps.some(({ kind, entity }) => kind === 'bodies' && entity === entityPath.inputBody(split, body)),
  );

/** The skeletons that are drawn. */
function skeletonOf(layout: InputDataLayout, split: Split): string | undefined {
  const body = bodiesOf(layout, split).find((one) => layout.skeletons.includes(entityPath.inputBody(split, one)));
  return body === undefined ? undefined : entityPath.inputSkeleton(split, body);
}

/** Real cameras first; virtual ones, which have pictures at few frames, and depth behind tabs. */
function splitPages(layout: InputDataLayout, split: Split): LayoutPart | undefined {
  const { steps, cameras, virtualCameras } = layout;
  const views = (
    kind: FrameStep['kind'],
    isWanted: (camera: number) => boolean,
    name: string,
    contents: readonly string[],
  ): CameraViews[] =>
    steps.flatMap((step) => {
      const camera = cameraOf(step.address);
      if (step.kind !== kind || !isOfRig(step, split) || camera === undefined || !isWanted(camera)) return [];
      const origin = entityPath.inputCamera(split, camera);
      return [{ camera, views: [spatial2DView({ origin, name: `${split} cam ${camera}${name}`, contents })] }];
    });
  const masked = ['images', 'seg'].map((part) => include(`$origin/${part}`));
  const skeleton = skeletonOf(layout, split);
  // Through a lens that is not known nothing can be seen.
  const hasPinhole = (camera: number) => isSeen(cameras, split, camera);
  const isVirtual = (camera: number) => split === 'train' && virtualCameras.includes(camera);
  return stack([
    ...cameraPages(
      views('images', (camera) => !isVirtual(camera), '', masked),
      split,
      2,
    ),
    ...cameraPages(views('images', isVirtual, '', masked), 'virtual', 2),
    ...cameraPages(
      views('depths', () => true, ' depth', [include('$origin/depths')]),
      `${split} depth`,
      2,
    ),
    ...cameraPages(
      skeleton === undefined
        ? []
        : views('images', hasPinhole, ' + skeletons', [include('$origin/images'), include(`${skeleton}/**`)]),
      `${split} skeletons`,
      2,
    ),
  ]);
}

function generationPages({ steps }: InputDataLayout): LayoutPart | undefined {
  return stack(
    steps.flatMap(({ address, entity }) =>
      'generation' in address
        ? [spatial2DView({ origin: entity, name: `cam ${address.camera} ${GENERATED[address.generation]}` })]
        : [],
    ),
    'view generation',
  );
}

const GENERATED = { est_images_debug: 'triplet', est_masks_debug: 'masks', est_depths_debug: 'depths' } as const;

/** Is a step of a camera below `all_cameras`, and not of view generation? */
const isOfRig = ({ address }: FrameStep, split: Split): boolean =>
  isAt(address, { split }) && cameraOf(address) !== undefined && !('generation' in address);

/** Has a camera of the split a pinhole? */
const isSeen = (cameras: readonly CameraStep[], split: Split, camera: number | undefined): boolean =>
  cameras.some((step) => step.camera === camera && isAt(step.address, { split }));
