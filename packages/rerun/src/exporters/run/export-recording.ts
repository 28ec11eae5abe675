/**
 * Plan → recording: the course every export takes, whatever it exports.
 * @module
 */
import type { RecordingName } from '@outlay/schema/names';
import type { Recording } from '../../recording.ts';
import { StrictExportError } from '../errors.ts';
import { EXPORT_DEFAULTS, type RunOptions } from '../options.ts';
import type { RecordingIdentity } from '../recordings/identity.ts';
import type { RecordingPlan } from '../recordings/plan.ts';
import type { FrameStep } from '../steps/step.ts';
import { WHOLE_TRACKS, type WriteContext } from '../write/context.ts';
import { sampleAround, stepsAtFrame, trackAt, trackWithout } from './first-frame.ts';
import { type ExportJob, startRecording, writeCameras, writeHead, writeSummary } from './head.ts';
import { Outlet } from './outlet.ts';
import type { Prepared } from './prepared.ts';
import { exportFinding, ProblemLog } from './problems.ts';
import type { ExportEvent, ExportSummary } from './progress.ts';
import { Recorder } from './recorder.ts';
import { ALL_FRAMES, type FrameWindow, shownFrame, windowsAround } from './windows.ts';
import { Writers } from './writers.ts';

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
  const { sink, signal } = options;
  signal?.throwIfAborted();
  const run = new Run({ plan, options });
  yield { kind: 'start', recording: identityOf(plan), total: run.total };
  let isDone = false;
  let failure: unknown;
  try {
    yield* run.export();
    await sink?.close();
    isDone = true;
    return run.summary();
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    await run.settle();
    // Also when the consumer stops asking: a sink must not be left with half a file.
    if (!isDone) await (run.recording ?? sink)?.abort(failure);
  }
}

/** Events while bytes are made. */
type Events = AsyncGenerator<ExportEvent, void, undefined>;

class Run {
  readonly #job: ExportJob;
  readonly #problems = new ProblemLog();
  readonly total: number;
  recording: Recording | undefined;
  #outlet: Outlet | undefined;
  #recorder: Recorder | undefined;
  #done = 0;

  constructor(job: ExportJob) {
    this.#job = job;
    const { steps, metrics } = job.plan.work.steps;
    this.total = steps.reduce((sum, { frames, kind }) => sum + (kind === 'camera' ? 0 : frames.length), 0);
    if (steps.length === 0 && metrics.length === 0)
      this.#problems.add(exportFinding('export-nothing', '', `There is nothing to export to ${job.plan.name}.`));
  }

