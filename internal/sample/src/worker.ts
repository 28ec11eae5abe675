import { parentPort, workerData } from 'node:worker_threads';
import type { SampleOptions } from './options.ts';
import type { WorkerMessage, WorkerTask } from './parallel.ts';
import { planSample } from './world/plan.ts';
import { openDisk } from './write/disk.ts';
import { writeFrame } from './write/frame.ts';
import { openStudio } from './write/studio.ts';

const { directory, options, frames } = workerData as WorkerTask;
const say = (message: WorkerMessage) => parentPort?.postMessage(message);

const plan = planSample(options as SampleOptions);
const disk = openDisk(directory);
const studio = openStudio(plan);
for (const frame of frames) {
  const rows = writeFrame(plan, frame, studio, disk);
  await disk.settle(96);
  say({ type: 'frame', frame, rows });
}
await disk.settle();
say({ type: 'done', files: disk.files, bytes: disk.bytes });
