/**
 * Collects the steps of one recording while a plan is made.
 * @module
 */
import type { Task } from '@outlay/schema/names';
import { unionOfFrames } from '@outlay/schema/names';
import type {
  BodyParameters,
  Camera,
  ClassImage,
  DepthMap,
  ImageFile,
  MaskReadOptions,
  Mesh,
  MeshReadOptions,
  Series,
  Splats,
  TaskMetrics,
  Video,
} from '@outlay/schema/port';
import type { Rgba } from '../colors.ts';
import { type ExportSelection, selects } from '../options.ts';
import { pathOf, type StepAddress } from './address.ts';
import { frameFilter, frameStride } from './frame-selection.ts';
import type { BodiesStep, CameraStep, ErrorChange, FrameStep, GaussiansStep, MetricsStep } from './step.ts';

/** Something the experiment has or could have that the recording does not show. */
export interface LeftOut {
  /** Entity path or experiment-relative folder. */
  readonly what: string;
  /** Half a sentence. */
  readonly why: string;
}

/** The steps of one recording. */
export interface RecordingSteps {
  readonly steps: readonly FrameStep[];
  readonly metrics: readonly MetricsStep[];
  readonly leftOut: readonly LeftOut[];
  /** Frames that appear in the recording, ascending. */
  readonly frames: readonly number[];
  /** Distance between neighbouring frames. */
  readonly stride: number;
}

/** A viewer that streams the file shows the small and telling first, and depth, which is large, last. */
const WRITING_ORDER: readonly FrameStep['kind'][] = [
  'camera',
  'images',
  'video',
  'bodies',
  'meshes',
  'masks',
  'depths',
  'gaussians',
];

type Draft = FrameStep extends infer S ? (S extends FrameStep ? Omit<S, 'frames'> : never) : never;

const at = (address: StepAddress) => ({ address, entity: pathOf(address) });

/** Mutable while planning; {@link StepList.finish} applies the frame selection and gives the result. */
export class StepList {
  readonly #selection: ExportSelection;
  readonly #only: ReadonlySet<number> | undefined;
  readonly #drafts: Draft[] = [];
  readonly #metrics: MetricsStep[] = [];
  readonly #leftOut: LeftOut[] = [];

  /** @param only Frames that the recording is about; others are not its business, and not said to be left out. */
  constructor(selection: ExportSelection, only?: readonly number[]) {
    this.#selection = selection;
    this.#only = only === undefined ? undefined : new Set(only);
  }

  get selection(): ExportSelection {
    return this.#selection;
  }

  /** Is the camera selected? Notes it as left out when not. */
  selectsCamera(camera: number): boolean {
    const selected = selects(this.#selection.cameras, camera);
    if (!selected) this.leaveOut(`camera ${camera}`, 'not among the selected cameras');
    return selected;
  }

  add(kind: 'images', address: StepAddress, series: Series<ImageFile>): void;
  add(kind: 'depths', address: StepAddress, series: Series<DepthMap>): void;
  add(kind: 'images' | 'depths', address: StepAddress, series: Series<never>): void {
    this.#drafts.push({ kind, ...at(address), series } as Draft);
  }

  addVideo(address: StepAddress, series: Video): void {
    this.#drafts.push({ kind: 'video', ...at(address), series });
  }

  addMasks(address: StepAddress, series: Series<ClassImage, MaskReadOptions>, unassignedClass: number): void {
    this.#drafts.push({ kind: 'masks', ...at(address), series, unassignedClass });
  }

  /**
   * @param comparedWith Entity of the ground truth, for a prediction that has one.
   * @param change What the change of its error is worked out from, in a comparison.
   */
  addMeshes(
    address: StepAddress,
    series: Series<Mesh, MeshReadOptions>,
    color: Rgba,
    comparedWith?: string,
    change?: ErrorChange,
  ): void {
    this.#drafts.push({ kind: 'meshes', ...at(address), series, color, comparedWith, ...(change && { change }) });
  }

  addCamera(
    address: StepAddress,
    camera: number,
    series: Series<Camera>,
    facts: Pick<CameraStep, 'pictures' | 'fullSize' | 'scaled' | 'color'>,
  ): void {
    this.#drafts.push({ kind: 'camera', ...at(address), camera, series, ...facts });
  }

  addBodies(
    address: StepAddress,
    series: Series<BodyParameters>,
    facts: Pick<BodiesStep, 'body' | 'entityOf' | 'trajectoryOf' | 'skeletonOf' | 'colorOf' | 'place'>,
  ): void {
    this.#drafts.push({ kind: 'bodies', ...at(address), series, ...facts, persons: this.#selection.persons });
  }

  addGaussians(
    address: StepAddress,
    series: Series<Splats>,
    facts: Pick<GaussiansStep, 'entityOf' | 'persons' | 'maxSplats'>,
  ): void {
    this.#drafts.push({ kind: 'gaussians', ...at(address), series, ...facts });
  }

  addMetrics(entity: string, task: Task, read: () => Promise<TaskMetrics>, run?: string): void {
    this.#metrics.push({ kind: 'metrics', entity, task, read, ...(run !== undefined && { run }) });
  }

  /** Is there a step with this series? */
  shows(series: Series<unknown>): boolean {
    return this.#drafts.some((draft) => (draft.series as Series<unknown>) === series);
  }

  leaveOut(what: string, why: string): void {
    this.#leftOut.push({ what, why });
  }

  finish(): RecordingSteps {
    const isMeant = (frame: number) => this.#only?.has(frame) ?? true;
    const all = unionOfFrames(this.#drafts.map(({ series }) => series.frames)).filter(isMeant);
    const isSelected = frameFilter(this.#selection.frames, all[0] ?? 0);
    const steps = this.#drafts.map(
      (draft) =>
        ({ ...draft, frames: draft.series.frames.filter((frame) => isMeant(frame) && isSelected(frame)) }) as FrameStep,
    );
    for (const step of steps)
      if (step.frames.length === 0)
        this.leaveOut(step.entity, step.series.frames.length === 0 ? 'no frames' : 'none of its frames is selected');
    return inWritingOrder({
      steps: steps.filter(({ frames }) => frames.length > 0),
      metrics: this.#metrics,
      leftOut: this.#leftOut,
    });
  }
}

/** Steps in the order in which they are written, and the frames that they have together. */
export function inWritingOrder(list: Pick<RecordingSteps, 'steps' | 'metrics' | 'leftOut'>): RecordingSteps {
  const steps = [...list.steps].sort((a, b) => WRITING_ORDER.indexOf(a.kind) - WRITING_ORDER.indexOf(b.kind));
  const frames = unionOfFrames(steps.map((step) => step.frames));
  return { ...list, steps, frames, stride: frameStride(frames) };
}
