/**
 * How much nearer to the ground truth each vertex of a body is than in another run, as colors beside the mesh
 * (as in `error-heat.ts`): blue where it is nearer, red where it is farther.
 * @module
 */
import type { Mesh, Series } from '@outlay/schema/port';
import { archetypeColumns, Mesh3D } from '../../archetypes/index.ts';
import { u32 } from '../../arrow/data-type.ts';
import { type Override, visualizer } from '../../blueprint/overrides.ts';
import { packColor } from '../../values/colors.ts';
import type { Recorder } from '../run/recorder.ts';
import type { ErrorChange, MeshesStep } from '../steps/step.ts';
import { barBounds, writeColorBar } from './color-bar.ts';
import type { Row, WriteContext } from './context.ts';
import { MeshWriter, readMeshes } from './meshes.ts';
import { type FrameTest, NO_FRAME, type StepWriter } from './step-writer.ts';

/** The scale of the change: colors from `-clamp` to `clamp`, one per `step`; what is beyond looks as at its end. */
export const CHANGE_SCALE = { clampMillimetres: 50, stepMillimetres: 2 } as const;

/** Component that holds the colors, on the entity of the body. */
const CHANGE_COMPONENT = 'outlay.ErrorChange:colors';

const SIDE = CHANGE_SCALE.clampMillimetres / CHANGE_SCALE.stepMillimetres;
const [BLUE, GRAY, RED] = [
  [33, 102, 172],
  [235, 235, 235],
  [178, 24, 43],
] as const;

/** `0xRRGGBBAA` of every step, from much nearer to much farther. */
const RAMP = Uint32Array.from({ length: 2 * SIDE + 1 }, (_, i) => {
  const share = Math.abs(i - SIDE) / SIDE;
  const end = i < SIDE ? BLUE : RED;
  const channel = (k: 0 | 1 | 2): number => Math.round(GRAY[k] + (end[k] - GRAY[k]) * share);
  return packColor(channel(0), channel(1), channel(2));
});
const UNKNOWN = packColor(255, 255, 255);

/** A body and its ground truth: V×3 both, metres, in one world. */
export interface Compared {
  readonly body: Float32Array;
  readonly truth: Float32Array;
}

/** Colors of the error of `now` minus that of `before`, vertex by vertex. */
export function changeColors(now: Compared, before: Compared): Uint32Array {
  const scale = 1000 / CHANGE_SCALE.stepMillimetres;
  return Uint32Array.from({ length: now.body.length / 3 }, (_, vertex) => {
    const step = Math.round((distance(now, 3 * vertex) - distance(before, 3 * vertex)) * scale);
    // A coordinate that is no number has no distance.
    return Number.isNaN(step) ? UNKNOWN : RAMP[Math.max(-SIDE, Math.min(SIDE, step)) + SIDE]!;
  });
}

function distance({ body, truth }: Compared, i: number): number {
  const [x, y, z] = [body[i]! - truth[i]!, body[i + 1]! - truth[i + 1]!, body[i + 2]! - truth[i + 2]!];
  return Math.sqrt(x * x + y * y + z * z);
}

/** Meshes of a body with the change of its error. */
export class ChangedMeshesWriter implements StepWriter {
  readonly #context: WriteContext;
  readonly #step: MeshesStep;
  readonly #change: ErrorChange;
  readonly #writer: MeshWriter;

  constructor(context: WriteContext, step: MeshesStep, change: ErrorChange) {
    this.#context = context;
    this.#step = step;
    this.#change = change;
    this.#writer = new MeshWriter(context, step);
  }

  async *write(isDue: FrameTest): AsyncGenerator<number> {
    for await (const { rows, count } of readMeshes(this.#context, this.#step, this.#writer, isDue)) {
      await this.#writeChange(this.#writer.write(rows));
      yield count;
    }
  }

  settle(isPending: FrameTest): void {
    this.#writer.settle(isPending);
  }

  finish(): void {
    this.settle(NO_FRAME);
  }

  async #writeChange(written: readonly Row<Mesh>[]): Promise<void> {
    const { truth, before, truthBefore } = this.#change;
    const frames = written.map(({ frame }) => frame);
    const targets = await positionsAt(this.#context, truth, frames);
    const bodiesBefore = await positionsAt(this.#context, before, frames);
    const targetsBefore = await positionsAt(this.#context, truthBefore, frames);
    const colors = written.map(({ frame, value: { positions } }) => {
      const others = [targets.get(frame), bodiesBefore.get(frame), targetsBefore.get(frame)];
      const [target, body, bodyTarget] = others;
      if (target === undefined || body === undefined || bodyTarget === undefined) return NO_COLORS;
      if (others.some((one) => one?.length !== positions.length)) return NO_COLORS;
      return changeColors({ body: positions, truth: target }, { body, truth: bodyTarget });
    });
    this.#context.recorder.columns(
      this.#step.entity,
      frames,
      archetypeColumns('outlay.ErrorChange', {
        colors: { type: u32, componentType: 'rerun.components.Color', values: colors },
      }),
    );
  }
}

const NO_COLORS = new Uint32Array(0);

/** Positions of meshes by frame. What is wrong with them is reported where they are drawn. */
async function positionsAt(
  { signal }: WriteContext,
  series: Series<Mesh>,
  frames: readonly number[],
): Promise<ReadonlyMap<number, Float32Array>> {
  const found = new Map<number, Float32Array>();
  if (frames.length === 0) return found;
  for await (const batch of series.read({ frames, ...(signal && { signal }) }))
    for (const { frame, value } of batch) if (value !== undefined) found.set(frame, value.positions);
  return found;
}

/** Lets a view draw a body in the colors of the change. Viewer 0.30 or newer; older ones draw it white. */
export function showsChange(): Override {
  return visualizer(Mesh3D.update({ albedoFactor: UNKNOWN }), {
    mappings: [{ target: 'Mesh3D:vertex_colors', sourceKind: 'sourceComponent', sourceComponent: CHANGE_COMPONENT }],
  });
}

/** Part of the legend's plane to show. */
export const CHANGE_LEGEND_BOUNDS = barBounds(RAMP.length);

/** The color bar, with millimetres below. */
export function writeChangeLegend(recorder: Recorder, entity: string): void {
  const { clampMillimetres: end, stepMillimetres } = CHANGE_SCALE;
  const at = (millimetres: number) => (millimetres + end) / stepMillimetres;
  writeColorBar(recorder, entity, {
    colors: RAMP,
    ticks: [
      { at: at(-end), label: `≤ −${end} mm, better` },
      { at: at(0), label: '0' },
      { at: at(end), label: `≥ ${end} mm, worse` },
    ],
  });
}
