/**
 * What goes into `gaussians_epoch_XXXX.rrd`.
 * @module
 */
import { entityPath, entityPathOf } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { CAMERA_COLORS } from '../../colors.ts';
import { InvalidSelectionError } from '../../errors.ts';
import { EXPORT_DEFAULTS, type ExportSelection } from '../../options.ts';
import { type RecordingSteps, StepList } from '../../steps/step-list.ts';
import { evaluationOf } from '../evaluation-of.ts';

/** The task that keeps posed Gaussians. */
const TASK = 'pose_smplx';

/** Steps of the Gaussians' recording, with the source view beside them. @throws InvalidSelectionError */
export function planGaussiansSteps(experiment: Experiment, epoch: number, selection: ExportSelection): RecordingSteps {
  const { maxSplats = EXPORT_DEFAULTS.maxSplats } = selection;
  if (!Number.isSafeInteger(maxSplats) || maxSplats < 1)
    throw new InvalidSelectionError('maxSplats', 'a whole number above 0', String(maxSplats));
  const pose = evaluationOf(experiment, epoch).pose[TASK];
  const list = new StepList(selection, pose?.splats?.frames);
  const at = { root: 'evaluation', epoch, task: TASK, role: 'viz' } as const;
  const address = { ...at, gaussians: 'all' } as const;
  if (pose?.splats === undefined) {
    list.leaveOut(entityPathOf(address), 'no posed 3D Gaussians at this epoch');
    return list.finish();
  }
  const { sourceView, splats } = pose;
  if (sourceView?.cameras !== undefined)
    list.addCamera({ ...at, camera: sourceView.camera }, sourceView.camera, sourceView.cameras, {
      pictures: sourceView.images,
      fullSize: undefined,
      scaled: false,
      color: CAMERA_COLORS.source,
    });
  if (sourceView?.images !== undefined)
    list.add('images', { ...at, camera: sourceView.camera, part: 'images' }, sourceView.images);
  list.addGaussians(address, splats, {
    entityOf: (form, person) => entityPath.gaussians(epoch, TASK, form, person),
    persons: selection.persons,
    maxSplats,
  });
  return list.finish();
}
