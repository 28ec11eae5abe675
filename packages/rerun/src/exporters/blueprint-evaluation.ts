/**
 * How an evaluation's recording opens.
 * @module
 */
import { bodyModelOf, entityPath, type NvsVizPart, parseEntityPath, type Task } from '@outlay/schema/names';
import type { Blueprint } from '../blueprint/blueprint.ts';
import type { LayoutPart } from '../blueprint/containers.ts';
import { timeSeriesView } from '../blueprint/plot-views.ts';
import { spatial2DView } from '../blueprint/spatial-views.ts';
import { exclude, include } from '../blueprint/views.ts';
import { comparedBodies, ERROR_LEGEND_BOUNDS, showsErrors } from './error-heat.ts';
import {
  arranged,
  type CameraViews,
  cameraPages,
  evenly,
  share,
  stack,
  summaryView,
  worldView,
} from './layout-parts.ts';
import { metricPart, metricUnit } from './metric-names.ts';
import type { Scene } from './scene.ts';
import type { FrameStep } from './step.ts';

/** What {@link evaluationBlueprint} needs to know. */
export interface EvaluationLayout {
  readonly epoch: number;
  readonly steps: readonly FrameStep[];
  /** Entities that have a pinhole. */
  readonly cameras: readonly string[];
  /** Metrics given per frame, by task. */
  readonly metrics: { readonly [task in Task]?: readonly string[] };
  /** The predicted world; `undefined` when no task shows bodies. */
  readonly world: Scene | undefined;
  /** The root-aligned bodies around the origin. */
  readonly rootAligned: Scene | undefined;
  /** Where the NVS cameras stand: in the predicted world, or alone in the ground-truth world. */
  readonly nvsCameras: { readonly scene: Scene; readonly aligned: boolean } | undefined;
}