  async *export(): Events {
    const { plan, options } = this.#job;
    const { frames } = plan.work.steps;
    const first = options.firstFrame === undefined ? undefined : shownFrame(frames, options.firstFrame);
    const prepared = first === undefined ? yield* this.#inOrder() : yield* this.#from(first);
    // Only now all problems are known; a later static row replaces the text written first.
    if (first !== undefined || this.#problems.list().length > 0) writeSummary(this.#job, this.#context(), prepared);
    this.recording!.finish();
    yield* this.#outlet!.handOver();
  }

  /** Step after step, each with all its frames. */
  async *#inOrder(): AsyncGenerator<ExportEvent, Prepared, undefined> {
    const prepared = await this.#prepare();
    yield* this.#tellProblems();
    const context = this.#start(prepared);
    writeHead(this.#job, context, prepared);
    prepared.writeMetrics?.(context);
    yield* this.#flush();
    const { steps } = this.#job.plan.work.steps;
    const writers = new Writers(context, steps, prepared);
    for (const step of steps) yield* this.#write(writers, step, ALL_FRAMES, true);
    writeCameras(this.#job, context, prepared, (isLate) => isLate);
    return prepared;
  }

  /** One frame of everything, then what holds for all frames, then the frames around it, farther and farther. */
  async *#from(first: number): AsyncGenerator<ExportEvent, Prepared, undefined> {
    const { steps, frames } = this.#job.plan.work.steps;
    const preview = await this.#prepare(first);
    const context = this.#start(preview);
    const start = { ...context, tracks: trackAt(first) };
    writeHead(this.#job, start, preview);
    const writers = new Writers(context, steps, preview);
    const [window, ...others] = windowsAround(frames, first);
    const isOfFrames = ({ kind }: FrameStep) => kind !== 'video';
    const values = steps.filter(isOfFrames);
    for (const step of values) yield* this.#write(writers, step, window!, others.length === 0);
    writeCameras(this.#job, start, preview, (isLate) => isLate);
    yield* this.#flush();

    const prepared = await this.#prepare();
    yield* this.#tellProblems();
    const rest = { ...context, tracks: trackWithout(first) };
    prepared.writeRevised?.(rest);
    writeCameras(this.#job, rest, prepared, (isLate) => !isLate);
    prepared.writeMetrics?.(rest);
    // A video is one value, as large as the recording is long.
    for (const step of steps) if (!isOfFrames(step)) yield* this.#write(writers, step, ALL_FRAMES, true);
    yield* this.#flush();
    for (const [i, one] of others.entries())
      for (const step of values) yield* this.#write(writers, step, one, i === others.length - 1);
    writeCameras(this.#job, context, prepared, (isLate) => isLate);
    return prepared;
  }

  /** What must be known before the first byte; with a frame, only what that frame needs, and without a word of problems. */
  #prepare(first?: number): Promise<Prepared> {
    const { work } = this.#job.plan;
    return work.prepare(first === undefined ? work.steps : stepsAtFrame(work.steps, first), {
      selection: work.selection,
      problems: first === undefined ? this.#problems : new ProblemLog(),
      signal: this.#job.options.signal,
      sample: (series) => (first === undefined ? series : sampleAround(series, first)),
    });
  }

  #start(prepared: Prepared): WriteContext {
    this.recording = startRecording(this.#job, prepared);
    this.#outlet = new Outlet(this.recording, this.#job.options.sink);
    this.#recorder = new Recorder(this.recording, this.#job.plan.work.timeline);
    return this.#context();
  }

  #context(): WriteContext {
    const { plan, options } = this.#job;
    const { stride, frames } = plan.work.steps;
    return {
      recorder: this.#recorder!,
      problems: this.#problems,
      stride,
      lastFrame: frames.at(-1) ?? 0,
      batchBytes: options.batchBytes ?? EXPORT_DEFAULTS.batchBytes,
      signal: options.signal,
      tracks: WHOLE_TRACKS,
    };
  }

  /** Writes the frames of a step that are due in a window. */
  async *#write(writers: Writers, step: FrameStep, { isDue, isPending }: FrameWindow, isLast: boolean): Events {
    const writer = writers.of(step);
    const due = isPassedThrough(step) ? step.frames.filter(isDue).length : 0;
    let done = 0;
    for await (const count of writer?.write(isDue) ?? []) {
      this.#done += count;
      done += count;
      // Bytes that go in as they are read: the next are read while these are written. A source keeps two batches.
      yield* this.#outlet!.handOver({ isGoingOn: done < due });
      yield* this.#tellProblems();
      yield { kind: 'progress', done: this.#done, total: this.total, entity: step.entity };
    }
    if (isLast) writers.finish(step);
    else writer?.settle(isPending);
  }

  async *#flush(): Events {
    this.recording!.flush();
    yield* this.#outlet!.handOver();
  }

  *#tellProblems(): Generator<ExportEvent, void, undefined> {
    const fresh = this.#problems.takeNew();
    if (this.#job.options.strict === true && fresh.some(({ severity }) => severity !== 'info'))
      throw new StrictExportError(this.#job.plan.name, this.#problems.list());
    for (const problem of fresh) yield { kind: 'problem', problem };
  }

  /** Waits until nothing is being written any more. */
  async settle(): Promise<void> {
    await this.#outlet?.settle();
  }

  summary(): ExportSummary {
    const { plan } = this.#job;
    return {
      ...identityOf(plan),
      entities: this.#recorder!.entities,
      rows: this.#recorder!.rows,
      frames: plan.frames,
      bytes: this.recording!.byteLength,
      problems: this.#problems.list(),
      leftOut: plan.leftOut,
    };
  }
}

function identityOf(plan: RecordingPlan<RecordingName>): RecordingIdentity {
  const { kind: _, entities: __, frames: ___, leftOut: ____, ...identity } = plan.toJSON();
  return identity;
}

function isPassedThrough({ kind }: FrameStep): boolean {
  return kind === 'images' || kind === 'depths';
}
