/**
 * What the layout of an evaluation's recording depends on.
 * @module
 */
import { bodyModelOf, type Task } from '@outlay/schema/names';
import { type AddressParts, isAt } from '../../steps/address.ts';
import type { CameraStep, FrameStep } from '../../steps/step.ts';
import type { Scene } from '../../worlds/scene.ts';

/** What `evaluationBlueprint` needs to know. */
export interface EvaluationLayout {
  readonly epoch: number;
  readonly steps: readonly FrameStep[];
  /** Entities that have a pinhole. */
  readonly cameras: readonly CameraStep[];
  /** Metrics given per frame, by task. */
  readonly metrics: { readonly [task in Task]?: readonly string[] };
  /** The predicted world; `undefined` when no task shows bodies. */
  readonly world: Scene | undefined;
  /** The root-aligned bodies around the origin. */
  readonly rootAligned: Scene | undefined;
  /** Where the NVS cameras stand: in the predicted world, or alone in the ground-truth world. */
  readonly nvsCameras: { readonly scene: Scene; readonly aligned: boolean } | undefined;
}

/** A task in a view's name. */
export const taskLabel = (task: Task): string =>
  task === 'nvs' ? 'NVS' : bodyModelOf(task) === 'smplx' ? 'SMPL-X' : 'SMPL';

/** Is there a step at an address with these parts? */
export const hasStep = ({ steps }: EvaluationLayout, parts: AddressParts): boolean =>
  steps.some(({ address }) => isAt(address, parts));
