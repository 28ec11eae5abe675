/**
 * The 3D views of an evaluation: prediction and ground truth in the world and root-aligned, and the error of the former.
 * @module
 */
import { entityPath } from '@outlay/schema/names';
import type { LayoutPart } from '../../../blueprint/containers.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { exclude } from '../../../blueprint/views.ts';
import { evenly, share, worldView } from '../../blueprint/parts.ts';
import { type AddressParts, isAt } from '../../steps/address.ts';
import type { Scene } from '../../worlds/scene.ts';
import { comparedBodies, ERROR_LEGEND_BOUNDS, showsErrors } from '../../write/error-heat.ts';
import { type EvaluationLayout, hasStep, taskLabel } from './layout.ts';

/** Per task the world, root-aligned bodies and errors; NVS cameras alone where they stand in none of these. */
export function bodyViews(
  layout: EvaluationLayout,
  poseTasks: readonly ('pose_smplx' | 'pose_smpl')[],
): (LayoutPart | undefined)[] {
  const { epoch, world, rootAligned, nvsCameras } = layout;
  const nvsRoot = entityPath.task(epoch, 'nvs');
  // Only pictures with a pinhole: viewers mark a 3D view that has to show a picture from nowhere as faulty.
  const nvsPictures = layout.cameras.filter(({ address }) => isAt(address, { task: 'nvs', role: 'pred' }));
  const inWorld = nvsCameras?.aligned ? nvsPictures.map(({ entity }) => `${entity}/**`) : [];
  const sourceCameras = layout.cameras.filter(({ address }) => isAt(address, { role: 'viz' }));
  const worldViews = poseTasks.map((task) => {
    const bodies = (['pred', 'gt_inputs'] as const).map((role) =>
      entityPath.posedBody(epoch, task, role, 'world_aligned'),
    );
    if (world === undefined || !hasBodies(layout, { task, space: 'world_aligned' })) return undefined;
    return worldView(world, {
      origin: entityPath.evaluation(epoch),
      name: `${taskLabel(task)} world`,
      contents: [
        ...bodies.map((path) => `${path}/**`),
        ...sourceCameras.flatMap(({ entity }) => [`${entity}/**`, exclude(`${entity}/masked_depth_maps`)]),
        ...inWorld,
      ],
    });
  });
  // Root-aligned bodies all stand at the origin: one view each, or they would hide in one another.
  const rootViews = poseTasks.map((task) => {
    const persons = personsOf(layout, task);
    // Bodies posed from parameters: how many there are is known when they are read.
    const views = (persons.length > 0 ? persons : [undefined]).map((person) => {
      const bodies = (['pred', 'gt_inputs'] as const).map((role) =>
        entityPath.posedBody(epoch, task, role, 'root_aligned', person),
      );
      if (rootAligned === undefined || !hasBodies(layout, { task, space: 'root_aligned', person })) return undefined;
      return worldView(rootAligned, {
        origin: entityPath.evaluation(epoch),
        name: persons.length > 1 ? `person ${person}` : `${taskLabel(task)} root`,
        contents: bodies.map((path) => `${path}/**`),
      });
    });
    return share('horizontal', evenly(views), `${taskLabel(task)} root`);
  });
  const alone =
    nvsCameras !== undefined && !(nvsCameras.aligned && worldViews.some((view) => view !== undefined))
      ? worldView(nvsCameras.scene, {
          origin: nvsCameras.aligned ? entityPath.evaluation(epoch) : nvsRoot,
          name: nvsCameras.aligned ? 'NVS cameras' : 'NVS cameras (ground-truth world)',
          contents: nvsPictures.map(({ entity }) => `${entity}/**`),
        })
      : undefined;
  return [...poseTasks.flatMap((task, i) => [worldViews[i], rootViews[i], errors(layout, task)]), alone];
}

/** Predicted bodies in the colors of their error: in the world, and root-aligned one by one, which overlap otherwise. */
function errors(layout: EvaluationLayout, task: 'pose_smplx' | 'pose_smpl'): LayoutPart | undefined {
  const { epoch, world, rootAligned } = layout;
  const view = (scene: Scene | undefined, space: 'world_aligned' | 'root_aligned', name: string, person?: number) => {
    const bodies = comparedBodies(layout.steps).filter(({ address }) =>
      isAt(address, { task, role: 'pred', space, person }),
    );
    if (scene === undefined || bodies.length === 0) return undefined;
    return worldView(
      { ...scene, eye: scene.eyeNear },
      {
        origin: entityPath.evaluation(epoch),
        name,
        contents: bodies.map(({ entity }) => entity),
        overrides: Object.fromEntries(bodies.map(({ entity }) => [entity, showsErrors()])),
      },
    );
  };
  const alone = personsOf(layout, task).map((person) =>
    view(rootAligned, 'root_aligned', `person ${person}, root`, person),
  );
  const bodies = share('horizontal', [
    [view(world, 'world_aligned', 'predicted world'), 2],
    [share('vertical', evenly(alone)), 1],
  ]);
  if (bodies === undefined) return undefined;
  const legend = spatial2DView({
    origin: entityPath.errorLegend(epoch, task),
    name: 'distance to ground truth [mm]',
    visualBounds: ERROR_LEGEND_BOUNDS,
  });
  return share(
    'vertical',
    [
      [bodies, 6],
      [legend, 1],
    ],
    `${taskLabel(task)} error`,
  );
}

/** Persons of a task, ascending. */
function personsOf({ steps }: EvaluationLayout, task: 'pose_smplx' | 'pose_smpl'): readonly number[] {
  const persons = new Set<number>();
  for (const { address } of steps)
    if (isAt(address, { task }) && 'space' in address && address.person !== undefined) persons.add(address.person);
  return [...persons].sort((a, b) => a - b);
}

const hasBodies = (layout: EvaluationLayout, parts: AddressParts): boolean =>
  (['pred', 'gt_inputs'] as const).some((role) => hasStep(layout, { ...parts, role }));
