/**
 * Plan → recording: the course every export takes, whatever it exports.
 * @module
 */

import { LAYOUT_VERSION, type RecordingKind, type Task } from '@outlay/schema/names';
import type { Experiment, TaskMetrics } from '@outlay/schema/port';
import { archetype, TextDocument } from '../../archetypes/index.ts';
import { utf8 } from '../../arrow/data-type.ts';
import { blueprintSource } from '../../blueprint/blueprint-source.ts';
import type { Blueprint } from '../../blueprint/index.ts';
import { createRecording, type Recording } from '../../recording.ts';
import type { ByteSink } from '../../sink.ts';
import type { ReadyModels } from '../body-model/body-models.ts';
import type { Topologies } from '../body-model/own-meshes.ts';
import { StrictExportError } from '../errors.ts';
import { EXPORT_DEFAULTS, type ExportOptions, selectionFor, selects } from '../options.ts';
import { describeSelection, type RecordingIdentity } from '../recordings/identity.ts';
import { frameFilter } from '../steps/frame-selection.ts';
import type { FrameStep } from '../steps/step.ts';
import type { RecordingSteps } from '../steps/step-list.ts';
import { summaryText } from '../text/summary.ts';
import { writeBodies } from '../write/bodies.ts';
import { type PlacedCamera, writeCamera } from '../write/cameras.ts';
import type { WriteContext } from '../write/context.ts';
import { writeGaussians } from '../write/gaussians.ts';
import { writeDepths, writeImages, writeMasks } from '../write/images.ts';
import { writeMeshesOrPair } from '../write/mesh-pairs.ts';
import { writeMetrics } from '../write/metrics.ts';
import { writeVideo } from '../write/video.ts';
import { Outlet } from './outlet.ts';
import { exportFinding, ProblemLog } from './problems.ts';
import type { ExportEvent, ExportSummary } from './progress.ts';
import { Recorder } from './recorder.ts';

/** What is known before the first byte of a recording. */
export interface Prepared {
  readonly layout: Blueprint;
  readonly cameras: readonly PlacedCamera[];
  readonly metrics: { readonly [task in Task]?: TaskMetrics };
  /** Lines for the text panel. */
  readonly notes: readonly string[];
  readonly topologies: Topologies;
  /** What poses bodies without a mesh. */
  readonly models?: ReadyModels;
  /** Writes what is neither a step nor a metric: coordinates, annotation contexts, the alignment. */
  writeStatics(context: WriteContext): void;
}

/** One export, described. */
export interface ExportJob {
  readonly experiment: Experiment;
  readonly kind: RecordingKind;
  readonly identity: RecordingIdentity;
  readonly planned: RecordingSteps;
  readonly summaryEntity: string;
  /** What the recording is, for its text; default: the epoch or the input data. */
  readonly subject?: string;
  /** What its rows are counted in; default `frame`. */
  readonly timeline?: 'frame' | 'epoch';
  readonly tasks?: readonly Task[];
  readonly options: ExportOptions & { readonly sink?: ByteSink };
  prepare(problems: ProblemLog, signal: AbortSignal | undefined): Promise<Prepared>;
}

/** Runs an export. Returns the summary; throws what the source, the sink or the signal throws. */
export async function* runExport(job: ExportJob): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const { identity, planned, options } = job;
  const { signal, sink } = options;
  signal?.throwIfAborted();
  const problems = new ProblemLog();
  const total = planned.steps.reduce((sum, { frames, kind }) => sum + (kind === 'camera' ? 0 : frames.length), 0);
  if (planned.steps.length === 0 && planned.metrics.length === 0)
    problems.add(exportFinding('export-nothing', '', `There is nothing to export to ${identity.name}.`));
  yield { kind: 'start', recording: identity, total };
  let recording: Recording | undefined;
  let outlet: Outlet | undefined;
  let isDone = false;
  let failure: unknown;
  try {
    const prepared = await job.prepare(problems, signal);
    yield* tellProblems(job, problems);
    recording = startRecording(job, prepared);
    outlet = new Outlet(recording, sink);
    const context: WriteContext = {
      recorder: new Recorder(recording, job.timeline),
      problems,
      stride: planned.stride,
      lastFrame: planned.frames.at(-1) ?? 0,
      batchBytes: options.batchBytes ?? EXPORT_DEFAULTS.batchBytes,
      signal,
    };
    writeHead(job, context, prepared);
    recording.flush();
    yield* outlet.handOver();
    let done = 0;
    for (const step of planned.steps) {
      let doneOfStep = 0;
      for await (const count of writeStep(context, step, job.planned.steps, prepared)) {
        done += count;
        doneOfStep += count;
        // Bytes that go in as they are read: the next are read while these are written. A source keeps two batches.
        yield* outlet.handOver({ isGoingOn: isPassedThrough(step) && doneOfStep < step.frames.length });
        yield* tellProblems(job, problems);
        yield { kind: 'progress', done, total, entity: step.entity };
      }
    }
    for (const camera of prepared.cameras) if (isWrittenLast(job, camera)) writeCamera(context, camera);
    // Only now all problems are known; a later static row replaces the text written first.
    if (problems.list().length > 0) writeSummary(job, context, prepared);
    recording.finish();
    yield* outlet.handOver();
    await sink?.close();
    isDone = true;
    return summaryOf(job, context, recording);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    await outlet?.settle();
    // Also when the consumer stops asking: a sink must not be left with half a file.
    if (!isDone) await (recording ?? sink)?.abort(failure);
  }
}

