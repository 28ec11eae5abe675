import { join } from 'node:path';
import { epochName } from './format/text.ts';
import { resolveOptions, type SampleOptions } from './options.ts';
import { planSample, type SamplePlan } from './world/plan.ts';
import { type Disk, openDisk } from './write/disk.ts';
import { type FrameRows, writeFrame } from './write/frame.ts';
import { writeInputTables } from './write/input-data.ts';
import { writeNvsTables } from './write/nvs.ts';
import { writePoseTables } from './write/pose.ts';
import { openStudio } from './write/studio.ts';

/** Files that may be on their way to the disk while the next frame is drawn; more would only cost memory. */
const PENDING_FILES = 96;

/** Progress of writing an experiment. */
export type SampleEvent =
  | { readonly type: 'started'; readonly directory: string; readonly frames: number }
  | { readonly type: 'frame'; readonly frame: number; readonly done: number; readonly total: number };

/** What was written. */
export interface SampleSummary {
  /** The experiment's folder: `<root>/<scene>/<exp>`. */
  readonly directory: string;
  readonly files: number;
  readonly bytes: number;
}

/** `manifest.json` as the trainers leave it: indent 2, no line end. */
export function manifestText(plan: SamplePlan): string {
  const { options, cameras } = plan;
  return JSON.stringify(
    {
      output_layout_version: 'v1',
      exp_name: options.expName,
      scene_name: options.sceneName,
      tasks: options.tasks,
      eval_epochs: options.epochs.map(epochName),
      source_camera_id: cameras[0]!.id,
      nvs_cameras: options.tasks.includes('nvs') ? cameras.map((camera) => camera.id) : [],
      pose_eval_world_alignment_method: 'pelvis_trajectory',
    },
    undefined,
    2,
  );
}

/** Everything that is not per frame: the manifest, the inputs' tables, the metric tables. */
export function writeTables(plan: SamplePlan, rows: readonly FrameRows[], disk: Disk): void {
  const { only, tasks } = plan.options;
  disk.file('manifest.json', manifestText(plan));
  if (only.includes('input')) writeInputTables(plan, disk);
  if (only.includes('nvs') && tasks.includes('nvs'))
    writeNvsTables(
      plan,
      rows.flatMap((r) => r.nvs),
      disk,
    );
  if (only.includes('pose'))
    writePoseTables(
      plan,
      rows.flatMap((r) => r.pose),
      disk,
    );
}

/**
 * Writes an experiment to `<root>/<scene>/<exp>/`. The same options give the same bytes; existing files of the same
 * name are overwritten. Throws SampleOptionError for options that make no experiment.
 *
 * @example
 * for await (const event of writeSampleExperiment('/tmp/results', { frames: 12 })) console.log(event.type);
 */
export async function* writeSampleExperiment(
  root: string,
  options: Partial<SampleOptions> = {},
): AsyncGenerator<SampleEvent, SampleSummary> {
  const plan = planSample(resolveOptions(options));
  const directory = join(root, plan.options.sceneName, plan.options.expName);
  const disk = openDisk(directory);
  const studio = openStudio(plan);
  yield { type: 'started', directory, frames: plan.frames.length };
  const rows: FrameRows[] = [];
  for (const [index, frame] of plan.frames.entries()) {
    rows.push(writeFrame(plan, frame, studio, disk));
    await disk.settle(PENDING_FILES);
    yield { type: 'frame', frame, done: index + 1, total: plan.frames.length };
  }
  writeTables(plan, rows, disk);
  await disk.settle();
  return { directory, files: disk.files, bytes: disk.bytes };
}
