/**
 * How far each vertex of a predicted body is from the same vertex of the ground truth, as colors of its own.
 *
 * The colors lie beside the mesh under a name that no viewer draws by itself, so the body stays orange wherever nobody
 * asks for its error, and no position is written twice. A view shows them by a mapping in the blueprint.
 * @module
 */

import type { ArchetypeColumns } from '../../archetypes/define-archetype.ts';
import { archetypeColumns, Mesh3D } from '../../archetypes/index.ts';
import { u32 } from '../../arrow/data-type.ts';
import { type Override, visualizer } from '../../blueprint/overrides.ts';
import { packColor } from '../../values/colors.ts';
import type { Recorder } from '../run/recorder.ts';
import type { FrameStep, MeshesStep } from '../steps/step.ts';
import { barBounds, writeColorBar } from './color-bar.ts';

/** The scale of the error: colors from 0 to `clamp`, one per `step`; what is farther looks as far as `clamp`. */
export const ERROR_SCALE = { clampMillimetres: 100, stepMillimetres: 2 } as const;

/** Component that holds the colors, on the entity of the predicted body. */
export const ERROR_COMPONENT = 'outlay.ErrorHeat:colors';
const COLOR_TYPE = 'rerun.components.Color';

/** Nine colors of viridis at even distances: lightness rises evenly, and the order survives color blindness. */
const VIRIDIS = [
  [68, 1, 84],
  [71, 45, 123],
  [59, 82, 139],
  [44, 114, 142],
  [33, 145, 140],
  [40, 174, 128],
  [94, 201, 98],
  [173, 220, 48],
  [253, 231, 37],
] as const;

const STEPS = ERROR_SCALE.clampMillimetres / ERROR_SCALE.stepMillimetres;

/** `0xRRGGBBAA` of every step. Few colors, because equal ones compress. */
const RAMP = Uint32Array.from({ length: STEPS + 1 }, (_, step) => {
  const at = (step / STEPS) * (VIRIDIS.length - 1);
  const i = Math.min(Math.floor(at), VIRIDIS.length - 2);
  const [low, high] = [VIRIDIS[i]!, VIRIDIS[i + 1]!];
  const channel = (k: 0 | 1 | 2): number => Math.round(low[k] + (high[k] - low[k]) * (at - i));
  return packColor(channel(0), channel(1), channel(2));
});
const UNKNOWN = packColor(255, 255, 255);

/** Colors of the distances between vertices of the same number, into `colors`. V×3 both, metres. */
export function paintErrors(predicted: Float32Array, groundTruth: Float32Array, colors: Uint32Array): void {
  const scale = 1000 / ERROR_SCALE.stepMillimetres;
  for (let vertex = 0, i = 0; vertex < colors.length; vertex++, i += 3) {
    const x = predicted[i]! - groundTruth[i]!;
    const y = predicted[i + 1]! - groundTruth[i + 1]!;
    const z = predicted[i + 2]! - groundTruth[i + 2]!;
    const step = Math.round(Math.sqrt(x * x + y * y + z * z) * scale);
    // A coordinate that is no number has no distance.
    colors[vertex] = step >= STEPS ? RAMP[STEPS]! : (RAMP[step] ?? UNKNOWN);
  }
}

/** Colors of many frames; an empty row where there is no ground truth, which viewers draw white. */
export function errorColumns(colors: readonly Uint32Array[]): ArchetypeColumns {
  return archetypeColumns('outlay.ErrorHeat', {
    colors: { type: u32, componentType: COLOR_TYPE, values: colors },
  });
}

/** Predicted bodies whose ground truth is in the recording too. */
export function comparedBodies(steps: readonly FrameStep[]): readonly MeshesStep[] {
  const entities = new Set(steps.map(({ entity }) => entity));
  return steps.filter(
    (step): step is MeshesStep =>
      step.kind === 'meshes' && step.comparedWith !== undefined && entities.has(step.comparedWith),
  );
}

/** Lets a view draw a body in the colors of its error. Viewer 0.30 or newer; older ones draw it white. */
export function showsErrors(): Override {
  return visualizer(Mesh3D.update({ albedoFactor: UNKNOWN }), {
    mappings: [{ target: 'Mesh3D:vertex_colors', sourceKind: 'sourceComponent', sourceComponent: ERROR_COMPONENT }],
  });
}

const TICKS = [0, 20, 40, 60, 80, 100];

/** Part of the legend's plane that shows bar and labels. */
export const ERROR_LEGEND_BOUNDS = barBounds(RAMP.length);

/** The color bar, with millimetres below. */
export function writeErrorLegend(recorder: Recorder, entity: string): void {
  const last = TICKS.length - 1;
  writeColorBar(recorder, entity, {
    colors: RAMP,
    ticks: TICKS.map((tick, i) => ({
      at: tick / ERROR_SCALE.stepMillimetres,
      label: i === last ? `≥ ${tick} mm` : `${tick}`,
    })),
  });
}
