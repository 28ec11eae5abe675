/**
 * What goes into `nv_generation_epoch_XXXX.rrd`.
 * @module
 */
import { entityPath, unionOfFrames } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { whyNoParameters } from '../../body-model/models.ts';
import { CAMERA_COLORS, personColor } from '../../colors.ts';
import { type ExportSelection, selects } from '../../options.ts';
import { type RecordingSteps, StepList } from '../../steps/step-list.ts';
import { poseStateOf } from '../evaluation-of.ts';

/**
 * Steps of a view generation: only the frames that were generated, so that nothing is shown for the four in five
 * frames between them. @throws InvalidSelectionError when the epoch has no pose state on disk.
 */
export function planNvGenerationSteps(
  experiment: Experiment,
  epoch: number,
  selection: ExportSelection,
): RecordingSteps {
  const { meshes, parameters } = poseStateOf(experiment, epoch);
  const generated = experiment.nvGeneration.flatMap(({ triplets, masks, depths }) => [triplets, masks, depths]);
  const series = [...meshes.map((person) => person.meshes), parameters, ...generated];
  const list = new StepList(selection, unionOfFrames(series.map((one) => one?.frames ?? [])));
  planCameras(list, experiment);
  for (const { camera, triplets, masks, depths } of experiment.nvGeneration) {
    if (!list.selectsCamera(camera)) continue;
    for (const [folder, pictures] of [
      ['est_images_debug', triplets],
      ['est_masks_debug', masks],
      ['est_depths_debug', depths],
    ] as const)
      if (pictures !== undefined)
        list.add('images', { root: 'input_data', split: 'train', generation: folder, camera }, pictures);
  }
  for (const person of meshes)
    if (selects(selection.persons, person.person))
      list.addMeshes(
        { root: 'input_data', split: 'train', poseState: epoch, person: person.person },
        person.meshes,
        personColor('pred', person.person),
      );
  if (meshes.length === 0 && parameters !== undefined && selection.bodyModels?.smplx !== undefined)
    list.addBodies({ root: 'input_data', split: 'train', poseState: epoch }, parameters, {
      body: 'smplx',
      entityOf: (person) => entityPath.poseState(epoch, person),
      colorOf: (person) => personColor('pred', person),
      place: 'world',
    });
  else {
    if (meshes.length === 0) list.leaveOut(entityPath.poseState(epoch), 'no meshes');
    if (parameters !== undefined) list.leaveOut(parameters.path, whyNoParameters(meshes.length > 0));
  }
  return list.finish();
}

/** The rig: cameras of `train`, each with its pictures in the frustum. */
function planCameras(list: StepList, { train }: Experiment): void {
  for (const { camera, kind, cameras, images } of train?.cameras ?? []) {
    if (kind !== 'source' && !list.selectsCamera(camera)) continue;
    const at = { root: 'input_data', split: 'train', camera } as const;
    if (cameras === undefined) {
      list.leaveOut(entityPath.inputCamera('train', camera), 'no camera files');
      continue;
    }
    list.addCamera(at, camera, cameras, {
      pictures: images,
      fullSize: undefined,
      scaled: false,
      color: CAMERA_COLORS[kind],
    });
    if (images !== undefined) list.add('images', { ...at, part: 'images' }, images);
  }
}
