/**
 * What of a recording is asked for, so that the browser can hold it.
 * @module
 */
import type { Task } from '@outlay/schema';
import type { RecordingQuery, RunRecording } from '@outlay/view/api';

/** A browser's viewer holds about 2 GiB and keeps all it gets; some is for itself. */
export const BUDGET = 1.5 * 2 ** 30;

/** What the reader of the page has chosen. */
export interface Narrowing {
  readonly tasks: readonly string[];
  readonly cameras: readonly string[];
  /** Every n-th frame; 1 is all. */
  readonly step: number;
}

export interface Narrowed {
  readonly query: RecordingQuery;
  /** About as many bytes. */
  readonly bytes: number;
  /** Why less than asked for is shown. */
  readonly reason?: string;
}

/**
 * The query of a recording. Where what is asked for does not fit, frames are left out, evenly.
 * @param frame what is looked at: it comes first.
 */
export function narrowed(
  recording: RunRecording,
  { tasks, cameras, step }: Narrowing,
  frame: number | undefined,
): Narrowed {
  const keptTasks = recording.tasks.filter((task) => tasks.length === 0 || tasks.includes(task));
  const keptCameras = recording.cameras.filter((camera) => cameras.length === 0 || cameras.includes(String(camera)));
  const share =
    (recording.cameras.length === 0 ? 1 : Math.max(1, keptCameras.length) / recording.cameras.length) *
    (recording.tasks.length === 0 ? 1 : Math.max(1, keptTasks.length) / recording.tasks.length);
  const bytes = recording.bytes * share;
  const needed = Math.ceil(bytes / BUDGET);
  const first = recording.frames[0]?.[0] ?? 0;
  const lastRange = recording.frames.at(-1);
  const last = lastRange?.[1] ?? lastRange?.[0] ?? first;
  const every = Math.max(step, needed);
  const isLess = needed > step;
  return {
    bytes: bytes / every,
    query: {
      ...(frame === undefined ? {} : { frame }),
      ...(every > 1 ? { frames: `${first}:${last + 1}:${every}` } : {}),
      ...(keptCameras.length < recording.cameras.length ? { cameras: keptCameras } : {}),
      ...(keptTasks.length < recording.tasks.length ? { tasks: keptTasks as Task[] } : {}),
    },
    ...(isLess
      ? {
          reason: `All of it has about ${megabytes(bytes)}, more than a browser holds: every ${ordinal(every)} frame is shown. Choose fewer tasks or cameras to see more frames.`,
        }
      : {}),
  };
}

export const megabytes = (bytes: number): string =>
  bytes >= 2 ** 30
    ? `${(bytes / 2 ** 30).toFixed(1)} GiB`
    : bytes >= 2 ** 20
      ? `${Math.round(bytes / 2 ** 20)} MiB`
      : `${Math.max(1, Math.round(bytes / 1024))} KiB`;

function ordinal(n: number): string {
  const ends = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ends}`;
}
