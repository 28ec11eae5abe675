/**
 * How an evaluation's recording opens.
 * @module
 */
import { entityPath, type NvsVizPart, type Task } from '@outlay/schema/names';
import type { Blueprint } from '../../../blueprint/blueprint.ts';
import type { LayoutPart } from '../../../blueprint/containers.ts';
import { timeSeriesView } from '../../../blueprint/plot-views.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { exclude, include } from '../../../blueprint/views.ts';
import { arranged, type CameraViews, cameraPages, evenly, share, stack, summaryView } from '../../blueprint/parts.ts';
import { cameraOf, isAt } from '../../steps/address.ts';
import { metricPart, metricUnit } from '../../text/metric-names.ts';
import { bodyViews } from './body-views.ts';
import { type EvaluationLayout, hasStep, taskLabel } from './layout.ts';

/** Prediction beside ground truth per camera, bodies and cameras in 3D, the source view, curves and a text. */
export function evaluationBlueprint(layout: EvaluationLayout): Blueprint {
  const poseTasks = (['pose_smplx', 'pose_smpl'] as const).filter((task) => hasStep(layout, { task }));
  const summary = summaryView(entityPath.summary(layout.epoch));
  const beside = share('vertical', [
    [
      stack(
        poseTasks.flatMap((task) => sourceViews(layout, task)),
        'source view',
      ),
      1,
    ],
    [summary, 1],
  ]);
  const main = share('vertical', [
    [
      share('horizontal', [
        [stack(bodyViews(layout, poseTasks), '3D'), 3],
        [beside, 2],
      ]),
      7,
    ],
    [share('horizontal', evenly(plots(layout))), 2],
  ]);
  const root = share('horizontal', [
    [nvsPages(layout), 3],
    [main, 7],
  ]);
  return arranged(root ?? summary);
}

function nvsPages({ steps }: EvaluationLayout): LayoutPart | undefined {
  const viz = (part: NvsVizPart, label: string): readonly CameraViews[] =>
    steps.flatMap(({ address, entity }) => {
      const camera = cameraOf(address);
      if (camera === undefined || !isAt(address, { task: 'nvs', role: 'viz', part })) return [];
      return [{ camera, views: [spatial2DView({ origin: entity, name: `cam ${camera} ${label}` })] }];
    });
  const views = (labels: { readonly [role in 'pred' | 'gt_inputs' | 'inputs']?: string }): readonly CameraViews[] => {
    const cameras = new Map<number, CameraViews['views'][number][]>();
    for (const { kind, address, entity } of steps)
      for (const [role, label] of Object.entries(labels)) {
        const camera = cameraOf(address);
        if (kind !== 'images' || camera === undefined || !isAt(address, { task: 'nvs', role })) continue;
        const list = cameras.get(camera) ?? [];
        cameras.set(camera, list);
        list.push(spatial2DView({ origin: entity, name: `cam ${camera} ${label}` }));
      }
    return [...cameras].map(([camera, list]) => ({ camera, views: list }));
  };
  return stack(
    [
      ...cameraPages(views({ pred: 'pred', gt_inputs: 'gt' }), 'cam', 2),
      ...cameraPages(views({ inputs: 'render, gt, blend' }), 'inputs', 1),
      ...cameraPages(viz('video', 'video: render, gt'), 'video', 1),
      ...cameraPages(viz('render_vs_gt', 'render, gt'), 'render vs gt', 1),
      ...cameraPages(viz('render_white_bg', 'on white'), 'on white', 2),
      ...cameraPages(viz('difix_debug_comparisons', 'diffusion'), 'diffusion', 1),
    ],
    'novel views',
  );
}

function sourceViews(layout: EvaluationLayout, task: 'pose_smplx' | 'pose_smpl'): LayoutPart[] {
  const { epoch, steps } = layout;
  return steps.flatMap((step) => {
    if (step.kind !== 'camera' || !isAt(step.address, { task, role: 'viz' })) return [];
    const view = (name: string, contents: readonly string[]) =>
      spatial2DView({ origin: step.entity, name: `cam ${step.camera} ${name}`, contents });
    const depth = `${step.entity}/masked_depth_maps`;
    const picture = [include('$origin/**'), exclude(depth)];
    const withBodies = (role: 'pred' | 'gt_inputs') => [
      ...picture,
      include(`${entityPath.posedBody(epoch, task, role, 'world_aligned')}/**`),
    ];
    return [
      view('source + pred', withBodies('pred')),
      view('+ gt', withBodies('gt_inputs')),
      view('picture', picture),
      ...(hasStep(layout, { task, role: 'viz', camera: step.camera, part: 'masked_depth_maps' })
        ? [view('background depth', [include(depth)])]
        : []),
    ];
  });
}

/** One plot per NVS metric, and all pose metrics behind the tabs of one more. */
function plots({ epoch, metrics }: EvaluationLayout): (LayoutPart | undefined)[] {
  const plot = (task: Task, name: string, members: readonly string[], legend: boolean) =>
    timeSeriesView({
      origin: entityPath.task(epoch, task, 'metrics'),
      name,
      contents: members.map((member) =>
        include(`${entityPath.metric(epoch, task, 'per_frame', metricPart(member))}/**`),
      ),
      plotLegend: { corner: 'rightTop', visible: legend },
    });
  const titled = (name: string) => `${name}${metricUnit(name)}`;
  // A camera has the same color in every plot, so one legend serves all.
  const nvs = (metrics.nvs ?? []).map((name, i) => plot('nvs', titled(name), [name], i === 0));
  const pose = (['pose_smplx', 'pose_smpl'] as const).flatMap((task) => {
    const names = metrics[task] ?? [];
    // Body errors share an axis; what has another range, or is rare, has a tab of its own.
    const errors = names.filter((name) => name.startsWith('rr_'));
    const others = names.filter((name) => !errors.includes(name));
    return [
      ...(errors.length > 0 ? [plot(task, `${taskLabel(task)} [mm]`, errors, true)] : []),
      ...others.map((name) => plot(task, `${taskLabel(task)} ${titled(name)}`, [name], false)),
    ];
  });
  return [...nvs, stack(pose, 'pose metrics')];
}
