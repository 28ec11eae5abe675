/**
 * What goes into `input_data.rrd`.
 * @module
 */
import { entityPath } from '@outlay/schema/names';
import { type Experiment, type InputSplit, MASK_CLASSES } from '@outlay/schema/port';
import { CAMERA_COLORS, fromPalette, PERSON_COLORS } from '../../colors.ts';
import type { ExportSelection } from '../../options.ts';
import { type RecordingSteps, StepList } from '../../steps/step-list.ts';

/** Steps of the input data's recording. */
export function planInputDataSteps(experiment: Experiment, selection: ExportSelection): RecordingSteps {
  const list = new StepList(selection);
  for (const name of ['train', 'test'] as const) {
    const split = experiment[name];
    if (split === undefined) list.leaveOut(entityPath.inputData(name), 'the folder is absent');
    else planSplit(list, split);
  }
  for (const generated of experiment.nvGeneration) {
    if (!list.selectsCamera(generated.camera)) continue;
    for (const [folder, series] of [
      ['est_images_debug', generated.triplets],
      ['est_masks_debug', generated.masks],
      ['est_depths_debug', generated.depths],
    ] as const)
      if (series !== undefined)
        list.add(
          'images',
          { root: 'input_data', split: 'train', generation: folder, camera: generated.camera },
          series,
        );
  }
  return list.finish();
}

function planSplit(list: StepList, { split, cameras, bodies }: InputSplit): void {
  const unassignedClass = unassignedClassOf(cameras);
  for (const input of cameras) {
    const { camera, images, masks, depths } = input;
    if (!list.selectsCamera(camera)) continue;
    const at = { root: 'input_data', split, camera } as const;
    if (input.cameras === undefined) list.leaveOut(entityPath.inputCamera(split, camera), 'no camera files');
    else
      list.addCamera(at, camera, input.cameras, {
        pictures: images,
        fullSize: undefined,
        scaled: false,
        color: CAMERA_COLORS[input.kind],
      });
    if (images !== undefined) list.add('images', { ...at, part: 'images' }, images);
    if (masks !== undefined) list.addMasks({ ...at, part: 'seg' }, masks, unassignedClass);
    if (depths !== undefined) list.add('depths', { ...at, part: 'depths' }, depths);
  }
  for (const body of ['smplx', 'smpl'] as const) {
    const series = bodies[body];
    if (series !== undefined)
      list.addBodies({ root: 'input_data', split, body }, series, {
        body,
        entityOf: (person) => entityPath.inputBody(split, body, person),
        trajectoryOf: (person) => entityPath.inputTrajectory(split, body, person),
        skeletonOf: (person) => entityPath.inputSkeleton(split, body, person),
        colorOf: (person) => fromPalette(PERSON_COLORS, person),
      });
  }
}

/** Class id of "somebody, but nobody in particular" in a recording: the first after the persons'. */
export function unassignedClassOf(cameras: InputSplit['cameras']): number {
  return MASK_CLASSES.person(Math.max(-1, ...cameras.flatMap(({ maskPersons }) => maskPersons))) + 1;
}
