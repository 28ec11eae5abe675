import { poseBody } from '../body/body.ts';
import { encodeJpeg, PILLOW_QUALITY } from '../format/jpeg.ts';
import { encodeNpy, encodeNpz } from '../format/npy.ts';
import { encodePng } from '../format/png.ts';
import { epochName, frameName } from '../format/text.ts';
import { maskPicture, type Picture, sideBySide, toRgba } from '../picture/canvas.ts';
import { depthPicture, figure, histogram } from '../picture/figure.ts';
import { textWidth, writeText } from '../picture/label.ts';
import { cameraArrays } from '../world/camera.ts';
import { smplxParameters } from '../world/parameters.ts';
import type { SamplePlan } from '../world/plan.ts';
import { errorLevel } from '../world/prediction.ts';
import type { Disk } from './disk.ts';
import { writeMeshes } from './meshes.ts';
import { poseForPicture, type Shot, type Studio } from './studio.ts';

const DEBUG = 'input_data/train/misc/nv_generation';

/** The synthesised training views of one sampled frame, their debug pictures, and the pose state they were made from. */
export function writeVirtualViews(plan: SamplePlan, frame: number, source: Shot, studio: Studio, disk: Disk): void {
  const name = frameName(frame);
  const state = plan.poseStateEpoch;
  const postures = plan.predicted(state - 1).get(frame)!;
  const level = errorLevel(state - 1);
  const { bodies } = poseForPicture(plan.persons, postures);
  const { width, height } = plan.options;
  for (const camera of plan.virtualCameras) {
    const rendered = studio.render(camera, bodies, level);
    const refined = studio.render(camera, bodies, 0.3 * level);
    const mask = refined.alpha.map((a) => (a >= 128 ? 255 : 0));
    const train = 'input_data/train';
    disk.file(
      `${train}/images/${camera.id}/${name}.jpg`,
      encodeJpeg(width, height, refined.picture.rgb, PILLOW_QUALITY),
    );
    disk.file(`${train}/seg/img_seg_mask/${camera.id}/all/${name}.png`, encodePng(width, height, 1, mask));
    disk.file(`${train}/all_cameras/${camera.id}/${name}.npz`, encodeNpz(cameraArrays(camera, 'float32')));
    disk.file(`${train}/depths/${camera.id}/${name}.npy`, encodeNpy({ shape: [height, width], data: refined.depth }));

    const triplet = sideBySide([
      labelled(maskPicture(source.picture, source.mask), `reference / cam ${plan.sourceEstimate.id} / frame ${name}`),
      labelled(rendered.picture, `rendered / cam ${camera.id} / frame ${name}`),
      labelled(refined.picture, `refined / cam ${camera.id} / frame ${name}`),
    ]);
    disk.file(
      `${DEBUG}/est_images_debug/${camera.id}/${name}.png`,
      encodePng(triplet.width, triplet.height, 3, triplet.rgb),
    );
    const red = reddened(refined.picture, mask);
    disk.file(`${DEBUG}/est_masks_debug/${camera.id}/${name}.png`, encodePng(width, height, 3, red.rgb));
    const plot = figure([
      { title: 'rendered depth', picture: depthPicture(width, height, refined.depth) },
      { title: '', picture: histogram(width, height, [refined.depth]) },
    ]);
    disk.file(
      `${DEBUG}/est_depths_debug/${camera.id}/${name}.png`,
      encodePng(plot.width, plot.height, 4, toRgba(plot)),
    );
  }
  const folder = `${DEBUG}/pose_state/${epochName(state)}`;
  disk.file(
    `${folder}/smplx/${name}.npz`,
    encodeNpz(
      smplxParameters(
        postures,
        plan.persons.map((p) => p.betas),
        100,
      ),
    ),
  );
  const verts = plan.persons.map((p, i) => poseBody(p.smplx, postures[i]!).verts);
  writeMeshes(disk, [`${folder}/posed_smplx_meshes_per_frame`], frame, plan.templates.smplx, verts);
}

function labelled(picture: Picture, text: string): Picture {
  const copy = { ...picture, rgb: picture.rgb.slice() };
  const scale = Math.max(1, Math.floor(picture.width / textWidth(text, 1)));
  writeText(copy, text, 4, 4, scale, 235);
  return copy;
}

function reddened(picture: Picture, mask: Uint8Array): Picture {
  const rgb = picture.rgb.slice();
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    rgb[3 * i] = (rgb[3 * i]! + 255) >> 1;
    rgb[3 * i + 1] = rgb[3 * i + 1]! >> 1;
    rgb[3 * i + 2] = rgb[3 * i + 2]! >> 1;
  }
  return { ...picture, rgb };
}
