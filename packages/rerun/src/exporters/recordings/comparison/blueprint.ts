/**
 * How a comparison opens.
 * @module
 */
import { entityPath, metricFacts } from '@outlay/schema/names';
import type { Blueprint } from '../../../blueprint/blueprint.ts';
import type { LayoutPart } from '../../../blueprint/containers.ts';
import { timeSeriesView } from '../../../blueprint/plot-views.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { include, type View } from '../../../blueprint/views.ts';
import { arranged, CAMERAS_PER_PAGE, evenly, share, stack, summaryView, worldView } from '../../blueprint/parts.ts';
import { isAt } from '../../steps/address.ts';
import type { FrameStep } from '../../steps/step.ts';
import type { Scene } from '../../worlds/scene.ts';
import { taskLabel } from '../evaluation/layout.ts';
import { changeViews } from './changes.ts';
import type { PlacedRun } from './comparison.ts';
import type { Curve, RunCurves } from './curves.ts';
import { curveEntity } from './write-curves.ts';

/** What {@link comparisonBlueprint} needs to know. */
export interface ComparisonLayout {
  readonly runs: readonly PlacedRun[];
  readonly steps: readonly FrameStep[];
  readonly curves: readonly RunCurves[];
  /** The first run's predicted world; `undefined` when no run shows bodies. */
  readonly world: Scene | undefined;
  readonly rootAligned: Scene | undefined;
}

/** Per camera a row of runs and ground truth; bodies of all runs in one view; curves and differences; the table. */
export function comparisonBlueprint(layout: ComparisonLayout): Blueprint {
  const summary = summaryView(entityPath.runsSummary());
  const upper = share('horizontal', [
    [stack(bodyViews(layout), '3D'), 3],
    [summary, 2],
  ]);
  const main = share('vertical', [
    [upper, 5],
    [plots(layout), 4],
  ]);
  const columns = layout.runs.length + 1;
  const root = share('horizontal', [
    [pictures(layout), Math.min(6, 1 + columns)],
    [main, 6],
  ]);
  return arranged(root ?? summary);
}

function pictures({ runs, steps }: ComparisonLayout): LayoutPart | undefined {
  const rows = new Map<number, View[]>();
  for (const role of ['pred', 'gt_inputs'] as const)
    for (const run of runs)
      for (const { kind, address, entity } of steps) {
        if (kind !== 'images' || !isAt(address, { run: run.part, task: 'nvs', role }) || !('camera' in address))
          continue;
        const camera = address.camera!;
        const isShared =
          steps.filter((step) => isAt(step.address, { task: 'nvs', role: 'gt_inputs', camera })).length === 1;
        const who = role === 'pred' ? run.letter : isShared ? 'gt' : `${run.letter} gt`;
        // Narrow views cut the end of a title off.
        const name = runs.length > 3 ? `${who} ${camera}` : `${who} cam ${camera}`;
        rows.set(camera, [
          ...(rows.get(camera) ?? []),
          spatial2DView({ origin: entity, name, contents: [include(entity)] }),
        ]);
      }
  const cameras = [...rows.keys()].sort((a, b) => a - b);
  const pages: (LayoutPart | undefined)[] = [];
  for (let i = 0; i < cameras.length; i += CAMERAS_PER_PAGE) {
    const page = cameras.slice(i, i + CAMERAS_PER_PAGE);
    pages.push(
      share(
        'vertical',
        evenly(page.map((camera) => share('horizontal', evenly(rows.get(camera)!)))),
        `cam ${page.join(', ')}`,
      ),
    );
  }
  return stack(pages, 'novel views');
}

