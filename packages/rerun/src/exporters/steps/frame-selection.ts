/**
 * Which frames go into a recording, and where something that was there must be cleared.
 * @module
 */
import { InvalidSelectionError } from '../errors.ts';

/** Frames by number, as a Python slice has it: `from` inclusive, `to` exclusive, every `step`-th counted from `from`. */
export interface FrameSelection {
  /** First frame number. Default: the first frame there is. */
  readonly from?: number;
  /** Frame number to stop before. Default: after the last frame there is. */
  readonly to?: number;
  /** 1 or more. Counted from `from`, or from the recording's first frame. Default 1. */
  readonly step?: number;
}

/**
 * `10:200:5`, `:50`, `::2`, `7` → selection. One number alone is that one frame.
 * @throws InvalidSelectionError when the text is none of these.
 */
export function parseFrameSelection(text: string): FrameSelection {
  const parts = text.split(':');
  if (parts.length > 3 || !parts.every((part) => /^\d{0,9}$/.test(part)) || text === '')
    throw new InvalidSelectionError('frames', 'a:b:step with whole numbers, e.g. "0:100:5"', JSON.stringify(text));
  const [from, to, step] = parts.map((part) => (part === '' ? undefined : Number(part)));
  if (parts.length === 1) return { from: from!, to: from! + 1 };
  if (step === 0) throw new InvalidSelectionError('frames', 'a step of 1 or more', JSON.stringify(text));
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(step !== undefined && { step }),
  };
}

/** A selection as the text {@link parseFrameSelection} reads; `''` for "all". */
export function formatFrameSelection({ from, to, step }: FrameSelection): string {
  if (from === undefined && to === undefined && (step ?? 1) === 1) return '';
  return `${from ?? ''}:${to ?? ''}${(step ?? 1) === 1 ? '' : `:${step}`}`;
}

/** Says of a frame number whether it is selected. `first`: where `step` counts from when the selection names no `from`. */
export function frameFilter(selection: FrameSelection | undefined, first: number): (frame: number) => boolean {
  if (selection === undefined) return () => true;
  const { from, to = Number.POSITIVE_INFINITY, step = 1 } = selection;
  const start = from ?? first;
  return (frame) => frame >= start && frame < to && (frame - start) % step === 0;
}

/** Distance between neighbouring frames of a recording: the greatest common divisor of all differences; 1 when unknown. */
export function frameStride(frames: Iterable<number>): number {
  let stride = 0;
  let first: number | undefined;
  for (const frame of frames) {
    first ??= frame;
    let a = Math.abs(frame - first);
    while (a !== 0) [stride, a] = [a, stride % a];
  }
  return stride === 0 ? 1 : stride;
}

/**
 * Frames at which an entity must be cleared: the first missing one after each run of present frames, so that a viewer
 * shows nothing there instead of the value before.
 * @param present Ascending frames that have a value.
 * @param stride Distance between neighbouring frames of the recording.
 * @param last Last frame of the recording; nothing is cleared after it.
 */
export function gapStarts(present: readonly number[], stride: number, last: number): readonly number[] {
  const gaps: number[] = [];
  for (const [i, frame] of present.entries()) {
    const next = frame + stride;
    if (next <= last && present[i + 1] !== next) gaps.push(next);
  }
  return gaps;
}

/** The first, middle and last of a list of frames, each once: enough to see how large things are. */
export function firstMiddleLast(frames: readonly number[]): readonly number[] {
  const at = [0, frames.length >> 1, frames.length - 1];
  return [...new Set(at.flatMap((i) => frames[i] ?? []))].sort((a, b) => a - b);
}

/** `1-129`, `1-6 (5 frames, gaps)`: a list of frames for people. */
export function describeFrames(frames: readonly number[]): string {
  if (frames.length === 0) return 'no frames';
  const first = frames[0]!;
  const last = frames[frames.length - 1]!;
  if (frames.length === 1) return `frame ${first}`;
  const whole = frames.length === last - first + 1;
  return `frames ${first}-${last}${whole ? '' : ` (${frames.length} of ${last - first + 1})`}`;
}
