/**
 * One damaged experiment per issue code: what is done to a sound one, and which codes must be found, no more.
 * @module
 */
import { encode } from 'fast-png';
import type { IssueCode, ValidationLevel } from '../../src/index.ts';
import { bytesOf, join, latin, npy, zip } from '../read/bytes.ts';
import { changed, type Files, renamed } from '../tiny-files.ts';

/** Damage, and what validation must say about it. */
export interface DamageFixture {
  readonly code: IssueCode;
  readonly what: string;
  /** Default `default`. */
  readonly level?: ValidationLevel;
  readonly damage: (files: Files) => Files;
  /** Further codes that the same damage truly causes. */
  readonly also?: readonly IssueCode[];
  readonly location?: string;
}

export const E0 = 'evaluation/epoch_0000';
export const E30 = 'evaluation/epoch_0030';
const decode = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
export const set =
  (changes: Readonly<Record<string, Uint8Array | string | undefined>>) =>
  (files: Files): Files =>
    changed(files, changes);
export const edit =
  (path: string, change: (text: string) => string) =>
  (files: Files): Files =>
    changed(files, { [path]: change(decode(files.get(path))) });
const manifest = (change: (manifest: Record<string, unknown>) => Record<string, unknown>) =>
  edit('manifest.json', (text) => JSON.stringify(change(JSON.parse(text))));
const bytes =
  (path: string, change: (bytes: Uint8Array) => Uint8Array) =>
  (files: Files): Files =>
    changed(files, { [path]: change(files.get(path)!) });
export const copy =
  (from: string, to: string) =>
  (files: Files): Files =>
    new Map([
      ...files,
      ...[...files].flatMap(([path, content]) =>
        path.startsWith(from) ? [[to + path.slice(from.length), content] as const] : [],
      ),
    ]);
export const both =
  (...steps: readonly ((files: Files) => Files)[]) =>
  (files: Files): Files =>
    steps.reduce((result, step) => step(result), files);

type Arrays = Readonly<Record<string, readonly [string, Float32Array]>>;
export const npz = (arrays: Arrays): Uint8Array =>
  zip(
    Object.entries(arrays).map(([name, [shape, values]]) => ({
      name: `${name}.npy`,
      data: npy("'<f4'", shape, bytesOf(values)),
    })),
  );
const camera = (k: readonly number[], e: readonly number[]): Uint8Array =>
  npz({ intrinsics: ['(1, 3, 3)', Float32Array.from(k)], extrinsics: ['(1, 3, 4)', Float32Array.from(e)] });
const K = [50, 0, 24, 0, 50, 32, 0, 0, 1];
const RT = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 5];
const CAMERA = 'input_data/train/all_cameras/4/000001.npz';
export const body = (persons: number, value = 0, width = 63): Uint8Array => {
  const rows = (columns: number): Float32Array => new Float32Array(persons * columns).fill(value);
  return npz({
    betas: [`(${persons}, 10)`, rows(10)],
    root_pose: [`(${persons}, 3)`, rows(3)],
    body_pose: [`(${persons}, ${width})`, rows(width)],
    trans: [`(${persons}, 3)`, rows(3)],
  });
};
export const depth = (
  values: (i: number) => number,
  options: { shape?: string; width?: number; height?: number } = {},
): Uint8Array => {
  const { width = 48, height = 64 } = options;
  return npy(
    "'<f4'",
    options.shape ?? `(${height}, ${width})`,
    bytesOf(Float32Array.from({ length: width * height }, (_, i) => values(i))),
  );
};
export const mask = (value: (i: number) => number, width = 48, height = 64): Uint8Array =>
  encode({
    width,
    height,
    channels: 1,
    depth: 8,
    data: Uint8Array.from({ length: width * height }, (_, i) => value(i)),
  });
export const picture = (width: number, height: number): Uint8Array =>
  encode({
    width,
    height,
    channels: 3,
    depth: 8,
    data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 251),
  });
/** Baseline JPEG whose blocks are all alike, as Pillow writes a black one: 32 bits per block group. */
const black = (files: Files, path: string): Uint8Array => {
  const original = files.get(path)!;
  const scan = original.findLastIndex((value, i) => value === 0xff && original[i + 1] === 0xda);
  const header = original.subarray(0, scan + 2 + ((original[scan + 2]! << 8) | original[scan + 3]!));
  return join(
    header,
    Uint8Array.from({ length: 200 }, (_, i) => [0x28, 0xa2, 0x8a, 0x00][i % 4]!),
    Uint8Array.of(0xff, 0xd9),
  );
};
const shifted = (path: string, offset: number) =>
  edit(path, (text) => text.replace(/^v (\S+)/gm, (_, x: string) => `v ${(Number(x) + offset).toFixed(8)}`));
/** A mesh twice as tall. */
const stretched = (path: string) =>
  edit(path, (text) =>
    text.replace(/^v (\S+) (\S+)/gm, (_, x: string, y: string) => `v ${x} ${(Number(y) * 2).toFixed(8)}`),
  );
export const exchanged = (files: Files, one: string, other: string): Files =>
  renamed(renamed(renamed(files, one, 'exchange/'), other, one), 'exchange/', other);
