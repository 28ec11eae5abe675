/**
 * Which rows a table has, and which runs are behind each.
 * @module
 */
import { formatEpoch } from '@outlay/schema/names';
import type { RunMetrics } from './run-metrics.ts';
import { camerasOf, type SampleFilter } from './samples.ts';
import type { SummaryRow } from './summary.ts';
import type { ColumnsAre, RowsAre } from './words.ts';

/** A row before its numbers. */
export interface RowDraft {
  readonly row: Omit<SummaryRow, 'cells'>;
  readonly runs: readonly RunMetrics[];
  /** How many scenes should have a value. */
  readonly scenes: number;
  readonly filter?: SampleFilter;
  /** Rows of one contest compete for the best; a row without takes no part. */
  readonly contest?: string;
}

interface Shape {
  readonly rowsAre: RowsAre;
  readonly columnsAre: ColumnsAre;
  readonly scenes: readonly string[];
  readonly names: readonly string[];
}

/** The rows of a table, in the order of the runs. */
export function draftRows(runs: readonly RunMetrics[], shape: Shape): readonly RowDraft[] {
  switch (shape.rowsAre) {
    case 'experiment':
      return experimentRows(runs, shape);
    case 'scene':
      return shape.columnsAre === 'experiment' ? sceneRows(runs, shape) : sceneAndExperimentRows(runs, shape);
    case 'epoch':
      return epochRows(runs, shape);
    case 'camera':
      return cameraRows(runs, shape);
  }
}

function experimentRows(runs: readonly RunMetrics[], { names, scenes }: Shape): readonly RowDraft[] {
  return names.map((name) => {
    const own = runs.filter((run) => run.name === name);
    return {
      row: { label: name, kind: 'value', experiment: name },
      runs: own,
      scenes: scenes.length,
      contest: 'experiments',
    };
  });
}

/** One row a scene; the experiments are columns. */
function sceneRows(runs: readonly RunMetrics[], { scenes }: Shape): readonly RowDraft[] {
  const rows = scenes.map(
    (scene): RowDraft => ({
      row: { label: scene, kind: 'value', scene },
      runs: runs.filter((run) => run.scene === scene),
      scenes: 1,
    }),
  );
  if (scenes.length < 2) return rows;
  return [...rows, { row: { label: 'mean', kind: 'mean' }, runs, scenes: scenes.length }];
}

function sceneAndExperimentRows(runs: readonly RunMetrics[], { scenes, names }: Shape): readonly RowDraft[] {
  const isOne = names.length < 2;
  const rows = scenes.flatMap((scene) =>
    runs
      .filter((run) => run.scene === scene)
      .map(
        (run): RowDraft => ({
          row: {
            ...(isOne ? {} : { group: scene }),
            label: isOne ? scene : run.name,
            kind: 'value',
            experiment: run.name,
            scene,
          },
          runs: [run],
          scenes: 1,
          ...(isOne ? {} : { contest: `scene ${scene}` }),
        }),
      ),
  );
  if (scenes.length < 2) return rows;
  const means = names.map(
    (name): RowDraft => ({
      row: { ...(isOne ? {} : { group: 'mean' }), label: isOne ? 'mean' : name, kind: 'mean', experiment: name },
      runs: runs.filter((run) => run.name === name),
      scenes: scenes.length,
      ...(isOne ? {} : { contest: 'mean' }),
    }),
  );
  return [...rows, ...means];
}

function epochRows(runs: readonly RunMetrics[], { scenes }: Shape): readonly RowDraft[] {
  return runs.map((run) => {
    const group = scenes.length > 1 ? `${run.scene} / ${run.name}` : run.name;
    return {
      row: {
        group,
        label: run.epoch === undefined ? '-' : formatEpoch(run.epoch),
        kind: 'value',
        experiment: run.name,
        scene: run.scene,
        ...(run.epoch !== undefined && { epoch: run.epoch }),
      },
      runs: [run],
      scenes: 1,
      contest: `epochs of ${group}`,
    };
  });
}

/** A row per camera of novel views, the source camera included: it says so. */
function cameraRows(runs: readonly RunMetrics[], { scenes, names }: Shape): readonly RowDraft[] {
  return runs.flatMap((run) =>
    camerasOf(run.tasks.nvs?.perFrame).map((camera): RowDraft => {
      const where = [...(scenes.length > 1 ? [run.scene] : []), ...(names.length > 1 ? [run.name] : [])].join(' / ');
      return {
        row: {
          ...(where !== '' && { group: where }),
          label: camera === run.sourceCamera ? `cam_${camera} (source)` : `cam_${camera}`,
          kind: 'value',
          experiment: run.name,
          scene: run.scene,
          camera,
        },
        runs: [run],
        scenes: 1,
        filter: { cameras: new Set([camera]) },
      };
    }),
  );
}
