import type { FileContract } from '../file-contract.ts';

const PICTURE = ['image/jpeg', 'image/png'] as const;
const AT = 'evaluation/{epoch}/nvs';

/** Files of `evaluation/{epoch}/nvs/`. Everything here is in the ground-truth world. */
export const NVS_FILES = [
  {
    id: 'nvs.inputs.image',
    pattern: `${AT}/inputs/{cam}/metrics_debug_inputs/{frame}.{image}`,
    need: 'may',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'three tiles at half size: render, ground truth, blend' },
    doc: 'What the metrics looked at.',
  },
  {
    id: 'nvs.pred.image',
    pattern: `${AT}/pred/{cam}/metrics_input/{frame}.{image}`,
    need: 'should',
    when: 'nvs',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'render at half size on black' },
    world: 'ground-truth',
    doc: 'Renders used for evaluation.',
  },
  {
    id: 'nvs.gt_inputs.image',
    pattern: `${AT}/gt_inputs/{cam}/metrics_input/{frame}.{image}`,
    need: 'should',
    when: 'nvs',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'masked ground truth at half size' },
    world: 'ground-truth',
    doc: 'Ground-truth views the renders are compared with; same file names as `pred`.',
  },
  {
    id: 'nvs.metrics.overall',
    pattern: `${AT}/metrics/novel_view_results.txt`,
    need: 'must',
    when: 'nvs',
    content: { kind: 'metrics-txt', keys: ['psnr', 'ssim', 'lpips'] },
    doc: 'Averages over all cameras except the source camera.',
  },
  {
    id: 'nvs.metrics.per-camera',
    pattern: `${AT}/metrics/metrics_avg_per_camera.csv`,
    need: 'must',
    when: 'nvs',
    content: { kind: 'csv', columns: ['camera_id', 'psnr', 'ssim', 'lpips'], header: true },
    doc: 'Averages per camera, the source camera included.',
  },
  {
    id: 'nvs.metrics.per-frame',
    pattern: `${AT}/metrics/metrics_all_cams_per_frame.csv`,
    need: 'must',
    when: 'nvs',
    content: { kind: 'csv', columns: ['camera_id', 'frame_id', 'psnr', 'ssim', 'lpips'], header: true },
    doc: 'One row per camera and frame, the source camera included.',
  },
  {
    id: 'nvs.viz.render-vs-gt',
    pattern: `${AT}/viz/{cam}/render_vs_gt/{frame}.{image}`,
    need: 'may',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'two tiles at full size: render, ground truth' },
    doc: 'For people.',
  },
  {
    id: 'nvs.viz.white-background',
    pattern: `${AT}/viz/{cam}/render_white_bg/{frame}.{image}`,
    need: 'may',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'render at full size on white' },
    doc: 'For people.',
  },
  {
    id: 'nvs.viz.difix',
    pattern: `${AT}/viz/{cam}/difix_debug_comparisons/{frame}.{image}`,
    need: 'may',
    content: { kind: 'image', mediaTypes: PICTURE, doc: 'four tiles' },
    doc: 'Only when diffusion runs at evaluation.',
  },
  {
    id: 'nvs.viz.video',
    pattern: `${AT}/viz/{cam}/{cam}_nvs_{epoch}.mp4`,
    need: 'may',
    content: { kind: 'video' },
    doc: 'H.264 of `render_vs_gt`, 20 fps; ends at the first gap of frame numbers.',
  },
] as const satisfies readonly FileContract[];
