/**
 * How large a recording will be, without making it. Some frames are exported into nothing, twice: few and
 * some more. The difference is what frames cost, what the few cost beyond that comes once, and where the sizes of files
 * are known a frame counts by those: pictures then come out nearly to the byte, and what is compressed in the recording
 * is compared with how well it was compressed on disk.
 * @module
 */
import type { RecordingName } from '@outlay/schema/names';
import type { ByteSink } from '../../sink.ts';
import type { RunOptions } from '../options.ts';
import type { RecordingPlan } from '../recordings/plan.ts';
import { exportRecording } from '../run/export-recording.ts';
import type { StepAddress } from '../steps/address.ts';
import { frameStride } from '../steps/frame-selection.ts';
import type { FrameStep } from '../steps/step.ts';
import { type FramesOf, samplePlan } from './sample-plan.ts';

/** The size of a recording that was not made. */
export interface SizePrediction {
  /** Bytes of the file. */
  readonly bytes: number;
  /** Is it the size itself, because the frames are few enough to be all tried? */
  readonly exact: boolean;
  /** What of it belongs to which entity. */
  readonly entities: readonly SizedEntity[];
  /** What belongs to none: layout, cameras, metrics, index. */
  readonly shared: number;
}

/** An entity of a recording that was not made. */
export interface SizedEntity {
  readonly entity: string;
  readonly address: StepAddress;
  readonly bytes: number;
}

/** Frames of the two samples. */
const FEW = 2;
const MORE = 10;
/** So many of them will do, where gaps leave no more at a good distance. */
const ENOUGH = 7;

/**
 * Predicts the size of a planned recording from at most twelve frames of each of its series: within 2 %, measured with
 * pictures of 240×320 and more; recordings of thumbnails, which are half overhead, may be off by more.
 * @throws what the source throws; the reason of `signal`.
 */
export async function predictSize(
  plan: RecordingPlan<RecordingName>,
  options: RunOptions = {},
): Promise<SizePrediction> {
  const { firstFrame: _, ...inOrder } = options;
  const { steps, frames } = plan.work.steps;
  const addresses = new Map(steps.map(({ entity, address }) => [entity, address]));
  if (frames.length <= FEW + MORE) return asItIs(await measure(plan, inOrder), addresses);
  const entities: SizedEntity[] = [];
  let [head, tail] = [0, 0];
  for (const group of groupsOf(steps)) {
    // Gaussians keep colors and sizes from one frame to the next.
    const sample = sampleOf(
      group,
      group.some(({ kind }) => kind === 'gaussians'),
    );
    const within = (count: number) => samplePlan(plan, framesOf(steps, group, sample.slice(0, count)));
    const few = await measure(within(FEW), inOrder);
    const more = await measure(within(MORE), inOrder);
    for (const [entity, bytes] of more.entities) {
      const own = group.filter((step) => step.entity === entity).map(weigh);
      const weight = (some?: readonly number[]) => own.reduce((sum, weighed) => sum + weighed(some), 0);
      const points = [
        [weight(sample.slice(0, FEW)), few.entities.get(entity) ?? 0],
        [weight(sample), bytes],
      ] as const;
      entities.push({ entity, address: addresses.get(entity)!, bytes: extrapolate(...points, weight()) });
    }
    // Cameras that move are in the head; the index behind the values grows by chunks, which hold a lot.
    head = Math.max(head, extrapolate([FEW, few.head], [sample.length, more.head], frames.length));
    tail += more.tail;
  }
  const shared = head + tail;
  const bytes = entities.reduce((sum, one) => sum + one.bytes, shared);
  return { bytes, exact: false, entities, shared };
}

/** Steps with frames at one distance: those of every fifth frame would be full of gaps among those of all frames. */
function groupsOf(steps: readonly FrameStep[]): readonly (readonly FrameStep[])[] {
  const groups = new Map<number, FrameStep[]>();
  for (const step of steps) {
    // Cameras are part of the head.
    if (step.kind === 'camera') continue;
    const stride = frameStride(step.frames);
    groups.set(stride, [...(groups.get(stride) ?? []), step]);
  }
  return [...groups.values()];
}

