/**
 * How an evaluation's recording opens.
 * @module
 */
import { bodyModelOf, entityPath, type Task } from '@outlay/schema/names';
import type { Blueprint } from '../blueprint/blueprint.ts';
import type { LayoutPart } from '../blueprint/containers.ts';
import { timeSeriesView } from '../blueprint/plot-views.ts';
import { spatial2DView } from '../blueprint/spatial-views.ts';
import { exclude, include } from '../blueprint/views.ts';
import { arranged, type CameraViews, cameraPages, share, stack, summaryView, worldView } from './layout-parts.ts';
import { metricPart, metricUnit } from './metric-names.ts';
import type { Scene } from './scene.ts';
import type { FrameStep } from './step.ts';

/** What {@link evaluationBlueprint} needs to know. */
export interface EvaluationLayout {
  readonly epoch: number;
  readonly steps: readonly FrameStep[];
  /** Metrics given per frame, by task. */
  readonly metrics: { readonly [task in Task]?: readonly string[] };
  /** The predicted world; `undefined` when no task shows bodies. */
  readonly world: Scene | undefined;
  /** The root-aligned bodies around the origin. */
  readonly rootAligned: Scene | undefined;
  /** Where the NVS cameras stand: in the predicted world, or alone in the ground-truth world. */
  readonly nvsCameras: { readonly scene: Scene; readonly aligned: boolean } | undefined;
  /** Are the pictures higher than wide? */
  readonly portrait: boolean;
}

/** Prediction beside ground truth per camera, bodies and cameras in 3D, the source view, curves and a text. */
export function evaluationBlueprint(layout: EvaluationLayout): Blueprint {
  const poseTasks = (['pose_smplx', 'pose_smpl'] as const).filter((task) =>
    has(layout, entityPath.task(layout.epoch, task)),
  );
  const top = share('horizontal', [
    [nvsPages(layout), 5],
    [stack(spaces(layout, poseTasks), '3D'), 6],
    [
      share('vertical', [
        [
          stack(
            poseTasks.flatMap((task) => sourceViews(layout, task)),
            'source view',
          ),
          3,
        ],
        [summaryView(entityPath.summary(layout.epoch)), 2],
      ]),
      4,
    ],
  ]);
  const root = share('vertical', [
    [top, 7],
    [
      share(
        'horizontal',
        plots(layout).map((part) => [part, 1] as const),
      ),
      2,
    ],
  ]);
  return arranged(root ?? summaryView(entityPath.summary(layout.epoch)));
}

function nvsPages({ epoch, steps, portrait }: EvaluationLayout): LayoutPart | undefined {
  const cameras = new Map<number, CameraViews['views'][number][]>();
  for (const { kind, entity } of steps)
    for (const [role, label] of [
      ['pred', 'pred'],
      ['gt_inputs', 'gt'],
    ] as const) {
      const root = entityPath.task(epoch, 'nvs', role);
      if (kind !== 'images' || !entity.startsWith(`${root}/cam_`)) continue;
      const camera = Number(entity.slice(root.length + '/cam_'.length));
      const views = cameras.get(camera) ?? [];
      cameras.set(camera, views);
      views.push(spatial2DView({ origin: entity, name: `cam ${camera} · ${label}` }));
    }
  return cameraPages(
    [...cameras].map(([camera, views]) => ({ camera, views })),
    { portrait, name: 'cam' },
  );
}

