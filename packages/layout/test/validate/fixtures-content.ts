/**
 * Damage that is told by comparing things with each other: pictures, bodies, cameras, tables.
 * @module
 */
import { exif, withExif } from '../field/bytes.ts';
import { base64, join, latin } from '../read/bytes.ts';
import { changed, type Files, renamed } from '../tiny-files.ts';
import {
  body,
  copy,
  type DamageFixture,
  depth,
  E0,
  E30,
  edit,
  exchanged,
  mask,
  meshFolder,
  picture,
  set,
} from './fixtures.ts';

const from =
  (to: string, source: string) =>
  (files: Files): Files =>
    changed(files, { [to]: files.get(source)! });
/** 48×64 pixels by Pillow: the upper half coloured squares, the lower half gray 128. */
const HALF_GRAY = base64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCABAADADAREAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDYqDoM6vOLKdfVHebtfHnjGFX0R5BVr0j0xawOgjqySpWRJs1xnqEFeafMmTXYegdbXkmZyVe2bl2szjOirkMh9eaeuc3XrnWaVcxyElaHhi17BqY9bHWbFfPnWFe+fOkdeae2FABQAUAFABQAUAFABQAUAFABQAUAFABQAUAFABQAUAFABQAUAFABQB//2Q==',
);
/** The same squares in gray only. */
const GRAY = base64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCABAADABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOjqnVmq9cFWjXb1TqzVeuCrRq9VeqNdxXn9OrcqvVGu4rz+nV01c5UdbldJWXUVc5UdbldJWXS1zdWarV1FcfXWVzdWarV1FcfX/9k=',
);
/** A map of 48×64 floats turned upside down. */
const upsideDown = (map: Uint8Array): Uint8Array => {
  const [out, row] = [map.slice(), 48 * 4];
  for (let y = 0; y < 64; y++)
    out.set(map.subarray(map.length - (y + 1) * row, map.length - y * row), map.length - (64 - y) * row);
  return out;
};
const IMAGE = 'input_data/test/images/16/000003.jpg';
const UNION = 'input_data/test/seg/img_seg_mask/16/all/000003.png';
const DEPTHS = 'input_data/train/depths/4/';
const BODY = 'input_data/train/smplx/000003.npz';
const PRED = meshFolder('pred', 'world_aligned', '00/');
const SPLATS = `${E0}/pose_smplx/viz/posed_3dgs_per_frame/`;
const ROWS = `${E0}/nvs/metrics/metrics_all_cams_per_frame.csv`;