/** Prediction beside ground truth per camera, bodies and cameras in 3D, the source view, curves and a text. */
export function evaluationBlueprint(layout: EvaluationLayout): Blueprint {
  const poseTasks = (['pose_smplx', 'pose_smpl'] as const).filter((task) =>
    has(layout, entityPath.task(layout.epoch, task)),
  );
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
        [stack(spaces(layout, poseTasks), '3D'), 3],
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

function nvsPages({ epoch, steps }: EvaluationLayout): LayoutPart | undefined {
  const viz = (part: NvsVizPart, label: string): readonly CameraViews[] =>
    steps.flatMap(({ entity }) => {
      const camera = /\/viz\/cam_(\d+)\/\w+$/.exec(entity)?.[1];
      if (camera === undefined || entity !== entityPath.nvsViz(epoch, Number(camera), part)) return [];
      return [{ camera: Number(camera), views: [spatial2DView({ origin: entity, name: `cam ${camera} ${label}` })] }];
    });
  const views = (labels: { readonly [role in 'pred' | 'gt_inputs' | 'inputs']?: string }): readonly CameraViews[] => {
    const cameras = new Map<number, CameraViews['views'][number][]>();
    for (const { kind, entity } of steps)
      for (const [role, label] of Object.entries(labels)) {
        const prefix = `${entityPath.task(epoch, 'nvs', role as 'pred')}/cam_`;
        if (kind !== 'images' || !entity.startsWith(prefix)) continue;
        const camera = Number(entity.slice(prefix.length));
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

function spaces(
  layout: EvaluationLayout,
  poseTasks: readonly ('pose_smplx' | 'pose_smpl')[],
): (LayoutPart | undefined)[] {
  const { epoch, world, rootAligned, nvsCameras } = layout;
  const nvsRoot = entityPath.task(epoch, 'nvs');
  // Only pictures with a pinhole: viewers mark a 3D view that has to show a picture from nowhere as faulty.
  const nvsPictures = layout.cameras.filter((path) => path.startsWith(`${entityPath.task(epoch, 'nvs', 'pred')}/`));
  const inWorld = nvsCameras?.aligned ? nvsPictures.map((path) => `${path}/**`) : [];
  const sourceCameras = layout.cameras.filter((path) => path.includes('/viz/all_cameras/'));
  const worldViews = poseTasks.map((task) => {
    const bodies = (['pred', 'gt_inputs'] as const).map((role) =>
      entityPath.posedBody(epoch, task, role, 'world_aligned'),
    );
    if (world === undefined || !bodies.some((path) => has(layout, path))) return undefined;
    return worldView(world, {
      origin: entityPath.evaluation(epoch),
      name: `${label(task)} world`,
      contents: [
        ...bodies.map((path) => `${path}/**`),
        ...sourceCameras.flatMap((path) => [`${path}/**`, exclude(`${path}/masked_depth_maps`)]),
        ...inWorld,
      ],
    });
  });
  // Root-aligned bodies all stand at the origin: one view each, or they would hide in one another.
  const rootViews = poseTasks.map((task) => {
    const views = personsOf(layout, task).map((person) => {
      const bodies = (['pred', 'gt_inputs'] as const).map((role) =>
        entityPath.posedBody(epoch, task, role, 'root_aligned', person),
      );
      if (rootAligned === undefined || !bodies.some((path) => has(layout, path))) return undefined;
      return worldView(rootAligned, {
        origin: entityPath.evaluation(epoch),
        name: `person ${person}`,
        contents: bodies,
      });
    });
    return share('horizontal', evenly(views), `${label(task)} root`);
  });
  const alone =
    nvsCameras !== undefined && !(nvsCameras.aligned && worldViews.some((view) => view !== undefined))
      ? worldView(nvsCameras.scene, {
          origin: nvsCameras.aligned ? entityPath.evaluation(epoch) : nvsRoot,
          name: nvsCameras.aligned ? 'NVS cameras' : 'NVS cameras (ground-truth world)',
          contents: nvsPictures.map((path) => `${path}/**`),
        })
      : undefined;
  return [...poseTasks.flatMap((task, i) => [worldViews[i], rootViews[i], errors(layout, task)]), alone];
}

/** Predicted bodies in the colours of their error: in the world, and root-aligned one by one, which overlap otherwise. */
function errors(layout: EvaluationLayout, task: 'pose_smplx' | 'pose_smpl'): LayoutPart | undefined {
  const { epoch, world, rootAligned } = layout;
  const view = (scene: Scene | undefined, space: 'world_aligned' | 'root_aligned', name: string, person?: number) => {
    const bodies = comparedBodies(layout.steps).filter(
      ({ entity }) =>
        entity.startsWith(`${entityPath.posedBody(epoch, task, 'pred', space)}/`) &&
        (person === undefined || entity === entityPath.posedBody(epoch, task, 'pred', space, person)),
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
    `${label(task)} error`,
  );
}

/** Persons of a task, ascending. */
function personsOf({ epoch, steps }: EvaluationLayout, task: 'pose_smplx' | 'pose_smpl'): readonly number[] {
  const persons = new Set<number>();
  for (const { entity } of steps) {
    const address = entity.startsWith(`${entityPath.task(epoch, task)}/`) ? parseEntityPath(entity) : undefined;
    if (address !== undefined && 'space' in address && address.person !== undefined) persons.add(address.person);
  }
  return [...persons].sort((a, b) => a - b);
}

function sourceViews(layout: EvaluationLayout, task: 'pose_smplx' | 'pose_smpl'): LayoutPart[] {
  const { epoch, steps } = layout;
  const prefix = `${entityPath.task(epoch, task, 'viz')}/all_cameras/`;
  return steps.flatMap((step) => {
    if (step.kind !== 'camera' || !step.entity.startsWith(prefix)) return [];
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
      ...(has(layout, depth) ? [view('background depth', [include(depth)])] : []),
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
  // A camera has the same colour in every plot, so one legend serves all.
  const nvs = (metrics.nvs ?? []).map((name, i) => plot('nvs', titled(name), [name], i === 0));
  const pose = (['pose_smplx', 'pose_smpl'] as const).flatMap((task) => {
    const names = metrics[task] ?? [];
    // Body errors share an axis; what has another range, or is rare, has a tab of its own.
    const errors = names.filter((name) => name.startsWith('rr_'));
    const others = names.filter((name) => !errors.includes(name));
    return [
      ...(errors.length > 0 ? [plot(task, `${label(task)} [mm]`, errors, true)] : []),
      ...others.map((name) => plot(task, `${label(task)} ${titled(name)}`, [name], false)),
    ];
  });
  return [...nvs, stack(pose, 'pose metrics')];
}

const label = (task: Task): string => (task === 'nvs' ? 'NVS' : bodyModelOf(task) === 'smplx' ? 'SMPL-X' : 'SMPL');

const has = ({ steps }: EvaluationLayout, path: string): boolean =>
  steps.some(({ entity }) => entity === path || entity.startsWith(`${path}/`));
