import { toRanges } from '../answers/frame-ranges.ts';
import { type FrameRanges, framesOf, type Run } from '../api.ts';

/** What of a run becomes files. */
export interface StaticSelection {
  /** Pictures and recordings of all epochs, or of the newest only; numbers are those of all. */
  readonly epochs: 'all' | 'latest';
  /** Every how many-th frame; 1 is all. */
  readonly every: number;
  /** Recordings for the 3D place. */
  readonly recordings: boolean;
}

/** A run that names no more than there are files for. */
export function narrowRun(run: Run, { epochs, every, recordings }: StaticSelection): Run {
  const newest = Math.max(...run.pictures.flatMap(({ epoch }) => (epoch === undefined ? [] : [epoch])));
  const isKept = ({ epoch }: { readonly epoch?: number }): boolean =>
    epochs === 'all' || epoch === undefined || !Number.isFinite(newest) || epoch === newest;
  const { path: _, ...rest } = run;
  return {
    ...rest,
    pictures: run.pictures.filter(isKept).map((series) => ({
      ...series,
      cameras: series.cameras.map((one) => ({ ...one, frames: thinned(one.frames, every) })),
    })),
    videos: run.videos.filter(isKept),
    recordings: recordings
      ? run.recordings
          .filter(isKept)
          .filter(isSmall)
          .map((one) => thinnedRecording(one, every))
      : [],
  };
}

/** Every how many-th of the frames there are: series of one experiment keep the same ones. */
export function thinned(ranges: FrameRanges, every: number): FrameRanges {
  if (every === 1) return ranges;
  const frames = framesOf(ranges);
  const [first = 0] = frames;
  return toRanges(frames.filter((frame) => (frame - first) % every === 0));
}

/** Splats are large, and pictures of them are in the evaluation. */
const isSmall = ({ kind }: Run['recordings'][number]): boolean => kind !== 'gaussians';

function thinnedRecording(recording: Run['recordings'][number], every: number): Run['recordings'][number] {
  if (every === 1 || recording.timeline === 'epoch') return recording;
  return { ...recording, frames: thinned(recording.frames, every), bytes: Math.ceil(recording.bytes / every) };
}
