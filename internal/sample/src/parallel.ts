import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type SampleEvent, type SampleSummary, writeTables } from './experiment.ts';
import { resolveOptions, type SampleOptions } from './options.ts';
import { planSample } from './world/plan.ts';
import { openDisk } from './write/disk.ts';
import type { FrameRows } from './write/frame.ts';

/** What one thread writes. */
export interface WorkerTask {
  readonly directory: string;
  readonly options: SampleOptions;
  readonly frames: readonly number[];
}

/** What a thread tells. */
export type WorkerMessage =
  | { readonly type: 'frame'; readonly frame: number; readonly rows: FrameRows }
  | { readonly type: 'done'; readonly files: number; readonly bytes: number };

/**
 * As writeSampleExperiment, with the frames spread over threads; the bytes are the same. Works from the built package
 * only, because Node 20 starts no thread from a TypeScript file.
 */
export async function writeSampleInParallel(
  root: string,
  options: Partial<SampleOptions>,
  jobs: number,
  onEvent: (event: SampleEvent) => void,
): Promise<SampleSummary> {
  const resolved = resolveOptions(options);
  const plan = planSample(resolved);
  const directory = join(root, resolved.sceneName, resolved.expName);
  onEvent({ type: 'started', directory, frames: plan.frames.length });
  const rows = new Map<number, FrameRows>();
  let files = 0;
  let bytes = 0;
  await Promise.all(
    Array.from({ length: Math.min(jobs, plan.frames.length) }, (_, job) => {
      const frames = plan.frames.filter((_frame, index) => index % jobs === job);
      const workerData: WorkerTask = { directory, options: resolved, frames };
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
      return new Promise<void>((resolve, reject) => {
        worker.on('error', reject);
        worker.on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`A sample thread ended with code ${code}.`)),
        );
        worker.on('message', (message: WorkerMessage) => {
          if (message.type === 'done') {
            files += message.files;
            bytes += message.bytes;
            return;
          }
          rows.set(message.frame, message.rows);
          onEvent({ type: 'frame', frame: message.frame, done: rows.size, total: plan.frames.length });
        });
      });
    }),
  );
  const disk = openDisk(directory);
  writeTables(
    plan,
    plan.frames.map((frame) => rows.get(frame)!),
    disk,
  );
  await disk.settle();
  return { directory, files: files + disk.files, bytes: bytes + disk.bytes };
}