/** Frames that most steps of a group have, at one distance, from all over or as close together as can be. */
function sampleOf(steps: readonly FrameStep[], closeTogether: boolean): readonly number[] {
  const counts = new Map<number, number>();
  for (const step of steps) for (const frame of step.frames) counts.set(frame, (counts.get(frame) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const common = [...counts].filter(([, count]) => count === most).map(([frame]) => frame);
  const frames = common.sort((a, b) => a - b);
  const has = new Set(frames);
  const stride = frameStride(frames);
  const widest = Math.floor((frames.at(-1)! - frames[0]!) / stride / (MORE - 1));
  for (let distance = closeTogether ? stride : widest * stride; distance > 0; distance -= stride)
    for (const first of frames) {
      if (has.has(first - distance)) continue;
      const run = [first];
      while (run.length < MORE && has.has(run.at(-1)! + distance)) run.push(run.at(-1)! + distance);
      if (run.length >= ENOUGH) return run;
    }
  return frames.slice(0, MORE);
}

/** Of the group's series and of those that are no steps the sample, of the others nothing. */
function framesOf(steps: readonly FrameStep[], group: readonly FrameStep[], sample: readonly number[]): FramesOf {
  const wanted = new Set(sample);
  const own = new Set<unknown>(group.map(({ series }) => series));
  const others = new Set<unknown>(
    steps.flatMap(({ kind, series }) => (kind === 'camera' || own.has(series) ? [] : [series])),
  );
  return (series) => (others.has(series) ? [] : series.frames.filter((frame) => wanted.has(frame)));
}

/**
 * What frames of a step count for, all when none are named. A frame counts by the size of its files; where that is not
 * known, and for meshes, whose files are larger or smaller by their digits, as one.
 */
function weigh({ kind, series, frames }: FrameStep): (some?: readonly number[]) => number {
  const sizes = new Map(
    frames.map((frame) => [frame, 'storedBytes' in series ? series.storedBytes?.(frame) : undefined]),
  );
  const isUnknown = [...sizes.values()].includes(undefined);
  const weightOf = (frame: number): number => {
    const size = isUnknown ? 1 : (sizes.get(frame) ?? 0);
    return kind === 'meshes' ? Math.min(1, size) : size;
  };
  return (some = frames) => some.reduce((sum, frame) => sum + weightOf(frame), 0);
}

type Point = readonly [weight: number, bytes: number];

/** The line through two points, at `weight`. */
function extrapolate(few: Point, more: Point, weight: number): number {
  const step = more[0] - few[0];
  const slope = step > 0 ? (more[1] - few[1]) / step : 0;
  return Math.max(0, Math.round(more[1] + slope * (weight - more[0])));
}

interface Measured {
  /** What is written before the first value: layout, cameras, metrics. */
  readonly head: number;
  readonly entities: ReadonlyMap<string, number>;
  /** What is written after the last value. */
  readonly tail: number;
}

function asItIs({ head, entities, tail }: Measured, addresses: ReadonlyMap<string, StepAddress>): SizePrediction {
  const list = [...entities].map(([entity, bytes]) => ({ entity, address: addresses.get(entity)!, bytes }));
  const shared = head + tail;
  return { bytes: list.reduce((sum, { bytes }) => sum + bytes, shared), exact: true, entities: list, shared };
}

/** Exports into nothing and counts. */
async function measure(plan: RecordingPlan<RecordingName>, options: RunOptions): Promise<Measured> {
  const sink = new CountingSink();
  const entities = new Map<string, number>();
  let counted = 0;
  for await (const event of exportRecording(plan, { ...options, strict: false, sink })) {
    if (event.kind !== 'progress') continue;
    if (counted === 0) counted = sink.first;
    entities.set(event.entity, (entities.get(event.entity) ?? 0) + sink.total - counted);
    counted = sink.total;
  }
  return { head: sink.first, entities, tail: sink.total - Math.max(counted, sink.first) };
}

class CountingSink implements ByteSink {
  first = 0;
  total = 0;

  write(pieces: readonly Uint8Array[]): void {
    for (const { length } of pieces) this.total += length;
    if (this.first === 0) this.first = this.total;
  }

  close(): void {}

  abort(): void {}
}