export const meshFolder = (role: string, space: string, person = ''): string =>
  `${E0}/pose_smplx/${role}/${space}/posed_smplx_meshes_per_frame/${person}`;
const PRED_00 = meshFolder('pred', 'root_aligned', '00/');
const SPLATS = `${E0}/pose_smplx/viz/posed_3dgs_per_frame/`;
const NVS_ROWS = `${E0}/nvs/metrics/metrics_all_cams_per_frame.csv`;
const NVS_TXT = `${E0}/nvs/metrics/novel_view_results.txt`;
const NVS_CAMERAS = `${E0}/nvs/metrics/metrics_avg_per_camera.csv`;
const IMAGE = 'input_data/test/images/16/000003.jpg';
const MASK = 'input_data/test/seg/img_seg_mask/16/all/000003.png';
const DEPTH = 'input_data/train/depths/4/000003.npy';
const EVERY_FRAME = [1, 2, 3, 4, 5, 6].map((frame) => `00000${frame}`);
const mp4 = (seconds: number): Uint8Array =>
  latin(
    `\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x6cmoov\0\0\0\x64mvhd${'\0'.repeat(12)}\0\0\0\x14\0\0\0${String.fromCharCode(seconds * 20)}${'\0'.repeat(76)}`,
  );
const videos = (files: Files, content: Uint8Array): Files =>
  changed(
    files,
    Object.fromEntries([4, 16, 28].map((id) => [`${E0}/nvs/viz/cam_${id}/cam_${id}_nvs_epoch_0000.mp4`, content])),
  );

