/**
 * The writers of a recording's steps.
 * @module
 */
import type { FrameStep } from '../steps/step.ts';
import { BodiesWriter } from '../write/bodies.ts';
import type { WriteContext } from '../write/context.ts';
import { DepthsWriter } from '../write/depths.ts';
import { GaussiansWriter } from '../write/gaussians.ts';
import { ImagesWriter } from '../write/images.ts';
import { MasksWriter } from '../write/masks.ts';
import { meshesWriter } from '../write/mesh-pairs.ts';
import type { StepWriter } from '../write/step-writer.ts';
import { VideoWriter } from '../write/video.ts';
import type { Prepared } from './prepared.ts';

/** Makes the writer of each step when it is needed, and forgets it when its step is done. */
export class Writers {
  readonly #context: WriteContext;
  readonly #steps: readonly FrameStep[];
  readonly #prepared: Pick<Prepared, 'topologies' | 'models'>;
  readonly #writers = new Map<FrameStep, StepWriter>();

  constructor(context: WriteContext, steps: readonly FrameStep[], prepared: Pick<Prepared, 'topologies' | 'models'>) {
    this.#context = context;
    this.#steps = steps;
    this.#prepared = prepared;
  }

  /** `undefined` for what is written elsewhere: cameras, and ground truth beside its prediction. */
  of(step: FrameStep): StepWriter | undefined {
    const known = this.#writers.get(step);
    if (known !== undefined) return known;
    const writer = this.#make(step);
    if (writer !== undefined) this.#writers.set(step, writer);
    return writer;
  }

  /** The last of a step. */
  finish(step: FrameStep): void {
    this.#writers.get(step)?.finish();
    this.#writers.delete(step);
  }

  #make(step: FrameStep): StepWriter | undefined {
    const context = this.#context;
    switch (step.kind) {
      case 'images':
        return new ImagesWriter(context, step);
      case 'video':
        return new VideoWriter(context, step);
      case 'masks':
        return new MasksWriter(context, step);
      case 'depths':
        return new DepthsWriter(context, step);
      case 'meshes':
        return meshesWriter(context, step, this.#steps);
      case 'bodies':
        return new BodiesWriter(context, step, this.#prepared.topologies, this.#prepared.models?.[step.body]);
      case 'gaussians':
        return new GaussiansWriter(context, step);
      case 'camera':
        // Cameras are read while preparing.
        return undefined;
      default:
        return step satisfies never;
    }
  }
}
