import type { Camera } from '../world/camera.ts';
import type { SamplePlan } from '../world/plan.ts';
import type { Disk } from './disk.ts';
import { writeTestBodies, writeTrainSource, writeView } from './input-data.ts';
import { type NvsRow, writeNvsFrame } from './nvs.ts';
import { type PoseRow, writePoseFrame } from './pose.ts';
import { poseForPicture, type Shot, type Studio } from './studio.ts';
import { artifactFrames, writeTrainingArtifacts } from './training.ts';
import { writeVirtualViews } from './virtual-views.ts';

/** What the metric tables need of one frame. */
export interface FrameRows {
  readonly nvs: readonly NvsRow[];
  readonly pose: readonly PoseRow[];
}

/** Writes every file of one frame. Frames do not depend on each other, so they may be written anywhere, in any order. */
export function writeFrame(plan: SamplePlan, frame: number, studio: Studio, disk: Disk): FrameRows {
  const { options, cameras } = plan;
  const wants = (part: (typeof options.only)[number]) => options.only.includes(part);
  const found = plan.found.includes(frame);
  const nvs = wants('nvs') && options.tasks.includes('nvs') && found;
  const { bodies, skeletons } = poseForPicture(plan.persons, plan.truth.get(frame)!);
  // Without ground truth there is the source video only.
  const needed = (wants('input') && options.groundTruth) || nvs ? cameras : cameras.slice(0, 1);
  const shots = new Map<Camera, Shot>(needed.map((camera) => [camera, studio.shoot(camera, bodies, skeletons)]));
  const source = shots.get(cameras[0]!)!;
  if (wants('input')) {
    for (const [camera, shot] of shots) writeView(disk, 'test', plan, frame, camera, shot);
    writeTrainSource(plan, frame, source, disk);
    if (options.groundTruth) writeTestBodies(plan, frame, disk);
  }
  if (wants('training')) {
    if (plan.sampled.includes(frame)) writeVirtualViews(plan, frame, source, studio, disk);
    for (const artifact of artifactFrames(plan))
      if (artifact.frame === frame) writeTrainingArtifacts(plan, artifact.epoch, frame, source, studio, disk);
  }
  return {
    nvs: nvs ? writeNvsFrame(plan, frame, shots, studio, disk) : [],
    pose: wants('pose') && found ? writePoseFrame(plan, frame, source, disk) : [],
  };
}
