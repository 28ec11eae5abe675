/**
 * Everything the input data's recording must know before its first byte.
 * @module
 */
import { entityPath, SPLITS, type Split } from '@outlay/schema/names';
import { type Experiment, type InputSplit, MASK_CLASSES } from '@outlay/schema/port';
import { AnnotationContext, TextLog, ViewCoordinates } from '../../../archetypes/index.ts';
import { modelNotes, type ReadyModels, readyModels } from '../../body-model/body-models.ts';
import type { BodyModels } from '../../body-model/models.ts';
import { ownTopologies, type Topologies } from '../../body-model/own-meshes.ts';
import { fromPalette, PERSON_COLORS, UNASSIGNED_COLOR } from '../../colors.ts';
import type { PrepareContext, Prepared } from '../../run/prepared.ts';
import { isAt } from '../../steps/address.ts';
import type { CameraStep } from '../../steps/step.ts';
import type { RecordingSteps } from '../../steps/step-list.ts';
import { CameraReader, type ReadCamera, sampleBodyPoints } from '../../worlds/read-cameras.ts';
import { cameraPose, describeScene, type Scene } from '../../worlds/scene.ts';
import { guessUpAxis, type UpAxis, VIEW_COORDINATES_OF } from '../../worlds/up-axis.ts';
import { haveJoints } from '../../write/skeletons.ts';
import { inputDataBlueprint } from './blueprint.ts';
import { unassignedClassOf } from './plan.ts';

/** Prepares the input data's recording. */
export async function prepareInputData(
  experiment: Experiment,
  planned: RecordingSteps,
  { selection: { bodyModels = {} }, problems, signal }: PrepareContext,
): Promise<Prepared> {
  const cameras = await new CameraReader(problems, signal).read(
    planned.steps.filter((step): step is CameraStep => step.kind === 'camera'),
  );
  const models = await readyModels(experiment, planned, bodyModels, problems, signal);
  const sourceCamera = experiment.sourceCamera;
  const scenes: { [split in Split]?: Scene } = {};
  const ups: { [split in Split]?: UpAxis } = {};
  const ofSplit = (split: Split) => cameras.filter(({ step }) => isAt(step.address, { split }));
  for (const split of SPLITS) {
    const data = experiment[split];
    if (data === undefined) continue;
    const mine = [...ofSplit(split)].sort((a, b) => rank(a, sourceCamera) - rank(b, sourceCamera));
    // The source camera is held by hand or a rig; virtual ones are placed by a program that knows what is up.
    ups[split] = guessUpAxis(mine.map(({ track }) => track.cameras[0]!));
    if (mine.length > 0 || data.bodies.smplx !== undefined || data.bodies.smpl !== undefined)
      scenes[split] = describeScene({
        up: ups[split],
        points: await sampleBodyPoints(data.bodies.smplx ?? data.bodies.smpl, signal, posedBy(data, models)),
        cameras: mine.map(({ track }) => cameraPose(track.cameras[0]!)),
      });
  }
  const skeletons: string[] = [];
  for (const step of planned.steps)
    if (step.kind === 'bodies' && (await haveJoints(step.series, signal))) skeletons.push(step.entity);
  return {
    layout: inputDataBlueprint({
      steps: planned.steps,
      skipped: SPLITS.filter((split) => skippedFrames(experiment, split, planned).length > 0),
      cameras: cameras.map(({ step }) => step),
      scenes,
      sourceCamera,
      virtualCameras: virtualCamerasOf(experiment),
      skeletons,
    }),
    cameras: cameras.map(({ step, track, scale }) => ({
      entity: step.entity,
      track,
      scale,
      color: step.color,
      imagePlaneDistance:
        scenes[SPLITS.find((split) => isAt(step.address, { split })) ?? 'train']?.imagePlaneDistance ?? 0.5,
    })),
    metrics: {},
    notes: [...notesOf(experiment, cameras), ...modelNotes(models)],
    topologies: await topologiesOf(experiment, bodyModels, signal),
    models,
    writeStatics: ({ recorder }) => {
      for (const split of SPLITS) {
        const data = experiment[split];
        if (data === undefined) continue;
        const root = entityPath.inputData(split);
        const up = ups[split];
        if (up !== undefined) recorder.static(root, ViewCoordinates(VIEW_COORDINATES_OF[up]));
        recorder.static(root, AnnotationContext(maskClasses(data)));
        const skipped = skippedFrames(experiment, split, planned);
        if (skipped.length > 0)
          recorder.columns(
            entityPath.skipFrames(split),
            skipped,
            TextLog.columns({
              text: skipped.map((frame) => `frame ${frame} is skipped by training (skip_frames.csv)`),
              level: skipped.map(() => 'WARN'),
            }),
          );
      }
    },
  };
}

/** Skipped frames that lie within the recording. */
function skippedFrames(experiment: Experiment, split: Split, { frames }: RecordingSteps): readonly number[] {
  const [first, last] = [frames[0] ?? 0, frames.at(-1) ?? -1];
  return experiment[split]?.skipFrames.filter((frame) => frame >= first && frame <= last) ?? [];
}

const rank = ({ step }: ReadCamera, source: number | undefined): number => (step.camera === source ? 0 : 1);

function virtualCamerasOf({ train }: Experiment): readonly number[] {
  return train?.cameras.filter(({ kind }) => kind === 'virtual').map(({ camera }) => camera) ?? [];
}

function notesOf(experiment: Experiment, cameras: readonly ReadCamera[]): string[] {
  const notes = ['train is the predicted world, test the ground-truth world: the same camera stands elsewhere in each'];
  const virtual = virtualCamerasOf(experiment);
  if (virtual.length > 0) notes.push(`virtual cameras (magenta): ${virtual.join(', ')}`);
  for (const split of SPLITS) {
    const skipped = experiment[split]?.skipFrames ?? [];
    if (skipped.length > 0) notes.push(`${split}: skipped frames ${skipped.join(', ')}`);
  }
  const moving = cameras.filter(({ track }) => !track.constantPose).map(({ step }) => step.camera);
  if (moving.length > 0) notes.push(`moving cameras: ${[...new Set(moving)].join(', ')}`);
  return notes;
}

function maskClasses(data: InputSplit) {
  const persons = [...new Set(data.cameras.flatMap(({ maskPersons }) => maskPersons))].sort((a, b) => a - b);
  return [
    { id: MASK_CLASSES.background, label: 'background', color: [0, 0, 0, 0] as const },
    ...persons.map((person) => ({
      id: MASK_CLASSES.person(person),
      label: `person ${person}`,
      color: fromPalette(PERSON_COLORS, person),
    })),
    { id: unassignedClassOf(data.cameras), label: 'people', color: UNASSIGNED_COLOR },
  ];
}

function posedBy({ bodies }: InputSplit, models: ReadyModels) {
  const model = models[bodies.smplx === undefined ? 'smpl' : 'smplx'];
  return model && { model, place: 'world' as const };
}

/** Triangles for bodies that come with vertices only: of the experiment's own meshes, or else of a body model. */
async function topologiesOf(
  experiment: Experiment,
  models: BodyModels,
  signal: AbortSignal | undefined,
): Promise<Topologies> {
  const found = new Map(await ownTopologies(experiment, signal));
  for (const { template, triangles } of Object.values(models))
    if (!found.has(template.length / 3)) found.set(template.length / 3, triangles);
  return found;
}
