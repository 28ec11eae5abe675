import { encodePng } from '../format/png.ts';
import { epochName, frameName } from '../format/text.ts';
import { blend, maskAsPicture, maskPicture, type Picture, sideBySide, toRgba } from '../picture/canvas.ts';
import { depthPicture, figure, histogram } from '../picture/figure.ts';
import { seededRandom } from '../random.ts';
import type { SamplePlan } from '../world/plan.ts';
import { errorLevel } from '../world/prediction.ts';
import type { Disk } from './disk.ts';
import { poseForPicture, type Shot, type Studio } from './studio.ts';

/** Which frame each training epoch's first batch held: random samples, so epochs differ. */
export function artifactFrames(plan: SamplePlan): readonly { readonly epoch: number; readonly frame: number }[] {
  const last = plan.options.epochs[plan.options.epochs.length - 1] ?? 0;
  const even = Array.from({ length: Math.floor(last / 2) }, (_, i) => 2 * (i + 1));
  const random = seededRandom(plan.options.seed, 'artifacts');
  if (plan.found.length === 0) return [];
  return (plan.options.artifactEpochs ?? even).map((epoch) => ({
    epoch,
    frame: plan.found[Math.floor(random() * plan.found.length)]!,
  }));
}

/** The pictures that training left behind for one frame of the source camera. */
export function writeTrainingArtifacts(
  plan: SamplePlan,
  epoch: number,
  frame: number,
  source: Shot,
  studio: Studio,
  disk: Disk,
): void {
  const { width, height } = plan.options;
  const camera = plan.sourceEstimate;
  const name = frameName(frame);
  const root = `training_artifacts/${epochName(epoch)}`;
  const { bodies } = poseForPicture(plan.persons, plan.predicted(epoch).get(frame)!);
  const render = studio.render(camera, bodies, errorLevel(epoch));
  const masked = maskPicture(source.picture, source.mask);
  const tiles = sideBySide([render.picture, masked, blend(render.picture, masked)]);
  disk.file(
    `${root}/rgb/rgb_loss_input_cam${camera.id}_${name}.png`,
    encodePng(tiles.width, tiles.height, 3, tiles.rgb),
  );

  const plot = (path: string, picture: Picture) =>
    disk.file(path, encodePng(picture.width, picture.height, 4, toRgba(picture)));
  const truth = source.depth.map((d, i) => (source.mask[i] ? d : 0));
  plot(
    `${root}/depth/depth_comparison_cam${camera.id}_frame_${name}.png`,
    figure([
      { title: 'predicted depth', picture: depthPicture(width, height, render.depth) },
      { title: 'ground truth depth', picture: depthPicture(width, height, truth) },
    ]),
  );
  plot(
    `${root}/depth/depth_comparison_cam${camera.id}_frame_${name}_hist.png`,
    histogram(width * 2, height, [render.depth, truth]),
  );
  plot(
    `${root}/gt_input/gt_image_and_mask_comparison_cam${camera.id}_frame_${name}.png`,
    figure([
      { title: 'ground truth image', picture: source.picture },
      { title: 'mask', picture: maskAsPicture(width, height, source.mask) },
      { title: 'masked image', picture: masked },
    ]),
  );
}