function startRecording(job: ExportJob, { layout }: Prepared): Recording {
  const { identity, options } = job;
  return createRecording({
    applicationId: identity.applicationId,
    recordingId: identity.recordingId,
    name: identity.title,
    properties: { outlay: properties(job) },
    blueprint: blueprintSource(layout),
    ...(options.sink && { sink: options.sink }),
  });
}

function summaryOf(
  { identity, planned }: ExportJob,
  { recorder, problems }: WriteContext,
  recording: Recording,
): ExportSummary {
  const [first, last] = [planned.frames[0], planned.frames.at(-1)];
  return {
    ...identity,
    entities: recorder.entities,
    rows: recorder.rows,
    frames: {
      count: planned.frames.length,
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last }),
    },
    bytes: recording.byteLength,
    problems: problems.list(),
    leftOut: planned.leftOut,
  };
}

function writeHead(job: ExportJob, context: WriteContext, prepared: Prepared): void {
  writeSummary(job, context, prepared);
  prepared.writeStatics(context);
  for (const camera of prepared.cameras) if (!isWrittenLast(job, camera)) writeCamera(context, camera);
  const { kind, options, planned } = job;
  if (!('epoch' in kind)) return;
  const isSelectedFrame = frameFilter(options.frames, planned.frames[0] ?? 0);
  for (const [task, metrics] of Object.entries(prepared.metrics))
    writeMetrics(
      context,
      {
        epoch: kind.epoch,
        task: task as Task,
        isSelectedFrame,
        isSelectedCamera: (camera) => selects(options.cameras, camera),
      },
      metrics,
    );
}

/** A moving camera on the entity of its pictures: what clears a missing picture must not clear the pose of that frame. */
function isWrittenLast({ planned }: ExportJob, { entity, track }: PlacedCamera): boolean {
  if (track.constantPose && track.constantLens) return false;
  return planned.steps.some((step) => step.kind === 'images' && step.entity === entity);
}

function writeStep(
  context: WriteContext,
  step: FrameStep,
  steps: readonly FrameStep[],
  { topologies, models }: Pick<Prepared, 'topologies' | 'models'>,
): AsyncGenerator<number> {
  switch (step.kind) {
    case 'images':
      return writeImages(context, step);
    case 'video':
      return writeVideo(context, step);
    case 'masks':
      return writeMasks(context, step);
    case 'depths':
      return writeDepths(context, step);
    case 'meshes':
      return writeMeshesOrPair(context, step, steps);
    case 'bodies':
      return writeBodies(context, step, topologies, models?.[step.body]);
    case 'gaussians':
      return writeGaussians(context, step);
    case 'camera':
      // Cameras are read while preparing and written at the head.
      return nothing();
    default:
      return step satisfies never;
  }
}

async function* nothing(): AsyncGenerator<number> {}

function writeSummary(job: ExportJob, { recorder, problems }: WriteContext, prepared: Prepared): void {
  recorder.static(
    job.summaryEntity,
    TextDocument({
      text: summaryText({
        manifest: job.experiment.manifest,
        ...('epoch' in job.kind && { epoch: job.kind.epoch, metrics: prepared.metrics }),
        ...(job.tasks && { tasks: job.tasks }),
        ...(job.subject !== undefined && { subject: job.subject }),
        ...(job.timeline && { timeline: job.timeline }),
        frames: job.planned.frames,
        notes: prepared.notes,
        steps: job.planned.steps,
        leftOut: job.planned.leftOut,
        problems: problems.list(),
        selection: describeSelection(selectionFor(job.kind, job.options)),
      }),
      mediaType: 'text/markdown',
    }),
  );
}

function properties({ experiment, identity, options }: ExportJob) {
  const text = (values: string) => ({ type: utf8, values: [values] });
  return archetype(null, {
    exp_name: text(experiment.manifest.exp_name),
    scene_name: text(experiment.manifest.scene_name),
    output_layout_version: text(LAYOUT_VERSION),
    source_fingerprint: text(identity.fingerprint),
    selection: text(identity.selection),
    tool_version: text(options.toolVersion ?? ''),
    ...Object.fromEntries(Object.entries(options.properties ?? {}).map(([name, value]) => [name, text(value)])),
  });
}

function isPassedThrough({ kind }: FrameStep): boolean {
  return kind === 'images' || kind === 'depths';
}

function* tellProblems(
  { options, identity }: ExportJob,
  problems: ProblemLog,
): Generator<ExportEvent, void, undefined> {
  const fresh = problems.takeNew();
  if (options.strict === true && fresh.some(({ severity }) => severity !== 'info'))
    throw new StrictExportError(identity.name, problems.list());
  for (const problem of fresh) yield { kind: 'problem', problem };
}
