/**
 * Plan → recording: the course every export takes, whatever it exports.
 * @module
 */
import { LAYOUT_VERSION, type RecordingName } from '@outlay/schema/names';
import { archetype, TextDocument } from '../../archetypes/index.ts';
import { utf8 } from '../../arrow/data-type.ts';
import { blueprintSource } from '../../blueprint/blueprint-source.ts';
import { createRecording, type Recording } from '../../recording.ts';
import { StrictExportError } from '../errors.ts';
import { EXPORT_DEFAULTS, type RunOptions } from '../options.ts';
import { describeSelection, type RecordingIdentity } from '../recordings/identity.ts';
import type { RecordingPlan } from '../recordings/plan.ts';
import type { FrameStep } from '../steps/step.ts';
import { summaryText } from '../text/summary.ts';
import { writeBodies } from '../write/bodies.ts';
import { type PlacedCamera, writeCamera } from '../write/cameras.ts';
import type { WriteContext } from '../write/context.ts';
import { writeGaussians } from '../write/gaussians.ts';
import { writeDepths, writeImages, writeMasks } from '../write/images.ts';
import { writeMeshesOrPair } from '../write/mesh-pairs.ts';
import { writeVideo } from '../write/video.ts';
import { Outlet } from './outlet.ts';
import type { Prepared } from './prepared.ts';
import { exportFinding, ProblemLog } from './problems.ts';
import type { ExportEvent, ExportSummary } from './progress.ts';
import { Recorder } from './recorder.ts';

interface Job {
  readonly plan: RecordingPlan<RecordingName>;
  readonly options: RunOptions;
}

/**
 * Exports a planned recording.
 *
 * ```ts
 * const plan = planRecording(experiment, { kind: 'evaluation', epoch: 30 });
 * for await (const event of exportRecording(plan)) if (event.kind === 'bytes') response.write(event.bytes);
 * ```
 * The generator's return value is the {@link ExportSummary}. With a `sink` the bytes go there and no `bytes` events
 * come. Memory is bounded by a batch.
 * @throws StrictExportError with `strict`; the reason of `signal`; what the source or the sink throws.
 */
export async function* exportRecording(
  plan: RecordingPlan<RecordingName>,
  options: RunOptions = {},
): AsyncGenerator<ExportEvent, ExportSummary, undefined> {
  const job: Job = { plan, options };
  const { work } = plan;
  const planned = work.steps;
  const { signal, sink } = options;
  signal?.throwIfAborted();
  const problems = new ProblemLog();
  const total = planned.steps.reduce((sum, { frames, kind }) => sum + (kind === 'camera' ? 0 : frames.length), 0);
  if (planned.steps.length === 0 && planned.metrics.length === 0)
    problems.add(exportFinding('export-nothing', '', `There is nothing to export to ${plan.name}.`));
  yield { kind: 'start', recording: identityOf(plan), total };
  let recording: Recording | undefined;
  let outlet: Outlet | undefined;
  let isDone = false;
  let failure: unknown;
  try {
    const prepared = await work.prepare(planned, {
      selection: work.selection,
      problems,
      signal,
      sample: (series) => series,
    });
    yield* tellProblems(job, problems);
    recording = startRecording(job, prepared);
    outlet = new Outlet(recording, sink);
    const context: WriteContext = {
      recorder: new Recorder(recording, work.timeline),
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
      for await (const count of writeStep(context, step, planned.steps, prepared)) {
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

function startRecording(job: Job, { layout }: Prepared): Recording {
  const { plan, options } = job;
  return createRecording({
    applicationId: plan.applicationId,
    recordingId: plan.recordingId,
    name: plan.title,
    properties: { outlay: properties(job) },
    blueprint: blueprintSource(layout),
    ...(options.sink && { sink: options.sink }),
  });
}

function summaryOf({ plan }: Job, { recorder, problems }: WriteContext, recording: Recording): ExportSummary {
  return {
    ...identityOf(plan),
    entities: recorder.entities,
    rows: recorder.rows,
    frames: plan.frames,
    bytes: recording.byteLength,
    problems: problems.list(),
    leftOut: plan.leftOut,
  };
}

function identityOf(plan: RecordingPlan<RecordingName>): RecordingIdentity {
  const { kind: _, entities: __, frames: ___, leftOut: ____, ...identity } = plan.toJSON();
  return identity;
}

function writeHead(job: Job, context: WriteContext, prepared: Prepared): void {
  writeSummary(job, context, prepared);
  prepared.writeStatics(context);
  for (const camera of prepared.cameras) if (!isWrittenLast(job, camera)) writeCamera(context, camera);
  prepared.writeMetrics?.(context);
}

/** A moving camera on the entity of its pictures: what clears a missing picture must not clear the pose of that frame. */
function isWrittenLast({ plan }: Job, { entity, track }: PlacedCamera): boolean {
  if (track.constantPose && track.constantLens) return false;
  return plan.work.steps.steps.some((step) => step.kind === 'images' && step.entity === entity);
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

function writeSummary(job: Job, { recorder, problems }: WriteContext, prepared: Prepared): void {
  const { work } = job.plan;
  recorder.static(
    work.summaryEntity,
    TextDocument({
      text: summaryText({
        source: work.source,
        subject: work.subject,
        timeline: work.timeline,
        ...(work.tasks && { tasks: work.tasks }),
        frames: work.steps.frames,
        ...(prepared.text !== undefined && { text: prepared.text }),
        notes: prepared.notes,
        metrics: prepared.metrics,
        steps: work.steps.steps,
        leftOut: work.steps.leftOut,
        problems: problems.list(),
        selection: describeSelection(work.selection),
      }),
      mediaType: 'text/markdown',
    }),
  );
}

function properties({ plan, options }: Job) {
  const text = (values: string) => ({ type: utf8, values: [values] });
  return archetype(null, {
    exp_name: text(plan.work.source.experimentName),
    scene_name: text(plan.work.source.sceneName),
    output_layout_version: text(LAYOUT_VERSION),
    source_fingerprint: text(plan.fingerprint),
    selection: text(plan.selection),
    tool_version: text(options.toolVersion ?? ''),
    ...Object.fromEntries(Object.entries(options.properties ?? {}).map(([name, value]) => [name, text(value)])),
  });
}

function isPassedThrough({ kind }: FrameStep): boolean {
  return kind === 'images' || kind === 'depths';
}

function* tellProblems({ options, plan }: Job, problems: ProblemLog): Generator<ExportEvent, void, undefined> {
  const fresh = problems.takeNew();
  if (options.strict === true && fresh.some(({ severity }) => severity !== 'info'))
    throw new StrictExportError(plan.name, problems.list());
  for (const problem of fresh) yield { kind: 'problem', problem };
}