function bodyViews({ runs, steps, world, rootAligned }: ComparisonLayout): (LayoutPart | undefined)[] {
  return (['pose_smplx', 'pose_smpl'] as const).flatMap((task) => {
    const bodiesIn = (space: 'world_aligned' | 'root_aligned', person?: number) =>
      steps.filter(({ kind, address }) => kind === 'meshes' && isAt(address, { task, space, person }));
    const view = (scene: Scene | undefined, bodies: readonly FrameStep[], name: string) =>
      scene === undefined || bodies.length === 0
        ? undefined
        : worldView(scene, { origin: entityPath.runs(), name, contents: bodies.map(({ entity }) => entity) });
    const inWorld = bodiesIn('world_aligned');
    const colors = runs
      .filter(({ part }) => inWorld.some(({ address }) => isAt(address, { run: part, role: 'pred' })))
      .map(({ letter, color }) => `${letter} ${color.word}`);
    const hasTruth = inWorld.some(({ address }) => isAt(address, { role: 'gt_inputs' }));
    const legend = [...colors, ...(hasTruth ? ['gt green'] : [])].join(', ');
    const persons = [
      ...new Set(bodiesIn('root_aligned').flatMap(({ address }) => ('person' in address ? [address.person!] : []))),
    ].sort((a, b) => a - b);
    const alone = persons.map((person) => view(rootAligned, bodiesIn('root_aligned', person), `person ${person}`));
    return [
      view(world, inWorld, `${taskLabel(task)}: ${legend}`),
      share('horizontal', evenly(alone), `${taskLabel(task)} root`),
      changeViews(runs, steps, task, world, `${taskLabel(task)} change`),
    ];
  });
}

/** Metrics of all runs above, differences to the first below; every camera of every run behind a tab. */
function plots(layout: ComparisonLayout): LayoutPart | undefined {
  const metrics = [...new Map(layout.curves.map((one) => [`${one.task} ${one.metric}`, one])).values()];
  const nvs = metrics.filter(({ task }) => task === 'nvs');
  const pose = metrics.filter(({ task }) => task !== 'nvs');
  const pages = [nvs, pose].flatMap((list, page) => {
    const name = page === 0 ? 'NVS metrics' : 'pose metrics';
    const means = list.map((one) => plot(layout, one, 'mean'));
    const differences = list.map((one) => plot(layout, one, 'difference'));
    const cameras = list.map((one) => plot(layout, one, 'cameras')).filter((view) => view !== undefined);
    return [
      share(
        'vertical',
        [
          [share('horizontal', evenly(means)), 1],
          [share('horizontal', evenly(differences)), 1],
        ],
        name,
      ),
      cameras.length === 0 ? undefined : share('horizontal', evenly(cameras), 'per camera'),
    ];
  });
  return stack(pages, 'metrics');
}

function plot(
  { runs, curves }: ComparisonLayout,
  { task, metric }: RunCurves,
  what: 'mean' | 'difference' | 'cameras',
): View | undefined {
  const own = curves.filter((one) => one.task === task && one.metric === metric);
  const shown = own.flatMap((one): (readonly [string, Curve])[] => {
    const run = runs[one.run]!;
    if (what === 'cameras')
      return [...one.cameras].flatMap(([camera, curve]) =>
        camera === undefined ? [] : [[curveEntity(run, one, 'per_frame', camera), curve] as const],
      );
    const curve = what === 'mean' ? one.mean : one.difference;
    return curve === undefined || curve.size === 0
      ? []
      : [[curveEntity(run, one, what === 'mean' ? 'per_frame' : 'difference'), curve]];
  });
  if (shown.length === 0) return undefined;
  const { label, unit, better } = metricFacts(metric);
  const arrow = better === undefined ? '' : better === 'higher' ? ' ↑' : ' ↓';
  const title = `${label}${unit === undefined ? '' : ` [${unit}]`}${arrow}`;
  const hasLegend = what !== 'cameras' && shown.length <= LEGEND_LINES;
  const range = hasLegend ? rangeBelowLegend(shown.map(([, curve]) => curve)) : undefined;
  return timeSeriesView({
    origin: entityPath.runs(),
    name: what === 'difference' ? `Δ ${title}` : title,
    contents: shown.map(([entity]) => include(entity)),
    plotLegend: { corner: 'leftTop', visible: hasLegend },
    ...(range && { axisY: { range } }),
  });
}

/** Lines of a legend that leave a plot enough room for its curves. */
const LEGEND_LINES = 3;
/** Height of a line of the legend as a share of a plot's height; the curves stay below. */
const LEGEND_LINE = 0.2;

/** The range of the values, with room above for the legend. */
function rangeBelowLegend(curves: readonly Curve[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const curve of curves)
    for (const value of curve.values()) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const height = high - low || Math.max(Math.abs(high) * 0.1, 1e-6);
  const legend = LEGEND_LINE * curves.length + 0.06;
  return [low - 0.05 * height, high + (height * legend) / (1 - legend)];
}
