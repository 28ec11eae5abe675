/**
 * How a view generation's recording opens.
 * @module
 */
import { entityPath } from '@outlay/schema/names';
import type { Blueprint } from '../../../blueprint/blueprint.ts';
import type { LayoutPart } from '../../../blueprint/containers.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { exclude } from '../../../blueprint/views.ts';
import { arranged, evenly, share, stack, summaryView, worldView } from '../../blueprint/parts.ts';
import { cameraOf } from '../../steps/address.ts';
import type { CameraStep, FrameStep } from '../../steps/step.ts';
import type { PictureSize } from '../../worlds/camera-track.ts';
import type { Scene } from '../../worlds/scene.ts';

/** What {@link nvGenerationBlueprint} needs to know. */
export interface NvGenerationLayout {
  readonly epoch: number;
  readonly steps: readonly FrameStep[];
  /** Entities that have a pinhole. */
  readonly cameras: readonly CameraStep[];
  /** Virtual cameras, ascending. */
  readonly generated: readonly number[];
  /** Size of the triplets by camera. */
  readonly triplets: ReadonlyMap<number, PictureSize>;
  readonly scene: Scene | undefined;
}

/** The rig on the left; on the right a page per virtual camera, its triplet cut in three by what the views show of it. */
export function nvGenerationBlueprint(layout: NvGenerationLayout): Blueprint {
  const summary = summaryView(entityPath.poseStateSummary(layout.epoch));
  const left = share('vertical', [
    [world(layout), 3],
    [summary, 1],
  ]);
  const pages = stack(layout.generated.map((camera) => cameraPage(layout, camera)));
  return arranged(
    share('horizontal', [
      [left, 1],
      [pages, 1],
    ]) ?? summary,
  );
}

function world({ epoch, steps, cameras, scene }: NvGenerationLayout): LayoutPart | undefined {
  if (scene === undefined) return undefined;
  const root = entityPath.inputData('train');
  // A picture without a pinhole would be shown from nowhere, which viewers mark as a fault of the view.
  const homeless = steps.filter(
    ({ kind, address }) =>
      kind === 'images' && !('generation' in address) && !cameras.some(({ camera }) => camera === cameraOf(address)),
  );
  return worldView(scene, {
    origin: root,
    name: 'virtual cameras (predicted world)',
    contents: [
      `${root}/all_cameras/**`,
      `${entityPath.poseState(epoch)}/**`,
      ...homeless.map(({ entity }) => exclude(entity)),
    ],
  });
}

function cameraPage({ steps, triplets }: NvGenerationLayout, camera: number): LayoutPart | undefined {
  const view = (folder: 'est_images_debug' | 'est_masks_debug' | 'est_depths_debug', name: string) => {
    const origin = entityPath.nvGeneration(folder, camera);
    return steps.some(({ entity }) => entity === origin) ? spatial2DView({ origin, name }) : undefined;
  };
  const size = triplets.get(camera);
  const whole = view('est_images_debug', 'reference, rendered, refined');
  const tiles = whole && size && size.width % 3 === 0 ? thirds(camera, size) : whole;
  return share(
    'vertical',
    [
      [tiles, 1],
      [
        share('horizontal', [
          [view('est_masks_debug', 'mask'), 1],
          [view('est_depths_debug', 'depth'), 1],
        ]),
        1,
      ],
    ],
    `cam ${camera}`,
  );
}

const TILES = ['reference', 'rendered', 'refined'] as const;

function thirds(camera: number, { width, height }: PictureSize): LayoutPart | undefined {
  const tile = width / TILES.length;
  const views = TILES.map((name, i) =>
    spatial2DView({
      origin: entityPath.nvGeneration('est_images_debug', camera),
      name: `cam ${camera} ${name}`,
      visualBounds: { xRange: [i * tile, (i + 1) * tile], yRange: [0, height] },
    }),
  );
  return share('horizontal', evenly(views));
}