function spaces(
  layout: EvaluationLayout,
  poseTasks: readonly ('pose_smplx' | 'pose_smpl')[],
): (LayoutPart | undefined)[] {
  const { epoch, world, rootAligned, nvsCameras } = layout;
  const nvsRoot = entityPath.task(epoch, 'nvs');
  const inWorld = nvsCameras?.aligned ? [`${entityPath.task(epoch, 'nvs', 'pred')}/**`] : [];
  const sourceCameras = layout.steps.flatMap((step) =>
    step.kind === 'camera' && step.entity.includes('/viz/all_cameras/') ? [step.entity] : [],
  );
  const worldViews = poseTasks.map((task) => {
    const bodies = (['pred', 'gt_inputs'] as const).map((role) =>
      entityPath.posedBody(epoch, task, role, 'world_aligned'),
    );
    if (world === undefined || !bodies.some((path) => has(layout, path))) return undefined;
    return worldView(world, {
      origin: entityPath.evaluation(epoch),
      name: `${label(task)} · world · pred orange, gt green`,
      contents: [
        ...bodies.map((path) => `${path}/**`),
        ...sourceCameras.flatMap((path) => [`${path}/**`, exclude(`${path}/masked_depth_maps`)]),
        ...inWorld,
      ],
    });
  });
  const rootViews = poseTasks.map((task) => {
    const bodies = (['pred', 'gt_inputs'] as const).map((role) =>
      entityPath.posedBody(epoch, task, role, 'root_aligned'),
    );
    if (rootAligned === undefined || !bodies.some((path) => has(layout, path))) return undefined;
    return worldView(rootAligned, {
      origin: entityPath.evaluation(epoch),
      name: `${label(task)} · root-aligned`,
      contents: bodies.map((path) => `${path}/**`),
    });
  });
  const alone =
    nvsCameras !== undefined && !(nvsCameras.aligned && worldViews.some((view) => view !== undefined))
      ? worldView(nvsCameras.scene, {
          origin: nvsCameras.aligned ? entityPath.evaluation(epoch) : nvsRoot,
          name: nvsCameras.aligned ? 'NVS cameras' : 'NVS cameras · ground-truth world',
          contents: [`${nvsRoot}/pred/**`],
        })
      : undefined;
  return [...worldViews, ...rootViews, alone];
}

function sourceViews(layout: EvaluationLayout, task: 'pose_smplx' | 'pose_smpl'): LayoutPart[] {
  const { epoch, steps } = layout;
  const prefix = `${entityPath.task(epoch, task, 'viz')}/all_cameras/`;
  return steps.flatMap((step) => {
    if (step.kind !== 'camera' || !step.entity.startsWith(prefix)) return [];
    const view = (name: string, contents: readonly string[]) =>
      spatial2DView({ origin: step.entity, name: `cam ${step.camera} · ${name}`, contents });
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
      ...(has(layout, depth) ? [view('background depth', [include(depth)])] : []),
    ];
  });
}

function plots({ epoch, metrics }: EvaluationLayout): (LayoutPart | undefined)[] {
  return Object.entries(metrics).flatMap(([task, names]) => {
    const view = (title: string, members: readonly string[]) =>
      timeSeriesView({
        origin: entityPath.task(epoch, task as Task, 'metrics'),
        name: title,
        contents: members.map((name) =>
          include(`${entityPath.metric(epoch, task as Task, 'per_frame', metricPart(name))}/**`),
        ),
        plotLegend: { corner: 'rightTop' },
      });
    if (task === 'nvs') return names.map((name) => view(`${name}${metricUnit(name)}`, [name]));
    // Body errors share an axis; what has another range or is rare stands behind a tab.
    const errors = names.filter((name) => name.startsWith('rr_'));
    const others = names.filter((name) => !errors.includes(name));
    return [
      stack([
        ...(errors.length > 0 ? [view(`${label(task as Task)} · root-relative error [mm]`, errors)] : []),
        ...others.map((name) => view(`${label(task as Task)} · ${name}${metricUnit(name)}`, [name])),
      ]),
    ];
  });
}

const label = (task: Task): string => (task === 'nvs' ? 'NVS' : bodyModelOf(task) === 'smplx' ? 'SMPL-X' : 'SMPL');

const has = ({ steps }: EvaluationLayout, path: string): boolean =>
  steps.some(({ entity }) => entity === path || entity.startsWith(`${path}/`));
