import type { ContractId } from '@outlay/schema';
import { type Content, fileContract } from '@outlay/schema';
import type { MetricTable } from '@outlay/schema/port';
import { isLayoutError } from '../../errors.ts';
import { framesOf } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { readMetricCsv } from '../../read/metric-csv.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { POSE_TASKS } from '../../scan/pose-contracts.ts';
import { meshPoints, spread } from '../bodies/points.ts';
import { median } from '../cameras/projection.ts';
import type { CheckContext } from '../context.ts';
import { type Pixels, readPixels } from '../pictures/thumbnail.ts';
import { readFiles } from '../reading/read-files.ts';

/** Frames whose meshes are compared, per epoch and task. */
const MESH_FRAMES = 12;
/** What rounding and another choice of root do to a mean distance: millimetres, and part of the value. */
const MESH_TOLERANCE = { millimetres: 1, part: 0.03 } as const;
/** Pixels of a camera that are decoded, so that long sequences stay quick. */
const PIXEL_BUDGET = 4_000_000;
/** Values that are needed to know how the trainer's PSNR relates to that of the saved pictures. */
const MIN_VALUES = 6;
/** Decibels: a difference beyond this is one in any case, one below this never. */
const PSNR_TOLERANCE = [0.3, 6] as const;
/** The tolerance between them: so many times the usual deviation. */
const DEVIATIONS = 10;
/** Ground truth is black where no person is. */
const BLACK = 12;

/** Are rows those of the files beside them? Vertex errors and PSNR are computed again. Level `full` only. */
export async function* metricsOfTheseFiles(context: CheckContext): AsyncGenerator<Issue> {
  if (context.level !== 'full') return;
  for (const { epoch, state } of context.epochs)
    if (state !== 'in-progress') for (const task of POSE_TASKS) yield* vertexErrors(context, task, epoch);
  yield* pictureErrors(context);
}

async function rowsOf(
  { inventory, source }: CheckContext,
  contract: ContractId,
  epoch: number,
): Promise<{ readonly path: string; readonly table: MetricTable } | undefined> {
  const path = inventory.file(contract, { epoch });
  if (path === undefined) return undefined;
  try {
    const content = fileContract(contract).content as Extract<Content, { kind: 'csv' }>;
    return { path, table: readMetricCsv(await source.read(path), path, content).table };
  } catch (error) {
    // Told by the check of metrics.
    if (!isLayoutError(error)) throw error;
    return undefined;
  }
}

async function* vertexErrors(
  context: CheckContext,
  task: 'pose_smplx' | 'pose_smpl',
  epoch: number,
): AsyncGenerator<Issue> {
  const rows = await rowsOf(context, `${task}.metrics.per-frame`, epoch);
  const values = rows?.table.values.rr_mve_mm;
  const pred = meshPoints(context, `${task}.pred.root_aligned`, epoch);
  const truth = meshPoints(context, `${task}.gt_inputs.root_aligned`, epoch);
  if (!rows?.table.frames || !values || !pred || !truth) return;
  const differing: { readonly frame: number; readonly written: number; readonly computed: number }[] = [];
  for (const frame of spread(pred.frames, MESH_FRAMES)) {
    const row = rows.table.frames.indexOf(frame);
    const written = values[row];
    if (written === undefined || !Number.isFinite(written)) continue;
    const [ones, others] = [await pred.at(frame), await truth.at(frame)];
    const computed = meanDistance(ones, others) * 1000;
    const tolerance = Math.max(MESH_TOLERANCE.millimetres, MESH_TOLERANCE.part * computed);
    if (Math.abs(written - computed) > tolerance) differing.push({ frame, written, computed });
  }
  const [first] = differing;
  if (first)
    yield {
      name: 'rows-of-other-files',
      path: rows.path,
      metric: 'rr_mve_mm',
      frames: differing.map(({ frame }) => frame),
      files: pred.path,
      written: first.written,
      computed: first.computed,
    };
}

/** Mean distance of vertices, over persons that both have; `NaN` when they cannot be compared. */
function meanDistance(
  ones: readonly (Float32Array | undefined)[],
  others: readonly (Float32Array | undefined)[],
): number {
  const means: number[] = [];
  for (const [person, a] of ones.entries()) {
    const b = others[person];
    if (!a || !b) continue;
    if (a.length !== b.length) return Number.NaN;
    let sum = 0;
    for (let i = 0; i < a.length; i += 3)
      sum += Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
    means.push(sum / (a.length / 3));
  }
  return means.reduce((sum, value) => sum + value, 0) / means.length;
}

interface PictureError {
  readonly path: string;
  readonly files: string;
  readonly camera: number;
  readonly frame: number;
  readonly written: number;
  /** Of the whole picture, and where the ground truth is not black. */
  readonly whole: number;
  readonly people: number;
}