/** See the module. */
export const CONTENT_DAMAGE: readonly DamageFixture[] = [
  { code: 'OUT1019', what: 'a copy of an epoch', damage: copy(`${E30}/nvs/metrics/`, 'evaluation/epoch_0030 (copy)/') },
  {
    code: 'OUT1020',
    what: 'debug pictures where they used to be',
    damage: (files) =>
      renamed(files, 'input_data/train/misc/nv_generation/est_masks_debug/', 'input_data/train/est_masks_debug/'),
  },
  {
    code: 'OUT3014',
    what: 'saved by pandas with its index',
    damage: edit(ROWS, (text) => text.replace(/^(?=.)/gm, '0,').replace(/^0,/, 'Unnamed: 0,')),
  },
  {
    code: 'OUT3109',
    what: 'vertex errors of another epoch',
    level: 'full',
    damage: copy(`${E0}/pose_smplx/metrics/`, `${E30}/pose_smplx/metrics/`),
  },
  {
    code: 'OUT3109',
    what: 'predictions of another camera in one epoch',
    level: 'full',
    damage: (files) => exchanged(files, `${E30}/nvs/pred/cam_16/`, `${E30}/nvs/pred/cam_28/`),
    also: ['OUT5021'],
  },
  {
    code: 'OUT4109',
    what: 'the file of another camera in one frame',
    damage: from('input_data/test/all_cameras/28/000003.npz', 'input_data/test/all_cameras/16/000003.npz'),
  },
  {
    code: 'OUT4207',
    what: 'millimetres in one frame',
    level: 'full',
    damage: edit(`${PRED}000003.obj`, (text) =>
      text.replace(
        /^v (\S+) (\S+) (\S+)/gm,
        (_, ...v: string[]) =>
          `v ${v
            .slice(0, 3)
            .map((one) => Number(one) * 1000)
            .join(' ')}`,
      ),
    ),
    also: ['OUT4202', 'OUT4604'],
  },
  { code: 'OUT4311', what: 'a lower half in gray', level: 'full', damage: set({ [IMAGE]: HALF_GRAY }) },
  {
    code: 'OUT4312',
    what: 'triplets without a third tile',
    damage: (files) =>
      set(
        Object.fromEntries(
          [...files.keys()].filter((path) => path.includes('est_images_debug')).map((path) => [path, picture(96, 64)]),
        ),
      )(files),
    also: ['OUT4309'],
  },
  {
    code: 'OUT4313',
    what: 'a mask of everything',
    level: 'full',
    damage: set({ [UNION]: mask(() => 255) }),
    also: ['OUT4314', 'OUT5022'],
  },
  {
    code: 'OUT4314',
    what: 'one person for all',
    level: 'full',
    damage: from(UNION, 'input_data/test/seg/img_seg_mask/16/0/000003.png'),
  },
  { code: 'OUT4315', what: 'a gray picture', damage: set({ [IMAGE]: GRAY }) },
  {
    code: 'OUT4408',
    what: 'float32 millimetres',
    damage: set({ [`${DEPTHS}000003.npy`]: depth((i) => 2_000 + (i % 500)) }),
  },
  {
    code: 'OUT4317',
    what: 'a picture of a phone that was held upright',
    damage: (files) => changed(files, { [IMAGE]: withExif(files.get(IMAGE)!, exif(6)) }),
  },
  {
    code: 'OUT4318',
    what: 'five bytes between two segments of a JPEG',
    damage: (files) => {
      const picture = files.get(IMAGE)!;
      return changed(files, { [IMAGE]: join(picture.subarray(0, 20), latin('hello'), picture.subarray(20)) });
    },
  },
  {
    code: 'OUT4405',
    what: 'one distance',
    level: 'full',
    damage: set({ [`${DEPTHS}000003.npy`]: depth(() => 3) }),
    also: ['OUT4406'],
  },
  {
    code: 'OUT4406',
    what: 'background with people',
    level: 'full',
    damage: copy(DEPTHS, `${E0}/pose_smplx/viz/masked_depth_maps/`),
  },
  {
    code: 'OUT4407',
    what: 'depth upside down',
    level: 'full',
    damage: (files) =>
      changed(
        files,
        Object.fromEntries(
          [...files].flatMap(([path, map]) => (path.startsWith(DEPTHS) ? [[path, upsideDown(map)] as const] : [])),
        ),
      ),
    also: ['OUT4406'],
  },
  {
    code: 'OUT4507',
    what: 'parameters of the other world',
    level: 'full',
    damage: copy('input_data/test/smplx/', `${E0}/pose_smplx/inputs/smplx/`),
  },
  { code: 'OUT4508', what: 'degrees', damage: set({ [BODY]: body(2, 30) }), also: ['OUT4509'] },
  { code: 'OUT4509', what: 'no hands in one frame', damage: set({ [BODY]: body(2) }) },
  {
    code: 'OUT4604',
    what: 'splats of one another',
    level: 'full',
    damage: (files) => exchanged(files, `${SPLATS}00/`, `${SPLATS}01/`),
  },
  {
    code: 'OUT5020',
    what: 'a mesh twice',
    level: 'full',
    damage: from(`${PRED}000003.obj`, `${PRED}000002.obj`),
    also: ['OUT4202'],
  },
  {
    code: 'OUT5021',
    what: 'ground truth of two cameras exchanged',
    level: 'full',
    damage: (files) => exchanged(files, `${E0}/nvs/gt_inputs/cam_16/`, `${E0}/nvs/gt_inputs/cam_28/`),
    also: ['OUT3109', 'OUT5022'],
  },
  {
    code: 'OUT5022',
    what: 'another camera in the source view',
    level: 'full',
    damage: from(`${E0}/pose_smplx/viz/images/4/000003.jpg`, IMAGE),
  },
  { code: 'OUT5023', what: 'no parameters of one frame', damage: set({ [BODY]: undefined }) },
  {
    code: 'OUT5024',
    what: 'no source camera in one frame',
    damage: set({ [`${E0}/pose_smplx/viz/all_cameras/4/000003.npz`]: undefined }),
  },
];
