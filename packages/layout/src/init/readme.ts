import type { Manifest } from '@outlay/schema';

/** The README of a new experiment: what goes where, and how to check it. */
export function readmeText({
  exp_name,
  scene_name,
  tasks,
  eval_epochs,
  nvs_cameras,
  source_camera_id,
}: Manifest): string {
  const epoch = eval_epochs[0] ?? 'epoch_0000';
  const camera = source_camera_id ?? nvs_cameras?.[0] ?? 4;
  const lines = [
    `# ${exp_name}`,
    '',
    `An experiment on scene \`${scene_name}\` in output layout v1, made by \`outlay init\`. \`manifest.json\` says what it is.`,
    '',
    '| Folder | What goes there |',
    '| --- | --- |',
    `| \`input_data/train/\` | what training sees: \`images/${camera}/000001.jpg\`, \`seg/img_seg_mask/${camera}/all/000001.png\`, \`all_cameras/${camera}/000001.npz\`, \`smplx/000001.npz\`, \`depths/${camera}/000001.npy\` |`,
    '| `input_data/test/` | what evaluation compares with: the same, of all evaluation cameras, in the ground-truth world |',
    '| `training_artifacts/` | pictures for debugging of the training |',
    ...tasks.map((task) => `| \`evaluation/${epoch}/${task}/\` | ${ROWS[task](nvs_cameras?.[0] ?? camera)} |`),
    '| `rerun/` | recordings, written by `outlay export` |',
    '',
    'Check it with `outlay validate`, look at it with `outlay inspect`, export it with `outlay export all`.',
    '',
  ];
  return lines.join('\n');
}

const ROWS: Readonly<Record<Manifest['tasks'][number], (camera: number) => string>> = {
  nvs: (camera) =>
    `\`pred/cam_${camera}/metrics_input/000001.jpg\` beside \`gt_inputs/cam_${camera}/metrics_input/000001.jpg\`, \`metrics/novel_view_results.txt\` and its tables`,
  pose_smplx: () =>
    '`pred/world_aligned/posed_smplx_meshes_per_frame/00/000001.obj` beside `gt_inputs/…`, `inputs/smplx/`, `metrics/smplx_pose_estimation_*`',
  pose_smpl: () =>
    '`pred/world_aligned/posed_smpl_meshes_per_frame/00/000001.obj` beside `gt_inputs/…`, `inputs/`, `metrics/smpl_pose_estimation_*`',
};
