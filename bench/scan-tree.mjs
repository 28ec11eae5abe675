// A tree of empty files named as those of a large experiment: 150 frames, 8 real and 7 virtual cameras, 2 persons, both
// pose tasks. Eight epochs are 100,000 files in 700 folders.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FRAMES = 150;
const REAL = [4, 16, 28, 40, 52, 64, 76, 88];
const VIRTUAL = [100, 101, 102, 103, 104, 105, 106];
const SOURCE = 4;

/** Makes the tree once, and returns its path. */
export function treeOf(folder, epochs) {
  const root = join(folder, `tree-${epochs}`, 'scene', 'exp');
  if (existsSync(root)) return root;
  const making = join(folder, 'making');
  rmSync(making, { recursive: true, force: true });
  write(making, epochs);
  mkdirSync(dirname(root), { recursive: true });
  renameSync(making, root);
  return root;
}

function write(root, count) {
  const touch = (path) => closeSync(openSync(join(root, path), 'w'));
  const frames = (path, extension, step = 1) => {
    mkdirSync(join(root, path), { recursive: true });
    for (let frame = 1; frame <= FRAMES; frame += step) touch(`${path}/${String(frame).padStart(6, '0')}${extension}`);
  };
  const tables = (path, names) => {
    mkdirSync(join(root, path), { recursive: true });
    for (const name of names) touch(`${path}/${name}`);
  };
  const inputs = (split, camera, step) => {
    const at = `input_data/${split}`;
    frames(`${at}/images/${camera}`, '.jpg', step);
    frames(`${at}/all_cameras/${camera}`, '.npz', step);
    for (const who of step === 1 ? ['all', 0, 1] : ['all'])
      frames(`${at}/seg/img_seg_mask/${camera}/${who}`, '.png', step);
    if (split === 'train') frames(`${at}/depths/${camera}`, '.npy', step);
  };
  inputs('train', SOURCE, 1);
  for (const camera of VIRTUAL) {
    inputs('train', camera, 5);
    for (const kind of ['images', 'masks', 'depths'])
      frames(`input_data/train/misc/nv_generation/est_${kind}_debug/${camera}`, '.png', 5);
  }
  for (const camera of REAL) inputs('test', camera, 1);
  for (const path of ['train/smplx', 'test/smplx', 'test/smpl']) frames(`input_data/${path}`, '.npz');
  tables('training_artifacts', []);

  const epochs = Array.from({ length: count }, (_, i) => `epoch_${String(i * 5).padStart(4, '0')}`);
  for (const epoch of epochs) {
    const nvs = `evaluation/${epoch}/nvs`;
    for (const camera of REAL) {
      frames(`${nvs}/inputs/cam_${camera}/metrics_debug_inputs`, '.jpg');
      for (const role of ['pred', 'gt_inputs']) frames(`${nvs}/${role}/cam_${camera}/metrics_input`, '.jpg');
      for (const view of ['render_vs_gt', 'render_white_bg']) frames(`${nvs}/viz/cam_${camera}/${view}`, '.jpg');
      touch(`${nvs}/viz/cam_${camera}/cam_${camera}_nvs_${epoch}.mp4`);
    }
    tables(`${nvs}/metrics`, [
      'novel_view_results.txt',
      'metrics_avg_per_camera.csv',
      'metrics_all_cams_per_frame.csv',
    ]);
    for (const kind of ['smplx', 'smpl']) {
      const pose = `evaluation/${epoch}/pose_${kind}`;
      const meshes = (path) => {
        for (const who of ['', '/00', '/01']) frames(`${path}/posed_${kind}_meshes_per_frame${who}`, '.obj');
      };
      for (const role of ['pred', 'gt_inputs'])
        for (const space of ['world_aligned', 'root_aligned']) meshes(`${pose}/${role}/${space}`);
      for (const parameters of new Set(['smplx', kind])) frames(`${pose}/inputs/${parameters}`, '.npz');
      tables(`${pose}/metrics`, [
        `${kind}_pose_estimation_overall_results.txt`,
        `${kind}_pose_estimation_metrics_per_frame.csv`,
      ]);
      if (kind === 'smpl') continue;
      meshes(`${pose}/pred`);
      for (const who of ['', '/00', '/01']) frames(`${pose}/viz/posed_3dgs_per_frame${who}`, '.pt');
      frames(`${pose}/viz/all_cameras/${SOURCE}`, '.npz');
      frames(`${pose}/viz/images/${SOURCE}`, '.jpg');
      frames(`${pose}/viz/masked_depth_maps`, '.npy');
    }
  }
  const manifest = {
    output_layout_version: 'v1',
    exp_name: 'exp',
    scene_name: 'scene',
    tasks: ['nvs', 'pose_smplx', 'pose_smpl'],
    eval_epochs: epochs,
    source_camera_id: SOURCE,
    nvs_cameras: REAL,
  };
  writeFileSync(join(root, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
