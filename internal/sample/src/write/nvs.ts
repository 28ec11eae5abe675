import { encodeJpeg, PILLOW_QUALITY } from '../format/jpeg.ts';
import { epochName, formatCsv, formatFloat, formatResults, frameName } from '../format/text.ts';
import { type ImageScores, scoreImage } from '../metrics/image.ts';
import { blend, maskPicture, type Picture, sideBySide } from '../picture/canvas.ts';
import { halve } from '../picture/resample.ts';
import type { Camera } from '../world/camera.ts';
import type { SamplePlan } from '../world/plan.ts';
import { errorLevel } from '../world/prediction.ts';
import type { Disk } from './disk.ts';
import { poseForPicture, type Shot, type Studio } from './studio.ts';

/** One row of `metrics_all_cams_per_frame.csv`. */
export interface NvsRow extends ImageScores {
  readonly epoch: number;
  readonly camera: number;
  readonly frame: number;
}

/** How far the rendered surface stands off before optimisation, metres. */
const INFLATION = 0.016;

const shrink = (picture: Picture): Picture => ({
  width: picture.width >> 1,
  height: picture.height >> 1,
  rgb: halve(picture.width, picture.height, 3, picture.rgb),
});
const jpeg = (picture: Picture) => encodeJpeg(picture.width, picture.height, picture.rgb, PILLOW_QUALITY);

/**
 * Renders of one frame for every epoch and camera beside the masked real pictures, and their scores. Rendering uses
 * ground-truth bodies and cameras, as the trainers do; what improves with the epochs is shape, colour and sharpness.
 * Scores are taken before JPEG, as the trainers take them.
 */
export function writeNvsFrame(
  plan: SamplePlan,
  frame: number,
  shots: ReadonlyMap<Camera, Shot>,
  studio: Studio,
  disk: Disk,
): NvsRow[] {
  const name = `${frameName(frame)}.jpg`;
  const { width, height } = plan.options;
  const truth = [...shots].map(([camera, shot]) => {
    const masked = maskPicture(shot.picture, shot.mask);
    const half = shrink(masked);
    return { camera, masked, half, mask: halve(width, height, 1, shot.mask), file: jpeg(half) };
  });
  const rows: NvsRow[] = [];
  for (const epoch of plan.options.epochs) {
    const root = `evaluation/${epochName(epoch)}/nvs`;
    const level = errorLevel(epoch);
    const { bodies } = poseForPicture(plan.persons, plan.truth.get(frame)!, INFLATION * level);
    for (const { camera, masked, half, mask, file } of truth) {
      const cam = `cam_${camera.id}`;
      const { picture, alpha } = studio.render(camera, bodies, level);
      const pred = shrink(picture);
      disk.file(`${root}/pred/${cam}/metrics_input/${name}`, jpeg(pred));
      disk.file(`${root}/gt_inputs/${cam}/metrics_input/${name}`, file);
      disk.file(
        `${root}/inputs/${cam}/metrics_debug_inputs/${name}`,
        jpeg(sideBySide([pred, half, blend(pred, half)])),
      );
      if (plan.options.viz) {
        disk.file(`${root}/viz/${cam}/render_vs_gt/${name}`, jpeg(sideBySide([picture, masked])));
        disk.file(`${root}/viz/${cam}/render_white_bg/${name}`, jpeg(onWhite(picture, alpha)));
      }
      rows.push({ epoch, camera: camera.id, frame, ...scoreImage(pred, half, mask) });
    }
  }
  return rows;
}

function onWhite(picture: Picture, alpha: Uint8Array): Picture {
  const rgb = new Uint8Array(picture.rgb.length).fill(255);
  for (let i = 0, k = 0; i < alpha.length; i++, k += 3) {
    if (alpha[i] === 0) continue;
    const rest = 255 - alpha[i]!;
    rgb[k] = Math.min(255, picture.rgb[k]! + rest);
    rgb[k + 1] = Math.min(255, picture.rgb[k + 1]! + rest);
    rgb[k + 2] = Math.min(255, picture.rgb[k + 2]! + rest);
  }
  return { ...picture, rgb };
}

/** The three metric files of every epoch. The overall result leaves the source camera out, the tables do not. */
export function writeNvsTables(plan: SamplePlan, rows: readonly NvsRow[], disk: Disk): void {
  const keys = ['psnr', 'ssim', 'lpips'] as const;
  const mean = (of: readonly NvsRow[], key: (typeof keys)[number]) =>
    of.reduce((sum, row) => sum + row[key], 0) / of.length;
  for (const epoch of plan.options.epochs) {
    const own = plan.cameras.flatMap((camera) =>
      rows.filter((row) => row.epoch === epoch && row.camera === camera.id).sort((a, b) => a.frame - b.frame),
    );
    const root = `evaluation/${epochName(epoch)}/nvs/metrics`;
    disk.file(
      `${root}/metrics_all_cams_per_frame.csv`,
      formatCsv(
        ['camera_id', 'frame_id', ...keys],
        own.map((r) => [String(r.camera), String(r.frame), ...keys.map((k) => formatFloat(r[k]))]),
      ),
    );
    const ids = plan.cameras.map((camera) => camera.id).sort((a, b) => a - b);
    disk.file(
      `${root}/metrics_avg_per_camera.csv`,
      formatCsv(
        ['camera_id', ...keys],
        ids.map((id) => [
          String(id),
          ...keys.map((k) =>
            formatFloat(
              mean(
                own.filter((r) => r.camera === id),
                k,
              ),
            ),
          ),
        ]),
      ),
    );
    const others = own.filter((row) => row.camera !== plan.cameras[0]!.id);
    disk.file(`${root}/novel_view_results.txt`, formatResults(keys.map((k) => [k, mean(others, k)])));
  }
}
