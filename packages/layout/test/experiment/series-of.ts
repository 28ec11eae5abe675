import type { Experiment, Item, ReadOptions, Series } from '@outlay/schema/port';

/** All items of a series. */
export async function collect<T>(series: Series<T> | undefined, options?: ReadOptions): Promise<readonly Item<T>[]> {
  const items: Item<T>[] = [];
  for await (const batch of series!.read(options)) items.push(...batch);
  return items;
}

/** What opening found, in short. */
export const names = (experiment: Experiment): readonly string[] =>
  experiment.problems.map(({ name, path }) => `${name} ${path}`);
/** Every series an experiment has. */
export const allSeries = (experiment: Experiment): readonly Series<unknown>[] =>
  [
    ...[experiment.train, experiment.test].flatMap((split) => [
      ...(split?.cameras ?? []).flatMap(({ images, masks, depths, cameras }) => [images, masks, depths, cameras]),
      ...Object.values(split?.bodies ?? {}),
    ]),
    ...experiment.nvGeneration.flatMap(({ triplets, masks, depths }) => [triplets, masks, depths]),
    ...experiment.poseStates.flatMap(({ meshes, parameters }) => [...meshes.map(({ meshes }) => meshes), parameters]),
    ...experiment.evaluations.flatMap(({ nvs, pose }) => [
      ...(nvs?.cameras ?? []).flatMap(({ camera: _, video: __, ...pictures }): Series<unknown>[] =>
        Object.values(pictures),
      ),
      ...Object.values(pose).flatMap((task) => [
        ...(['pred', 'gt_inputs'] as const).flatMap((role) =>
          (['world_aligned', 'root_aligned'] as const).flatMap((space) =>
            task.meshes(role, space).map(({ meshes }) => meshes),
          ),
        ),
        ...Object.values(task.parameters),
        task.sourceView?.images,
        task.sourceView?.cameras,
        task.sourceView?.backgroundDepths,
        task.splats,
      ]),
    ]),
  ].filter((series): series is Series<unknown> => series !== undefined) as readonly Series<unknown>[];
