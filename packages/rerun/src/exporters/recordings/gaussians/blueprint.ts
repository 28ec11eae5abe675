/**
 * How the recording of posed 3D Gaussians opens.
 * @module
 */
import { entityPath } from '@outlay/schema/names';
import type { Blueprint } from '../../../blueprint/blueprint.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { exclude } from '../../../blueprint/views.ts';
import { arranged, share, stack, summaryView, worldView } from '../../blueprint/parts.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import type { Scene } from '../../worlds/scene.ts';

/** Points and splats behind two tabs; the source view and the text beside them. */
export function gaussiansBlueprint(epoch: number, { steps }: RecordingSteps, scene: Scene): Blueprint {
  const summary = summaryView(entityPath.summary(epoch));
  const gaussians = steps.find((step) => step.kind === 'gaussians');
  const images = steps.find((step) => step.kind === 'images');
  const root = entityPath.evaluation(epoch);
  // A picture without a pinhole would be shown from nowhere, which viewers mark as a fault of the view.
  const homeless = steps.some(({ kind }) => kind === 'camera') || images === undefined ? [] : [exclude(images.entity)];
  const world = (name: string, other: 'points' | 'splats') =>
    gaussians &&
    worldView(scene, {
      origin: root,
      name,
      contents: [`${root}/**`, exclude(`${gaussians.entity}/${other}/**`), ...homeless],
    });
  return arranged(
    share('horizontal', [
      [stack([world('points', 'splats'), world('splats (viewer 0.36 and newer)', 'points')]), 5],
      [
        share('vertical', [
          [images && spatial2DView({ origin: images.entity, name: 'source view' }), 1],
          [summary, 1],
        ]),
        2,
      ],
    ]) ?? summary,
  );
}
