/**
 * Bodies whose error is compared with that of the first run, and how they are shown.
 * @module
 */
import { entityPath, entityPathOf } from '@outlay/schema/names';
import type { LayoutPart } from '../../../blueprint/containers.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { evenly, share, worldView } from '../../blueprint/parts.ts';
import { isAt } from '../../steps/address.ts';
import type { FrameStep, MeshesStep } from '../../steps/step.ts';
import type { Scene } from '../../worlds/scene.ts';
import { CHANGE_LEGEND_BOUNDS, showsChange } from '../../write/error-change.ts';
import { type PlacedRun, rootOf } from './comparison.ts';

const changed = (steps: readonly FrameStep[]): readonly MeshesStep[] =>
  steps.filter((step): step is MeshesStep => step.kind === 'meshes' && step.change !== undefined);

/** Where the legends are: one per task, at the first run that has a change. */
export function changeLegends(steps: readonly FrameStep[]): readonly string[] {
  const legends = new Map<string, string>();
  for (const { address } of changed(steps))
    if (address.root === 'evaluation' && 'space' in address && address.run !== undefined) {
      const { run, epoch, task } = address;
      if ((task === 'pose_smplx' || task === 'pose_smpl') && !legends.has(task))
        legends.set(task, entityPathOf({ root: 'evaluation', run, epoch, task, role: 'viz', errorLegend: true }));
    }
  return [...legends.values()];
}

/** A view per run but the first, its bodies in the colors of the change, above the legend. */
export function changeViews(
  runs: readonly PlacedRun[],
  steps: readonly FrameStep[],
  task: 'pose_smplx' | 'pose_smpl',
  world: Scene | undefined,
  name: string,
): LayoutPart | undefined {
  const views = runs.map((run) => {
    const bodies = changed(steps).filter(({ address }) => isAt(address, { run: run.part, task }));
    if (world === undefined || bodies.length === 0) return undefined;
    return worldView(world, {
      origin: entityPath.runs(),
      name: `${run.letter} against A`,
      contents: bodies.map(({ entity }) => entity),
      overrides: Object.fromEntries(bodies.map(({ entity }) => [entity, showsChange()])),
    });
  });
  const first = runs.find((_, i) => views[i] !== undefined);
  if (first === undefined) return undefined;
  const legend = spatial2DView({
    origin: entityPathOf({ ...rootOf(first), task, role: 'viz', errorLegend: true }),
    name: 'change of the distance to ground truth',
    visualBounds: CHANGE_LEGEND_BOUNDS,
  });
  return share(
    'vertical',
    [
      [share('horizontal', evenly(views)), 4],
      [legend, 1],
    ],
    name,
  );
}
