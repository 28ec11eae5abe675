/**
 * What of a run opens in 3D, and its bytes.
 * @module
 */
import {
  type ExportSelection,
  exportRecording,
  guessSize,
  type PlannedRecording,
  parseFrameSelection,
  planExport,
  planRecording,
} from '@outlay/rerun/exporters';
import { parseRecordingName, type RecordingKind, TASKS, type Task } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import type { RunRecording } from '../api.ts';
import { FaultError } from '../web/fault.ts';
import { toRanges } from './frame-ranges.ts';

/** Files of a series whose sizes are looked at for a guess of all. */
const SAMPLE = 3;

/** The recordings that can be made of an experiment. */
export function runRecordings(experiment: Experiment, id: string): readonly RunRecording[] {
  return planExport(experiment, { gaussians: true }).recordings.map((plan) => describe(experiment, id, plan));
}

function describe(experiment: Experiment, id: string, { kind, name, frames }: PlannedRecording): RunRecording {
  const evaluation = experiment.evaluations.find(({ epoch }) => 'epoch' in kind && epoch === kind.epoch);
  const isInput = kind.kind === 'input_data';
  const splits = [experiment.train, experiment.test].flatMap((split) => split?.cameras ?? []);
  const cameras = isInput ? splits : (evaluation?.nvs?.cameras ?? []);
  const persons = new Set(
    Object.values(evaluation?.pose ?? {}).flatMap((pose) =>
      (['pred', 'gt_inputs'] as const).flatMap((role) =>
        pose.meshes(role, 'world_aligned').map(({ person }) => person),
      ),
    ),
  );
  if (isInput) for (const { maskPersons } of splits) for (const person of maskPersons) persons.add(person);
  const ascending = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);
  return {
    name: name.replace(/\.rrd$/, ''),
    kind: kind.kind,
    ...('epoch' in kind && { epoch: kind.epoch }),
    url: `recording/${id}/${name}`,
    timeline: kind.kind === 'training_artifacts' ? 'epoch' : 'frame',
    frames: rangeOf(frames),
    cameras: ascending(cameras.map(({ camera }) => camera)),
    persons: ascending(persons),
    tasks: kind.kind === 'evaluation' ? (evaluation?.tasks ?? []) : [],
    bytes: guess(experiment, kind, frames),
  };
}

const rangeOf = ({ count, first, last }: PlannedRecording['frames']): RunRecording['frames'] =>
  first === undefined || last === undefined
    ? []
    : toRanges(
        Array.from({ length: count }, (_, i) => first + Math.round((i * (last - first)) / Math.max(1, count - 1))),
      );

/** From a few files of each series: those of 30 epochs are 100,000. */
function guess(
  experiment: Experiment,
  kind: RecordingKind,
  { count, first, last }: PlannedRecording['frames'],
): number {
  if (first === undefined || last === undefined) return 0;
  const step = Math.max(1, Math.floor((last - first) / SAMPLE));
  const some = Math.floor((last - first) / step) + 1;
  const size = guessSize(planRecording(experiment, kind, { frames: { from: first, step } })) ?? 0;
  return Math.round((size * count) / Math.min(some, count));
}

/** A recording that was asked for. */
export interface WantedRecording {
  readonly kind: RecordingKind;
  readonly selection: ExportSelection;
  /** The frame that is looked at. */
  readonly firstFrame: number | undefined;
}

/** Parses `evaluation_epoch_0030.rrd?frame=12&cameras=4,16`. @throws FaultError */
export function parseWanted(name: string, query: URLSearchParams): WantedRecording {
  const kind = parseRecordingName(name);
  if (kind === undefined) throw new FaultError('notServed', 'This run has no such recording.');
  const known = ['frame', 'frames', 'cameras', 'persons', 'tasks'];
  for (const key of query.keys())
    if (!known.includes(key) || query.getAll(key).length > 1)
      throw new FaultError('badRequest', `The query of a recording takes ${known.join(', ')}, each once.`);
  const numbers = (key: string): readonly number[] | undefined => {
    const text = query.get(key);
    if (text === null) return undefined;
    if (!/^\d{1,9}(,\d{1,9}){0,999}$/.test(text))
      throw new FaultError('badRequest', `${key}: expected whole numbers with commas, such as 4,16.`);
    return text.split(',').map(Number);
  };
  const [frame, cameras, persons] = [numbers('frame'), numbers('cameras'), numbers('persons')];
  const tasks = query.get('tasks')?.split(',');
  if (tasks?.some((task) => !(TASKS as readonly string[]).includes(task)))
    throw new FaultError('badRequest', `tasks: expected some of ${TASKS.join(', ')}.`);
  return {
    kind,
    firstFrame: frame?.[0],
    selection: {
      ...framesOf(query.get('frames')),
      ...(cameras && { cameras }),
      ...(persons && { persons }),
      ...(tasks && { tasks: tasks as Task[] }),
    },
  };
}

function framesOf(text: string | null): Pick<ExportSelection, 'frames'> {
  if (text === null) return {};
  try {
    return { frames: parseFrameSelection(text) };
  } catch {
    throw new FaultError('badRequest', 'frames: expected from:to:step, such as 0:100:5.');
  }
}

/**
 * The bytes of a recording, made as they are read: an unread stream makes nothing, a cancelled one stops.
 * @throws FaultError when the run has no such recording.
 */
export function recordingStream(
  experiment: Experiment,
  { kind, selection, firstFrame }: WantedRecording,
  hooks: { readonly toolVersion: string; readonly onDone: () => void; readonly onProblem: (error: unknown) => void },
): ReadableStream<Uint8Array> {
  const { recordings } = planExport(experiment, { gaussians: true });
  const isThere = recordings.some((plan) => plan.kind.kind === kind.kind && epochOf(plan.kind) === epochOf(kind));
  const isTask = (TASKS as readonly string[]).includes(kind.kind);
  if (!isThere && !(isTask && experiment.evaluations.some(({ epoch }) => epoch === epochOf(kind))))
    throw new FaultError('notServed', 'This run has no such recording.');
  const gone = new AbortController();
  const events = exportRecording(planRecording(experiment, kind, selection), {
    toolVersion: hooks.toolVersion,
    ...(firstFrame !== undefined && { firstFrame }),
    signal: gone.signal,
  });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          for (;;) {
            const { done, value } = await events.next();
            if (done) {
              hooks.onDone();
              return controller.close();
            }
            if (value.kind === 'bytes') return controller.enqueue(value.bytes);
          }
        } catch (error) {
          hooks.onDone();
          if (!gone.signal.aborted) hooks.onProblem(error);
          controller.error(error);
        }
      },
      async cancel(reason) {
        gone.abort(reason);
        hooks.onDone();
        await events.return(undefined as never).catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}

const epochOf = (kind: RecordingKind): number | undefined => ('epoch' in kind ? kind.epoch : undefined);
