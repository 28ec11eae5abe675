import { join } from 'node:path';
import { listedEpochs } from '@outlay/schema';
import type { Experiment, InputCamera, InputSplit, PoseEvaluation } from '@outlay/schema/port';
import type { z } from 'zod';
import type { ExperimentOptions } from '../commands/experiment-options.ts';
import { EXIT, type ExitCode, gravestExitCode } from '../exit-codes.ts';
import { pickExperiments } from '../experiments.ts';
import { frameSpan } from '../frame-span.ts';
import { type OpenedExperiment, openPicked } from '../open.ts';
import type { LocatedDiagnostic, Outcome } from '../outcome.ts';
import { recordingStates } from '../recording-state.ts';
import { renderInspection } from '../render/inspection.ts';
import type { InspectExperiment } from '../report/data.ts';
import type { Session } from '../session.ts';
import { treeSize } from '../tree-size.ts';

/** What `outlay inspect` says about one experiment. */
export type Inspection = z.infer<typeof InspectExperiment>;

/** `outlay inspect [<exp>…]`: what is there. Reads names and metric averages, no other content. */
export async function inspect(
  session: Session,
  named: readonly string[],
  options: ExperimentOptions,
): Promise<Outcome> {
  const inspections: Inspection[] = [];
  const diagnostics: LocatedDiagnostic[] = [];
  const codes: ExitCode[] = [];
  const picked = await pickExperiments(session.io, named, options);
  for (const [i, one] of picked.entries()) {
    session.signal.throwIfAborted();
    session.progress.step({ subject: one.label, done: i, total: picked.length });
    const opened = await openPicked(one, session.signal);
    const problems = opened.experiment ? opened.experiment.problems : opened.diagnostics;
    diagnostics.push(...problems.map((problem) => ({ ...problem, experiment: one.path })));
    codes.push(opened.experiment ? EXIT.ok : opened.exitCode);
    if (opened.experiment) inspections.push(await look(opened));
  }
  return {
    exitCode: gravestExitCode(codes),
    data: { experiments: inspections },
    diagnostics,
    isAboutSeveral: picked.length > 1,
    text: (style) => inspections.map((inspection) => renderInspection(inspection, style)).join('\n'),
  };
}

async function look({ picked, experiment }: OpenedExperiment): Promise<Inspection> {
  const { manifest, train, test } = experiment;
  const { files, bytes } = await treeSize(picked.path, new Set(['rerun']));
  return {
    path: picked.path,
    label: picked.label,
    name: manifest.exp_name,
    scene: manifest.scene_name,
    layoutVersion: manifest.output_layout_version,
    tasks: [...manifest.tasks],
    sourceCamera: manifest.source_camera_id ?? null,
    input: [train, test].flatMap((split) => (split ? [inspectSplit(split)] : [])),
    nvGenerationCameras: experiment.nvGeneration.map(({ camera }) => camera),
    epochs: await inspectEpochs(experiment),
    recordings: await recordingStates(experiment, join(picked.path, 'rerun')),
    files,
    bytes,
  };
}

function inspectSplit({ split, cameras, bodies, skipFrames }: InputSplit): Inspection['input'][number] {
  const camera = ({ camera, kind, images, masks, depths, cameras, maskPersons }: InputCamera) => ({
    camera,
    kind,
    images: frameSpan(images?.frames),
    masks: frameSpan(masks?.frames),
    depths: frameSpan(depths?.frames),
    cameras: frameSpan(cameras?.frames),
    maskPersons: [...maskPersons],
  });
  return {
    split,
    cameras: cameras.map(camera),
    bodies: { smplx: frameSpan(bodies.smplx?.frames), smpl: frameSpan(bodies.smpl?.frames) },
    skippedFrames: skipFrames.length,
  };
}

type InspectedEpoch = Inspection['epochs'][number];
type InspectedTask = InspectedEpoch['tasks'][number];

async function inspectEpochs(experiment: Experiment): Promise<InspectedEpoch[]> {
  const onDisk = new Map(experiment.evaluations.map((evaluation) => [evaluation.epoch, evaluation]));
  const listed = listedEpochs(experiment.manifest);
  const all = [...new Set([...onDisk.keys(), ...listed])].sort((a, b) => a - b);
  const epochs: InspectedEpoch[] = [];
  for (const epoch of all) {
    const evaluation = onDisk.get(epoch);
    const tasks: InspectedTask[] = [];
    if (evaluation?.nvs) {
      const { cameras } = evaluation.nvs;
      tasks.push({
        task: 'nvs',
        cameras: cameras.map(({ camera }) => camera),
        persons: [],
        pred: frameSpan(union(cameras.map(({ pred }) => pred?.frames))),
        groundTruth: frameSpan(union(cameras.map(({ groundTruth }) => groundTruth?.frames))),
        metrics: await averages(evaluation.nvs.metrics()),
      });
    }
    for (const task of ['pose_smplx', 'pose_smpl'] as const) {
      const pose = evaluation?.pose[task];
      if (pose) tasks.push(await inspectPose(pose));
    }
    epochs.push({ epoch, listed: listed.includes(epoch), onDisk: evaluation !== undefined, tasks });
  }
  return epochs;
}

async function inspectPose(pose: PoseEvaluation): Promise<InspectedTask> {
  const meshes = (role: 'pred' | 'gt_inputs') =>
    (['world_aligned', 'root_aligned'] as const).flatMap((space) => pose.meshes(role, space));
  const frames = (role: 'pred' | 'gt_inputs') => frameSpan(union(meshes(role).map((one) => one.meshes.frames)));
  const persons = new Set([...meshes('pred'), ...meshes('gt_inputs')].map(({ person }) => person));
  return {
    task: pose.task,
    cameras: pose.sourceView ? [pose.sourceView.camera] : [],
    persons: [...persons].sort((a, b) => a - b),
    pred: frames('pred'),
    groundTruth: frames('gt_inputs'),
    metrics: await averages(pose.metrics()),
  };
}

async function averages(
  reading: Promise<{ readonly overall?: Readonly<Record<string, number>> }>,
): Promise<Record<string, number | null>> {
  const { overall = {} } = await reading;
  return Object.fromEntries(
    Object.entries(overall).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  );
}

function union(lists: readonly (readonly number[] | undefined)[]): readonly number[] {
  return [...new Set(lists.flatMap((frames) => frames ?? []))].sort((a, b) => a - b);
}
