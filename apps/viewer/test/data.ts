import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTinyExperiment } from '@outlay-internal/sample';
import { PNG } from 'pngjs';

/** Experiments written by the trainer's own libraries; not part of the repository. */
export const SAMPLES = '/work/shared/samples';
export const hasSamples = existsSync(SAMPLES);

export interface Results {
  readonly root: string;
  /** Of the experiment in it. */
  readonly id: string;
  readonly folder: string;
  remove(): void;
}

/** A results folder with one small experiment. */
export async function tinyResults(): Promise<Results> {
  const root = mkdtempSync(join(tmpdir(), 'outlay-viewer-'));
  await writeTinyExperiment(root);
  const scene = readdirSync(root)[0]!;
  const id = `${scene}/${readdirSync(join(root, scene))[0]!}`;
  return { root, id, folder: join(root, id), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** RGBA pixels that look like nothing, the same for the same seed. */
export function noise(width: number, height: number, seed: number): PNG {
  const png = new PNG({ width, height });
  let state = seed;
  for (let i = 0; i < png.data.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    png.data[i] = i % 4 === 3 ? 255 : state >>> 24;
  }
  return png;
}

/** Puts PNGs with known pixels in place of the prediction and the ground truth of a frame. */
export function knownPictures(folder: string, camera: number, frame: string) {
  const at = (role: string) => join(folder, 'evaluation/epoch_0030/nvs', role, `cam_${camera}/metrics_input`);
  const pictures = { prediction: noise(24, 32, 1), truth: noise(24, 32, 2) };
  for (const [role, png] of [
    ['pred', pictures.prediction],
    ['gt_inputs', pictures.truth],
  ] as const) {
    rmSync(join(at(role), `${frame}.jpg`));
    writeFileSync(join(at(role), `${frame}.png`), PNG.sync.write(png, { colorType: 2 }));
  }
  return pictures;
}

/** Experiments of a manifest and a file of averages, as many as asked for, of ten scenes. */
export function manyExperiments(root: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const scene = `hi4d_pair${String(i % 10).padStart(2, '0')}`;
    const name = `v${String(i).padStart(4, '0')}_ablation`;
    const metrics = join(root, scene, name, 'evaluation/epoch_0030/nvs/metrics');
    mkdirSync(metrics, { recursive: true });
    writeFileSync(
      join(root, scene, name, 'manifest.json'),
      JSON.stringify({
        output_layout_version: 'v1',
        exp_name: name,
        scene_name: scene,
        tasks: ['nvs'],
        eval_epochs: ['epoch_0030'],
      }),
    );
    writeFileSync(
      join(metrics, 'novel_view_results.txt'),
      `psnr: ${(20 + (i % 97) / 10).toFixed(4)}\nssim: 0.9${i % 10}\nlpips: 0.05\n`,
    );
  }
}

/** A copy of the experiment under another name. */
export function copyOf({ root, folder }: Results, id: string): string {
  const to = join(root, id);
  cpSync(folder, to, { recursive: true });
  const [scene_name, exp_name] = id.split('/');
  const manifest = {
    output_layout_version: 'v1',
    exp_name,
    scene_name,
    tasks: ['nvs', 'pose_smplx', 'pose_smpl'],
    eval_epochs: ['epoch_0000', 'epoch_0015', 'epoch_0030'],
    source_camera_id: 4,
    nvs_cameras: [4, 16, 28],
  };
  writeFileSync(join(to, 'manifest.json'), JSON.stringify(manifest));
  return to;
}
