import { framesOf, type Run, type RunEpoch } from '@outlay/view/api';
import type { Remote } from '../answers/remote.svelte.ts';
import { metricsOf, runOf } from '../answers/run.ts';
import { here } from '../location/here.svelte.ts';
import { frameSet } from './pictures/layer.ts';

/** The run, epoch and frame that are looked at: what the URL says, or what there is where it says nothing. */
export class Looking {
  readonly remote: Remote<Run>;
  readonly id: string;

  constructor(id: string) {
    this.id = id;
    this.remote = runOf(id);
  }

  get run(): Run | undefined {
    return this.remote.value;
  }

  /** As the URL has it where the run has it; else the newest that is complete, else the newest. */
  readonly epoch: RunEpoch | undefined = $derived.by(() => {
    const epochs = this.run?.epochs ?? [];
    const asked = epochs.find(({ epoch }) => epoch === here.now.epoch);
    return (
      asked ??
      epochs.findLast(({ state }) => state === 'complete') ??
      epochs.findLast(({ tasks }) => tasks.length > 0) ??
      epochs.at(-1)
    );
  });

  /** Evaluated cameras of the epoch, ascending. */
  readonly cameras: readonly number[] = $derived.by(() => {
    const ids = new Set<number>();
    for (const series of this.run?.pictures ?? [])
      if (series.kind === 'prediction' || series.kind === 'ground-truth')
        if (series.epoch === this.epoch?.epoch) for (const { camera } of series.cameras) ids.add(camera);
    return [...ids].sort((a, b) => a - b);
  });

  /** Frames of which the epoch has a picture, ascending. */
  readonly frames: readonly number[] = $derived.by(() => {
    const frames = new Set<number>();
    for (const series of this.run?.pictures ?? [])
      if ((series.kind === 'prediction' || series.kind === 'ground-truth') && series.epoch === this.epoch?.epoch)
        for (const camera of series.cameras) for (const frame of frameSet(camera)) frames.add(frame);
    if (frames.size === 0)
      for (const { frames: ranges } of this.run?.recordings ?? []) for (const f of framesOf(ranges)) frames.add(f);
    return [...frames].sort((a, b) => a - b);
  });

  readonly metrics = $derived.by(() => (this.epoch ? metricsOf(this.id, this.epoch.name) : undefined));
}

/** The next frame in a direction, or the same at the ends. */
export function stepFrame(frames: readonly number[], frame: number, by: number): number {
  if (frames.length === 0) return frame;
  const at = frames.findIndex((f) => f >= frame);
  const place = at < 0 ? frames.length - 1 : at;
  const isBetween = frames[place] !== frame;
  const to = place + by + (isBetween && by > 0 ? -1 : 0);
  return frames[Math.min(frames.length - 1, Math.max(0, to))]!;
}
