/**
 * The body models of an export: which recordings they change, and getting them ready.
 * @module
 */
import { BODY_MODELS, type BodyModel } from '@outlay/schema/names';
import type { BodyDirections, BodyModelData, BodyParameters, Experiment, Series } from '@outlay/schema/port';
import { exportFinding, type ProblemLog } from '../run/problems.ts';
import { firstMiddleLast } from '../steps/frame-selection.ts';
import type { BodiesStep } from '../steps/step.ts';
import type { RecordingSteps } from '../steps/step-list.ts';
import { type BodyModels, MODEL_NAMES } from './models.ts';
import { ownMesh } from './own-meshes.ts';

/** A body model with all it needs to pose. */
export interface ReadyModel {
  readonly data: BodyModelData;
  readonly directions: BodyDirections;
}
/** Body models that pose something in a recording. */
export type ReadyModels = { readonly [model in BodyModel]?: ReadyModel };

const bodiesSteps = ({ steps }: RecordingSteps): readonly BodiesStep[] =>
  steps.filter((step): step is BodiesStep => step.kind === 'bodies');

/** In the order of the layout, whatever the order they were given in. */
const inOrder = (models: BodyModels | undefined): readonly BodyModelData[] =>
  BODY_MODELS.flatMap((body) => models?.[body] ?? []);

/** The models that bodies of a recording may be posed by. */
export function modelsFor(planned: RecordingSteps, models: BodyModels | undefined): BodyModels {
  const wanted = new Set(bodiesSteps(planned).map(({ body }) => body));
  return Object.fromEntries(inOrder(models).flatMap((data) => (wanted.has(data.model) ? [[data.model, data]] : [])));
}

/**
 * Models as text for the identity of a recording: counts, and how large the body is at rest, which tells women, men and
 * releases apart. Nothing that a posed body would not show.
 */
export function describeModels(models: BodyModels | undefined): string {
  return inOrder(models)
    .map(
      (data) =>
        `body model ${data.model}, ${data.template.length / 3} vertices, ${data.shapeComponents} + ${data.expressionComponents} components, ${restSize(data).toPrecision(9)} m`,
    )
    .join(' and ');
}

/** Root mean square distance of the surface at rest from its root joint, metres. */
function restSize({ template, jointRegressor: { starts, columns, values } }: BodyModelData): number {
  const root = [0, 1, 2].map((axis) => {
    let sum = 0;
    for (let i = starts[0]!; i < starts[1]!; i++) sum += values[i]! * template[3 * columns[i]! + axis]!;
    return sum;
  });
  let squares = 0;
  for (let i = 0; i < template.length; i++) squares += (template[i]! - root[i % 3]!) ** 2;
  return Math.sqrt((3 * squares) / template.length);
}

/** Reads what posing needs, for the models whose bodies lack a surface; says why where a model is of no use. */
export async function readyModels(
  experiment: Experiment,
  planned: RecordingSteps,
  models: BodyModels | undefined,
  problems: ProblemLog,
  signal: AbortSignal | undefined,
): Promise<ReadyModels> {
  const lacking = new Map<BodyModel, { readonly path: string; needs: Widths }>();
  for (const { body, series, frames } of bodiesSteps(planned)) {
    const needs = await widthsOf(series, frames, signal);
    const before = lacking.get(body);
    if (needs !== undefined)
      lacking.set(body, { path: before?.path ?? series.path, needs: widest(needs, before?.needs ?? needs) });
  }
  const ready: { [model in BodyModel]?: ReadyModel } = {};
  for (const [body, { path, needs }] of lacking) {
    const data = models?.[body];
    const [other] = inOrder(models);
    if (data === undefined) {
      if (other !== undefined && !lacking.has(other.model)) problems.add(noModel(other, body, path));
      continue;
    }
    const own = await ownMesh(experiment, body, signal);
    if (own !== undefined && own.positions.length !== data.template.length)
      problems.add(otherModel(data, path, own.positions.length / 3));
    else ready[body] = { data, directions: await data.directions(needs.betas, needs.expression) };
  }
  return ready;
}

interface Widths {
  readonly betas: number;
  readonly expression: number;
}

const widest = (a: Widths, b: Widths): Widths => ({
  betas: Math.max(a.betas, b.betas),
  expression: Math.max(a.expression, b.expression),
});

/** How wide betas and expression of bodies without a surface are; `undefined` when all have one, or nobody is there. */
async function widthsOf(
  series: Series<BodyParameters>,
  frames: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Widths | undefined> {
  let all: Widths | undefined;
  for await (const batch of series.read({ frames: firstMiddleLast(frames), ...(signal && { signal }) }))
    for (const { value } of batch)
      for (const { vertices, betas, expression } of value?.persons ?? []) {
        const mine = { betas: betas.length, expression: expression?.length ?? 0 };
        if (vertices === undefined) all = widest(mine, all ?? mine);
      }
  return all;
}

function otherModel({ model, template }: BodyModelData, path: string, vertices: number) {
  return exportFinding(
    'export-body-model',
    path,
    `The ${MODEL_NAMES[model]} body model is another than the experiment's own meshes are of, and is not used.`,
    { expected: `${vertices} vertices, as the meshes have`, actual: `${template.length / 3} vertices` },
  );
}

function noModel({ model }: BodyModelData, body: BodyModel, path: string) {
  return exportFinding(
    'export-body-model',
    path,
    `The body model that was given is of ${MODEL_NAMES[model]}; these bodies stay points.`,
    { expected: `a ${MODEL_NAMES[body]} body model`, actual: `a ${MODEL_NAMES[model]} body model` },
  );
}

/** For the text panel: what bodies are made of, and what is taken for granted. */
export function modelNotes(ready: ReadyModels): string[] {
  return Object.values(ready).map(
    ({ data }) =>
      `bodies without a mesh are posed from their parameters by the user's ${MODEL_NAMES[data.model]} body model` +
      `${data.model === 'smplx' ? '; rotations of fingers are taken as they are (flat_hand_mean)' : ''}`,
  );
}