/** See the module. Codes that need a source of its own (links, unreadable files) are in `sources.test.ts`. */
export const DAMAGE: readonly DamageFixture[] = [
  { code: 'OUT1001', what: 'something else', damage: () => new Map([['notes.txt', latin('hello')]]) },
  {
    code: 'OUT1002',
    what: 'a flat epoch',
    damage: () =>
      new Map([
        ['evaluation/epoch_0030/smplx/000001.npz', body(2)],
        ['debug/a.png', latin('')],
      ]),
  },
  {
    code: 'OUT1002',
    what: 'bare cameras',
    damage: () => new Map([['evaluation/epoch_0030/4/render_vs_gt/000001.jpg', latin('')]]),
  },
  { code: 'OUT1002', what: 'epochs at the root', damage: () => new Map([['epoch_0030/smplx/000001.npz', body(2)]]) },
  {
    code: 'OUT1002',
    what: 'debug',
    damage: (files) =>
      set({ 'manifest.json': undefined, 'training_artifacts/': undefined, 'debug/epoch_0002/a.png': '' })(files),
  },
  { code: 'OUT1003', what: 'ground truth of an earlier epoch', damage: set({ [`${E0}/nvs/gt_inputs/`]: undefined }) },
  { code: 'OUT1004', what: 'no training artifacts', damage: set({ 'training_artifacts/': undefined }) },
  { code: 'OUT1005', what: 'no overall results', damage: set({ [NVS_TXT]: undefined }) },
  {
    code: 'OUT1005',
    what: 'no overall results in the last epoch, though the job went on',
    damage: set({ [`${E30}/nvs/metrics/novel_view_results.txt`]: undefined }),
  },
  { code: 'OUT1006', what: 'no test parameters', damage: set({ 'input_data/test/smplx/': undefined }) },
  {
    code: 'OUT1007',
    what: 'a stranger',
    damage: set({ 'evaluation/epoch_0000/nvs/extra.bin': 'x', 'wandb/run.log': 'x' }),
  },
  {
    code: 'OUT1008',
    what: 'clutter',
    damage: set({ 'input_data/.DS_Store': 'x', 'input_data/train/images/4/Thumbs.db': 'x' }),
  },
  {
    code: 'OUT1009',
    what: 'cam_ in input_data',
    damage: (files) => renamed(files, 'input_data/test/images/16/', 'input_data/test/images/cam_16/'),
  },
  {
    code: 'OUT1009',
    what: 'frames of four digits',
    damage: (files) => renamed(files, 'input_data/test/all_cameras/16/00', 'input_data/test/all_cameras/16/'),
  },
  { code: 'OUT1009', what: '.jpeg', damage: (files) => renamed(files, IMAGE, IMAGE.replace('.jpg', '.JPEG')) },
  {
    code: 'OUT1010',
    what: 'epoch_15',
    damage: (files) => renamed(files, 'evaluation/epoch_0015/', 'evaluation/epoch_15/'),
  },
  { code: 'OUT1011', what: 'a task nobody lists', damage: manifest((m) => ({ ...m, tasks: ['nvs', 'pose_smplx'] })) },
  {
    code: 'OUT1012',
    what: 'a job that was killed in nvs',
    damage: set({
      [`${E30}/pose_smplx/`]: undefined,
      [`${E30}/pose_smpl/`]: undefined,
      [`${E30}/nvs/metrics/`]: undefined,
    }),
  },
  {
    code: 'OUT1013',
    what: 'no ground truth',
    damage: set(
      Object.fromEntries(
        ['epoch_0000', 'epoch_0015', 'epoch_0030'].flatMap((epoch) =>
          ['metrics/', 'gt_inputs/'].map((part) => [`evaluation/${epoch}/pose_smplx/${part}`, undefined]),
        ),
      ),
    ),
  },
  {
    code: 'OUT1012',
    what: 'a job that was killed in pose',
    damage: set({
      [`${E30}/pose_smplx/metrics/`]: undefined,
      [`${E30}/pose_smplx/gt_inputs/`]: undefined,
      [`${E30}/pose_smplx/viz/`]: undefined,
      [`${E30}/pose_smpl/`]: undefined,
    }),
  },
  {
    code: 'OUT1014',
    what: 'a nested copy',
    damage: copy('input_data/train/depths/4/', 'input_data/train/depths/4/4/'),
  },
  {
    code: 'OUT1015',
    what: 'a stale copy',
    damage: set({ [`${E0}/pose_smplx/pred/posed_smplx_meshes_per_frame/00/000002.obj`]: undefined }),
  },
  {
    code: 'OUT1015',
    what: 'a copy of another run',
    level: 'full',
    damage: shifted(`${E0}/pose_smplx/pred/posed_smplx_meshes_per_frame/00/000002.obj`, 0.1),
    also: ['OUT4202'],
  },
  {
    code: 'OUT1016',
    what: 'two spellings',
    damage: set({ 'input_data/test/images/16/000001.JPG': 'x' }),
    also: ['OUT1106'],
  },
  {
    code: 'OUT1017',
    what: 'before the first evaluation',
    damage: both(
      set({ [`${E0}/`]: undefined, 'evaluation/epoch_0015/': undefined, [`${E30}/`]: undefined, 'evaluation/': '' }),
      manifest((m) => ({ ...m, eval_epochs: [] })),
    ),
    also: ['OUT2017'],
  },
  {
    code: 'OUT1018',
    what: 'a video of another epoch',
    damage: set({ [`${E0}/nvs/viz/cam_16/cam_16_nvs_epoch_0015.mp4`]: mp4(0.3) }),
  },
  { code: 'OUT1101', what: 'an epoch in the middle', damage: set({ 'evaluation/epoch_0015/': undefined }) },
  { code: 'OUT1102', what: 'the last epoch', damage: set({ [`${E30}/`]: undefined }) },
  {
    code: 'OUT1103',
    what: 'an epoch nobody lists',
    damage: manifest((m) => ({ ...m, eval_epochs: ['epoch_0000', 'epoch_0030'] })),
  },
  { code: 'OUT1104', what: 'an epoch twice', damage: copy(`${E0}/nvs/metrics/`, 'evaluation/epoch_000/nvs/metrics/') },
  {
    code: 'OUT1105',
    what: 'a camera twice',
    damage: copy('input_data/test/images/16/', 'input_data/test/images/cam_16/'),
  },
  { code: 'OUT1106', what: 'a frame twice', damage: set({ [IMAGE.replace('.jpg', '.png')]: picture(48, 64) }) },
  { code: 'OUT2001', what: 'no manifest', damage: set({ 'manifest.json': undefined }) },
  { code: 'OUT2002', what: 'a cut manifest', damage: edit('manifest.json', (text) => text.slice(0, 60)) },
  { code: 'OUT2003', what: 'another version', damage: manifest((m) => ({ ...m, output_layout_version: 'v2' })) },
  {
    code: 'OUT2004',
    what: 'a misspelt required key',
    damage: manifest(({ eval_epochs, ...m }) => ({ ...m, evalEpochs: eval_epochs })),
  },
  {
    code: 'OUT1021',
    what: 'pictures named as ffmpeg does',
    damage: (files) => renamed(files, 'input_data/train/images/4/', 'input_data/train/images/4/frame_'),
  },
  { code: 'OUT2005', what: 'an unknown task', damage: manifest((m) => ({ ...m, tasks: ['nvs', 'pose_smplex'] })) },
  {
    code: 'OUT2006',
    what: 'a misspelt optional key',
    damage: manifest(({ source_camera_id, ...m }) => ({ ...m, source_cam_id: source_camera_id })),
    also: ['OUT2015'],
  },
  {
    code: 'OUT2007',
    what: 'another experiment name',
    location: '/r/demo_pair02_tiny/v002_other',
    damage: (files) => files,
  },
  ...['demo_pair03_tiny', 'demo_pair02_tniy', 'demo-pair02-tiny', 'hi4d_pair15_fight'].map(
    (scene): DamageFixture => ({
      code: 'OUT2008',
      what: `in the folder of the scene ${scene}`,
      location: `/results/${scene}/v001_tiny`,
      damage: (files) => files,
    }),
  ),
  {
    code: 'OUT2008',
    what: 'a scene name from elsewhere',
    damage: manifest((all) => ({ ...all, scene_name: 'somewhere' })),
  },
  {
    code: 'OUT2008',
    what: 'another scene, another name',
    location: '/results/demo_pair03_tiny/v002',
    also: ['OUT2007'],
    damage: (files) => files,
  },
  ...[
    '/downloads/v001_tiny',
    '/home/me/copy',
    '/tmp/x/v001_tiny',
    '/data/demo_backup/v001_tiny',
    '/scratch/job_123456/v001_tiny',
  ].map(
    (location): DamageFixture => ({
      code: 'OUT2009',
      what: `copied to ${location}`,
      location,
      damage: (files) => files,
    }),
  ),
  {
    code: 'OUT2010',
    what: 'an epoch listed twice',
    damage: manifest((m) => ({ ...m, eval_epochs: ['epoch_0000', 'epoch_0000', 'epoch_0015', 'epoch_0030'] })),
  },
  {
    code: 'OUT2011',
    what: 'a camera without renders',
    damage: set({ [`${E0}/nvs/pred/cam_16/`]: undefined, [`${E0}/nvs/gt_inputs/cam_16/`]: undefined }),
    also: ['OUT3107'],
  },
  {
    code: 'OUT2012',
    what: 'a source camera that is not there',
    damage: manifest((m) => ({ ...m, source_camera_id: 28 })),
    also: ['OUT3102'],
  },
  {
    code: 'OUT2013',
    what: 'a virtual camera with a real id',
    damage: copy(
      'input_data/train/misc/nv_generation/est_images_debug/100/',
      'input_data/train/misc/nv_generation/est_images_debug/16/',
    ),
  },
  {
    code: 'OUT2014',
    what: 'renders of a camera nobody lists',
    damage: manifest((m) => ({ ...m, nvs_cameras: [4, 16] })),
  },
  { code: 'OUT2015', what: 'no camera list', damage: manifest(({ nvs_cameras: _, ...m }) => m) },
  {
    code: 'OUT2016',
    what: 'an unknown alignment',
    damage: manifest((m) => ({ ...m, pose_eval_world_alignment_method: 'procrustes' })),
  },
  { code: 'OUT2017', what: 'no tasks', damage: manifest((m) => ({ ...m, tasks: [] })), also: ['OUT1011'] },
  {
    code: 'OUT2018',
    what: 'epochs out of order',
    damage: manifest((m) => ({ ...m, eval_epochs: ['epoch_0030', 'epoch_0015', 'epoch_0000'] })),
  },
  {
    code: 'OUT2019',
    what: 'epoch_15 in the manifest',
    damage: manifest((m) => ({ ...m, eval_epochs: ['epoch_0000', 'epoch_15', 'epoch_0030'] })),
  },
  {
    code: 'OUT2020',
    what: 'a key twice',
    damage: edit('manifest.json', (text) => text.replace('{', '{"scene_name": "another", ')),
  },
  {
    code: 'OUT3001',
    what: 'a column less',
    damage: edit(NVS_ROWS, (text) => text.replace('psnr', 'quality')),
    also: ['OUT3002'],
  },
  {
    code: 'OUT3002',
    what: 'a column more',
    damage: edit(`${E0}/pose_smplx/metrics/smplx_pose_estimation_metrics_per_frame.csv`, (text) =>
      text
        .trim()
        .split('\n')
        .map((line, i) => `${line},${i === 0 ? 'iou' : '1'}`)
        .join('\n'),
    ),
  },
  { code: 'OUT3003', what: 'upper case', damage: edit(NVS_ROWS, (text) => text.replace('psnr', 'PSNR')) },
  {
    code: 'OUT3004',
    what: 'a cut row',
    damage: edit(NVS_CAMERAS, (text) => text.trim().slice(0, text.trim().lastIndexOf(','))),
    also: ['OUT3101'],
  },
  {
    code: 'OUT3005',
    what: 'a word',
    damage: edit(NVS_CAMERAS, (text) => text.replace(/,[^,\n]*\n$/, ',good\n')),
    also: ['OUT3101'],
  },
  { code: 'OUT3006', what: 'ids with a point', damage: edit(NVS_ROWS, (text) => text.replace(/^4,1,/m, '4.0,1.0,')) },
  {
    code: 'OUT3007',
    what: 'a row twice',
    damage: edit(NVS_ROWS, (text) => `${text}${text.trim().split('\n')[1]}\n`),
    also: ['OUT3103'],
  },
  {
    code: 'OUT3008',
    what: 'a header only',
    damage: edit(NVS_CAMERAS, (text) => `${text.split('\n')[0]}\n`),
  },
  {
    code: 'OUT3009',
    what: 'an average less',
    damage: edit(NVS_TXT, (text) => text.replace(/^ssim.*\n/m, '')),
  },
  {
    code: 'OUT3010',
    what: 'an average more',
    damage: edit(NVS_TXT, (text) => `${text}vmaf: 3.0\n`),
  },
  {
    code: 'OUT3011',
    what: 'an average twice',
    damage: edit(NVS_TXT, (text) => `${text}${text.split('\n')[0]}\n`),
  },
  {
    code: 'OUT3012',
    what: 'a line that says nothing',
    damage: edit(NVS_TXT, (text) => `${text}done\n`),
  },
  { code: 'OUT3013', what: 'mixed line endings', damage: edit(NVS_ROWS, (text) => text.replace('\n', '\r\n')) },
  {
    code: 'OUT3101',
    what: 'a missing value',
    damage: edit(NVS_ROWS, (text) => text.replace(/^4,1,[^,]*/m, '4,1,')),
  },
  {
    code: 'OUT3102',
    what: 'another average',
    damage: edit(NVS_TXT, (text) => text.replace(/^psnr: .*$/m, 'psnr: 30.0000')),
  },
  {
    code: 'OUT3103',
    what: 'another average of a camera',
    damage: edit(NVS_CAMERAS, (text) => text.replace(/^16,[^,]*/m, '16,30.5')),
  },
  {
    code: 'OUT3104',
    what: 'an impossible value',
    damage: edit(NVS_CAMERAS, (text) => text.replace(/^16,([^,]*),[^,]*/m, '16,$1,1.5')),
    also: ['OUT3103'],
  },
  {
    code: 'OUT3105',
    what: 'rows of frames that are not there',
    damage: set(
      Object.fromEntries(
        ['pred', 'gt_inputs'].flatMap((role) =>
          [4, 16, 28].map((id) => [`${E0}/nvs/${role}/cam_${id}/metrics_input/000006.jpg`, undefined]),
        ),
      ),
    ),
  },
  {
    code: 'OUT3106',
    what: 'old names',
    damage: edit(`${E0}/pose_smplx/metrics/smplx_pose_estimation_overall_results.txt`, (text) =>
      text.replace('rr_mpjpe_mm', 'MPJPE_mm'),
    ),
    also: ['OUT3009', 'OUT3010'],
  },
  {
    code: 'OUT3107',
    what: 'no rows of a camera',
    damage: both(
      edit(NVS_ROWS, (text) => text.replace(/^16,.*\n/gm, '')),
      edit(NVS_CAMERAS, (text) => text.replace(/^16,.*\n/gm, '')),
    ),
    also: ['OUT3102'],
  },
  {
    code: 'OUT3108',
    what: 'nan as average',
    damage: edit(NVS_TXT, (text) => text.replace(/^psnr: .*$/m, 'psnr: nan')),
  },
  { code: 'OUT4001', what: 'an empty picture', damage: set({ [IMAGE]: new Uint8Array(0) }) },
  { code: 'OUT4002', what: 'a cut picture', damage: bytes(IMAGE, (content) => content.slice(0, -200)) },
  { code: 'OUT4002', what: 'a cut depth map', damage: bytes(DEPTH, (content) => content.slice(0, -400)) },
  { code: 'OUT4002', what: 'cut splats', damage: bytes(`${SPLATS}000003.pt`, (content) => content.slice(0, -400)) },
  {
    code: 'OUT4002',
    what: 'a mesh cut in its vertices',
    damage: bytes(`${PRED_00}000003.obj`, (content) => content.slice(0, 2000)),
  },
  { code: 'OUT4003', what: 'a page instead of a picture', damage: set({ [IMAGE]: '<html>404</html>' }) },
  {
    code: 'OUT4004',
    what: 'a flipped bit',
    level: 'full',
    damage: bytes(CAMERA, (content) => content.map((value, i) => (i === 200 ? value ^ 1 : value))),
  },
  {
    code: 'OUT4005',
    what: 'an old torch file',
    damage: set({ [`${SPLATS}000003.pt`]: latin('\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.') }),
  },
  {
    code: 'OUT4006',
    what: 'pickled arrays',
    damage: set({ [CAMERA]: zip([{ name: 'intrinsics.npy', data: npy("'|O'", '(3, 3)', latin('x')) }]) }),
  },
  {
    code: 'OUT4007',
    what: 'an archive of 5000 entries',
    damage: set({ [CAMERA]: zip(Array.from({ length: 5000 }, (_, i) => ({ name: `${i}`, data: new Uint8Array(0) }))) }),
  },
  {
    code: 'OUT4008',
    what: 'a camera without extrinsics',
    damage: set({ [CAMERA]: npz({ intrinsics: ['(3, 3)', Float32Array.from(K)] }) }),
  },
  {
    code: 'OUT4009',
    what: 'a person that was lost',
    damage: set(
      Object.fromEntries(
        ['world_aligned', 'root_aligned'].map((space) => [
          `${meshFolder('pred', space, '00/')}000003.obj`,
          new Uint8Array(0),
        ]),
      ),
    ),
  },
  { code: 'OUT4101', what: 'nan', damage: set({ [CAMERA]: camera([Number.NaN, ...K.slice(1)], RT) }) },
  {
    code: 'OUT4102',
    what: 'a scaled rotation',
    damage: set({
      [CAMERA]: camera(
        K,
        RT.map((value, i) => (i < 3 ? value * 1.1 : value)),
      ),
    }),
  },
  {
    code: 'OUT4103',
    what: 'a mirrored rotation',
    damage: set({
      [CAMERA]: camera(
        K,
        RT.map((value, i) => (i === 0 ? -1 : value)),
      ),
    }),
  },
  { code: 'OUT4104', what: 'a focal length of 0', damage: set({ [CAMERA]: camera([0, ...K.slice(1)], RT) }) },
  {
    code: 'OUT4105',
    what: 'K of another resolution',
    damage: set({ [CAMERA]: camera([50, 0, 470, 0, 50, 640, 0, 0, 1], RT) }),
  },
  {
    code: 'OUT4106',
    what: 'a camera that looks away',
    level: 'full',
    damage: set(
      Object.fromEntries(
        EVERY_FRAME.map((name) => [
          `input_data/test/all_cameras/16/${name}.npz`,
          camera(K, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, -1000]),
        ]),
      ),
    ),
  },
  {
    code: 'OUT4107',
    what: 'cameras of one another',
    level: 'full',
    damage: (files) => exchanged(files, 'input_data/test/all_cameras/16/', 'input_data/test/all_cameras/28/'),
  },
  {
    code: 'OUT4108',
    what: 'masks of one another',
    level: 'full',
    damage: (files) =>
      exchanged(files, 'input_data/test/seg/img_seg_mask/16/0/', 'input_data/test/seg/img_seg_mask/16/1/'),
  },
  {
    code: 'OUT4201',
    what: 'a mesh cut in its faces',
    damage: edit(`${PRED_00}000003.obj`, (text) => text.split('\n').slice(0, -20).join('\n')),
  },
  {
    code: 'OUT4201',
    what: 'a mesh cut in its faces, all read',
    level: 'full',
    damage: edit(`${PRED_00}000003.obj`, (text) => text.split('\n').slice(0, -20).join('\n')),
    also: ['OUT1015', 'OUT4202'],
  },
  {
    code: 'OUT4202',
    what: 'a merged mesh of one person',
    level: 'full',
    damage: (files) =>
      set({
        [`${meshFolder('pred', 'world_aligned')}000003.obj`]: files.get(
          `${meshFolder('pred', 'world_aligned', '00/')}000003.obj`,
        )!,
      })(files),
  },
  {
    code: 'OUT4203',
    what: 'a vertex of nan',
    level: 'full',
    damage: edit(`${meshFolder('pred', 'world_aligned', '01/')}000003.obj`, (text) => text.replace(/^v \S+/m, 'v nan')),
  },
  {
    code: 'OUT4204',
    what: 'a person without meshes',
    damage: set(
      Object.fromEntries(
        EVERY_FRAME.map((name) => [`${meshFolder('pred', 'world_aligned', '01/')}${name}.obj`, new Uint8Array(0)]),
      ),
    ),
    also: ['OUT4009'],
  },
  {
    code: 'OUT4205',
    what: 'other triangles',
    level: 'full',
    damage: edit(`${meshFolder('pred', 'world_aligned', '01/')}000003.obj`, (text) =>
      text.replace(/^f (\d+) (\d+) (\d+)$/m, 'f $2 $1 $3'),
    ),
  },
  {
    code: 'OUT4206',
    what: 'one space of another shape',
    level: 'full',
    damage: both(
      ...EVERY_FRAME.map((name) => stretched(`${meshFolder('gt_inputs', 'root_aligned', '00/')}${name}.obj`)),
    ),
    also: ['OUT3109', 'OUT4202'],
  },
  {
    code: 'OUT4301',
    what: 'a picture of another size',
    damage: set({ [IMAGE]: undefined, [IMAGE.replace('.jpg', '.png')]: picture(40, 40) }),
  },
  {
    code: 'OUT4302',
    what: 'ground truth of another size',
    damage: (files) =>
      set(
        Object.fromEntries(
          EVERY_FRAME.flatMap((name) => [
            [
              `${E0}/nvs/gt_inputs/cam_16/metrics_input/${name}.jpg`,
              files.get(`input_data/test/images/16/${name}.jpg`)!,
            ],
          ]),
        ),
      )(files),
  },
  { code: 'OUT4303', what: 'a mask of another size', damage: set({ [MASK]: mask((i) => (i % 2) * 255, 24, 32) }) },
  {
    code: 'OUT4304',
    what: 'depth of the size of the network',
    damage: set({ [DEPTH]: depth(() => 3, { width: 24, height: 32 }) }),
  },
  { code: 'OUT4305', what: 'a black dummy', damage: (files) => set({ [IMAGE]: black(files, IMAGE) })(files) },
  { code: 'OUT4306', what: 'a coloured mask', damage: set({ [MASK]: picture(48, 64) }) },
  {
    code: 'OUT4306',
    what: 'a soft mask',
    level: 'full',
    damage: set({ [MASK]: mask((i) => i % 256) }),
    also: ['OUT4313', 'OUT4314', 'OUT5022'],
  },
  {
    code: 'OUT4307',
    what: 'an empty mask of a skipped frame',
    level: 'full',
    damage: set({ [MASK]: mask(() => 0), 'input_data/test/skip_frames.csv': '3\n' }),
    also: ['OUT4314', 'OUT5022'],
  },
  {
    code: 'OUT4316',
    what: 'an empty mask',
    level: 'full',
    damage: set({ [MASK]: mask(() => 0) }),
    also: ['OUT4314', 'OUT5022'],
  },
  { code: 'OUT4308', what: 'a PNG called .jpg', damage: set({ [IMAGE]: picture(48, 64) }) },
  {
    code: 'OUT4309',
    what: 'a frozen camera',
    damage: (files) => set({ [IMAGE]: files.get(IMAGE.replace('3.jpg', '2.jpg'))! })(files),
  },
  {
    code: 'OUT4310',
    what: 'empty masks of a virtual camera',
    level: 'full',
    damage: (files) =>
      set(
        Object.fromEntries(
          [...files.keys()]
            .filter((path) => path.startsWith('input_data/train/seg/img_seg_mask/100/all/'))
            .map((path) => [path, mask(() => 0)]),
        ),
      )(files),
  },
  {
    code: 'OUT4401',
    what: 'negative depth',
    level: 'full',
    damage: set({ [DEPTH]: depth((i) => (i === 7 ? -1 : 3)) }),
    also: ['OUT4406'],
  },
  { code: 'OUT4402', what: 'depth of zeros', level: 'full', damage: set({ [DEPTH]: depth(() => 0) }) },
  {
    code: 'OUT4403',
    what: 'depth with a third axis',
    damage: set({ [DEPTH]: depth(() => 3, { shape: '(64, 48, 1)' }) }),
  },
  {
    code: 'OUT4404',
    what: 'depth in millimetres',
    level: 'full',
    damage: set(
      Object.fromEntries(EVERY_FRAME.map((name) => [`input_data/train/depths/4/${name}.npy`, depth(() => 3000)])),
    ),
    also: ['OUT4405', 'OUT4408'],
  },
  {
    code: 'OUT4501',
    what: 'a person less in one frame',
    damage: set({ 'input_data/train/smplx/000003.npz': body(1) }),
    also: ['OUT4509'],
  },
  {
    code: 'OUT4502',
    what: 'masks of one person',
    damage: set({ 'input_data/train/seg/img_seg_mask/4/1/': undefined }),
  },
  {
    code: 'OUT4503',
    what: 'nan',
    damage: set({ 'input_data/train/smplx/000003.npz': body(2, Number.NaN) }),
    also: ['OUT4509'],
  },
  {
    code: 'OUT4504',
    what: 'SMPL in the folder of SMPL-X',
    damage: set({ 'input_data/train/smplx/000003.npz': body(2, 0, 69) }),
    also: ['OUT4509'],
  },
  { code: 'OUT4505', what: 'nobody, and not skipped', damage: set({ 'input_data/train/smplx/000003.npz': body(0) }) },
  {
    code: 'OUT4506',
    what: 'pickled genders',
    damage: set({
      'input_data/test/meta.npz': zip([{ name: 'genders.npy', data: npy("'|O'", '(2,)', latin('\x80\x02]')) }]),
    }),
  },
  {
    code: 'OUT4601',
    what: 'infinite splats',
    level: 'full',
    damage: (files) => set({ [`${SPLATS}000003.pt`]: withInfinity(files.get(`${SPLATS}000003.pt`)!) })(files),
  },
  {
    code: 'OUT4602',
    what: 'no splats for two frames',
    damage: set(
      Object.fromEntries(
        ['', '00/', '01/'].flatMap((person) =>
          [5, 6].map((frame) => [`${SPLATS}${person}00000${frame}.pt`, undefined]),
        ),
      ),
    ),
  },
  {
    code: 'OUT4603',
    what: 'splats of one person',
    level: 'full',
    damage: (files) => set({ [`${SPLATS}000003.pt`]: files.get(`${SPLATS}00/000003.pt`)! })(files),
  },
  {
    code: 'OUT4701',
    what: 'a video less',
    damage: (files) => set({ [`${E0}/nvs/viz/cam_16/cam_16_nvs_epoch_0000.mp4`]: undefined })(videos(files, mp4(0.3))),
  },
  {
    code: 'OUT4702',
    what: 'a short video',
    damage: (files) => set({ [`${E0}/nvs/viz/cam_16/cam_16_nvs_epoch_0000.mp4`]: mp4(0.1) })(videos(files, mp4(0.3))),
    also: ['OUT4701'],
  },
  {
    code: 'OUT5001',
    what: 'no ground truth for two frames',
    damage: set(
      Object.fromEntries(
        [2, 3].map((frame) => [`${E0}/nvs/gt_inputs/cam_16/metrics_input/00000${frame}.jpg`, undefined]),
      ),
    ),
  },
  {
    code: 'OUT5002',
    what: 'no prediction',
    damage: set({ [`${E0}/nvs/pred/cam_16/metrics_input/000002.jpg`]: undefined }),
    also: ['OUT3105', 'OUT5007'],
  },
  { code: 'OUT5003', what: 'no camera', damage: set({ 'input_data/test/all_cameras/16/000002.npz': undefined }) },
  {
    code: 'OUT5004',
    what: 'no picture',
    damage: set({ 'input_data/train/images/4/000002.jpg': undefined }),
    also: ['OUT5011'],
  },
  { code: 'OUT5005', what: 'no mask', damage: set({ [MASK]: undefined }) },
  { code: 'OUT5006', what: 'no depth', damage: set({ [DEPTH]: undefined }) },
  {
    code: 'OUT5007',
    what: 'a frame less of one camera',
    damage: set(
      Object.fromEntries(
        [
          'images/16/000002.jpg',
          'all_cameras/16/000002.npz',
          ...['all', '0', '1'].map((who) => `seg/img_seg_mask/16/${who}/000002.png`),
        ].map((path) => [`input_data/test/${path}`, undefined]),
      ),
    ),
  },
  {
    code: 'OUT5008',
    what: 'ground truth as PNG',
    damage: set({
      [`${E0}/nvs/gt_inputs/cam_16/metrics_input/000002.jpg`]: undefined,
      [`${E0}/nvs/gt_inputs/cam_16/metrics_input/000002.png`]: picture(24, 32),
    }),
  },
  {
    code: 'OUT5010',
    what: 'predictions of skipped frames',
    damage: set({ 'input_data/train/skip_frames.csv': '2, 3\n' }),
  },
  {
    code: 'OUT5011',
    what: 'fewer frames in test',
    damage: (files) =>
      set(
        Object.fromEntries(
          [...files.keys()]
            .filter((path) => /^input_data\/test\/.*\/000006\./.test(path))
            .map((path) => [path, undefined]),
        ),
      )(files),
  },
  {
    code: 'OUT5012',
    what: 'a person without ground truth',
    damage: set(
      Object.fromEntries(
        ['world_aligned', 'root_aligned'].map((space) => [meshFolder('gt_inputs', space, '01/'), undefined]),
      ),
    ),
  },
  {
    code: 'OUT5013',
    what: 'a person less in one frame',
    damage: set({ [`${meshFolder('pred', 'world_aligned', '01/')}000003.obj`]: undefined }),
  },
  {
    code: 'OUT5014',
    what: 'ground truth as prediction',
    damage: (files) => copy(`${E0}/nvs/gt_inputs/cam_16/`, `${E0}/nvs/pred/cam_16/`)(files),
  },
  {
    code: 'OUT5014',
    what: 'meshes of the ground truth as prediction',
    level: 'full',
    damage: (files) => copy(meshFolder('gt_inputs', 'world_aligned'), meshFolder('pred', 'world_aligned'))(files),
    also: ['OUT4206'],
  },
  {
    code: 'OUT5015',
    what: 'persons in another order',
    level: 'full',
    damage: (files) =>
      renamed(
        renamed(
          renamed(files, meshFolder('gt_inputs', 'world_aligned', '00/'), 'x/'),
          meshFolder('gt_inputs', 'world_aligned', '01/'),
          meshFolder('gt_inputs', 'world_aligned', '00/'),
        ),
        'x/',
        meshFolder('gt_inputs', 'world_aligned', '01/'),
      ),
    also: ['OUT4202', 'OUT4206', 'OUT5019'],
  },
  { code: 'OUT5016', what: 'no parameters', damage: set({ [`${E0}/pose_smplx/inputs/smplx/000003.npz`]: undefined }) },
  {
    code: 'OUT5017',
    what: 'a visualisation less',
    damage: set({ [`${E0}/nvs/viz/cam_16/render_vs_gt/000003.jpg`]: undefined }),
  },
  {
    code: 'OUT5018',
    what: 'ground truth and prediction in each other’s place',
    level: 'full',
    damage: both(
      ...['world_aligned', 'root_aligned'].map(
        (space) => (files: Files) => exchanged(files, meshFolder('pred', space), meshFolder('gt_inputs', space)),
      ),
    ),
    also: ['OUT1015'],
  },
  {
    code: 'OUT5019',
    what: 'ground truth of other bodies',
    level: 'full',
    damage: both(
      ...['world_aligned', 'root_aligned'].flatMap((space) =>
        ['00/', '01/'].flatMap((person) =>
          EVERY_FRAME.map((name) => stretched(`${meshFolder('gt_inputs', space, person)}${name}.obj`)),
        ),
      ),
    ),
    also: ['OUT3109', 'OUT4202'],
  },
  {
    code: 'OUT6201',
    what: 'a cut recording',
    damage: set({ 'rerun/input_data.rrd': latin(`RRF2${'x'.repeat(100)}`) }),
  },
  {
    code: 'OUT6202',
    what: 'an old name',
    damage: set({
      'rerun/evaluation_nvs_epoch_0030.rrd': latin(`RRF2${'x'.repeat(100)}${'\0'.repeat(20)}RRF2FOOT\x01\0\0\0`),
    }),
  },
  {
    code: 'OUT6201',
    what: 'a recording cut within zeros',
    // A message of kind 2 that should have 1000 bytes.
    damage: set({
      'rerun/input_data.rrd': latin(`RRF2\0\0\0\0\0\0\0\0\x02${'\0'.repeat(7)}\xe8\x03${'\0'.repeat(86)}`),
    }),
  },
  {
    code: 'OUT6203',
    what: 'a recording of an epoch that is not there',
    damage: set({
      'rerun/evaluation_epoch_0045.rrd': latin(`RRF2${'x'.repeat(100)}${'\0'.repeat(20)}RRF2FOOT\x01\0\0\0`),
    }),
  },
];

/** Splats with one infinite number: a stored tensor, so its checksum must follow. */
function withInfinity(original: Uint8Array): Uint8Array {
  const archive = new Map<string, Uint8Array>();
  const view = new DataView(original.buffer, original.byteOffset, original.byteLength);
  const end = original.length - 22;
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < view.getUint16(end + 10, true); i++) {
    const [nameLength, extraLength, size, offset] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint32(at + 24, true),
      view.getUint32(at + 42, true),
    ];
    const name = decode(original.subarray(at + 46, at + 46 + nameLength));
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    archive.set(name, original.slice(start, start + size));
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  const name = [...archive.keys()].find((key) => key.endsWith('/data/0'))!;
  const data = archive.get(name)!;
  new DataView(data.buffer).setFloat32(0, Number.POSITIVE_INFINITY, true);
  return zip([...archive].map(([key, content]) => ({ name: key, data: content })));
}