/**
 * How the trainer's PSNR relates to that of the saved pictures is not known (mask, channels, before JPEG or after), but
 * it is the same relation for all, so pictures that stand out are not those that were measured.
 */
async function* pictureErrors(context: CheckContext): AsyncGenerator<Issue> {
  const all: PictureError[] = [];
  for (const { epoch, state } of context.epochs) {
    if (state === 'in-progress') continue;
    const rows = await rowsOf(context, 'nvs.metrics.per-frame', epoch);
    if (!rows?.table.values.psnr || !rows.table.cameras || !rows.table.frames) continue;
    for (const pred of context.inventory.frames('nvs.pred.image', { epoch })) {
      const camera = pred.ids.camera as number;
      const truth = context.inventory.frames('nvs.gt_inputs.image', { epoch, camera })[0];
      if (truth) all.push(...(await ofCamera(context, rows.path, rows.table, pred, truth)));
    }
  }
  if (all.length < MIN_VALUES) return;
  const relations = (['whole', 'people'] as const).map((kind) => {
    const usual = median(all.map((one) => one[kind] - one.written));
    const deviation = median(all.map((one) => Math.abs(one[kind] - one.written - usual)));
    return { kind, usual, deviation };
  });
  const [whole, people] = relations as [Relation, Relation];
  const { kind, usual, deviation } = people.deviation < whole.deviation ? people : whole;
  const tolerance = Math.min(PSNR_TOLERANCE[1], Math.max(PSNR_TOLERANCE[0], DEVIATIONS * deviation));
  const groups = new Map<string, PictureError[]>();
  for (const one of all) {
    if (Math.abs(one[kind] - usual - one.written) <= tolerance) continue;
    groups.set(one.files, [...(groups.get(one.files) ?? []), one]);
  }
  for (const group of groups.values()) {
    const [first] = group as [PictureError];
    yield {
      name: 'rows-of-other-files',
      path: first.path,
      metric: 'psnr',
      frames: group.map(({ frame }) => frame),
      camera: first.camera,
      files: first.files,
      written: first.written,
      computed: first[kind] - usual,
    };
  }
}

interface Relation {
  readonly kind: 'whole' | 'people';
  readonly usual: number;
  readonly deviation: number;
}

async function ofCamera(
  context: CheckContext,
  path: string,
  table: MetricTable,
  pred: FrameFolder,
  truth: FrameFolder,
): Promise<readonly PictureError[]> {
  const camera = pred.ids.camera as number;
  const rows = new Map<number, number>();
  table.cameras?.forEach((one, row) => {
    if (one === camera) rows.set(table.frames?.[row] as number, table.values.psnr![row]!);
  });
  const given = new Set(framesOf(truth));
  const shared = framesOf(pred).filter((frame) => given.has(frame) && Number.isFinite(rows.get(frame)));
  const first = await pixelsOf(context, pred, shared[0]);
  if (!first) return [];
  const errors: PictureError[] = [];
  for (const frame of spread(shared, Math.max(2, Math.floor(PIXEL_BUDGET / (first.width * first.height))))) {
    const [a, b] = [await pixelsOf(context, pred, frame), await pixelsOf(context, truth, frame)];
    if (!a || !b || a.rgb.length !== b.rgb.length) continue;
    const { whole, people } = decibels(a.rgb, b.rgb);
    if (Number.isFinite(whole) && Number.isFinite(people))
      errors.push({ path, files: pred.path, camera, frame, written: rows.get(frame)!, whole, people });
  }
  return errors;
}

async function pixelsOf(
  context: CheckContext,
  folder: FrameFolder,
  frame: number | undefined,
): Promise<Pixels | undefined> {
  const file = folder.files.find((one) => one.frame === frame);
  if (!file) return undefined;
  const options = { inflate: context.decoders.inflate };
  for await (const { value } of readFiles(context, [file], (bytes, path) => readPixels(bytes, path, options)))
    return value;
  return undefined;
}

function decibels(a: Uint8Array, b: Uint8Array): { readonly whole: number; readonly people: number } {
  let [sum, inside, pixels] = [0, 0, 0];
  for (let i = 0; i + 2 < a.length; i += 3) {
    const error = (a[i]! - b[i]!) ** 2 + (a[i + 1]! - b[i + 1]!) ** 2 + (a[i + 2]! - b[i + 2]!) ** 2;
    sum += error;
    if (b[i]! <= BLACK && b[i + 1]! <= BLACK && b[i + 2]! <= BLACK) continue;
    inside += error;
    pixels++;
  }
  const psnr = (squares: number, values: number): number => 10 * Math.log10((255 * 255 * values) / squares);
  return { whole: psnr(sum, a.length), people: psnr(inside, 3 * pixels) };
}
