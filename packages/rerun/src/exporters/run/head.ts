/**
 * What is written before values, or again when all are known: identity, text panel, statics, cameras.
 * @module
 */
import { LAYOUT_VERSION, type RecordingName } from '@outlay/schema/names';
import { archetype, TextDocument } from '../../archetypes/index.ts';
import { utf8 } from '../../arrow/data-type.ts';
import { blueprintSource } from '../../blueprint/blueprint-source.ts';
import { createRecording, type Recording } from '../../recording.ts';
import type { RunOptions } from '../options.ts';
import { describeSelection } from '../recordings/identity.ts';
import type { RecordingPlan } from '../recordings/plan.ts';
import { summaryText } from '../text/summary.ts';
import { type PlacedCamera, writeCamera } from '../write/cameras.ts';
import type { WriteContext } from '../write/context.ts';
import type { Prepared } from './prepared.ts';

/** A plan that is being exported. */
export interface ExportJob {
  readonly plan: RecordingPlan<RecordingName>;
  readonly options: RunOptions;
}

/** Starts the recording: its identity, its properties, how viewers open it. */
export function startRecording(job: ExportJob, { layout }: Prepared): Recording {
  const { plan, options } = job;
  return createRecording({
    applicationId: plan.applicationId,
    recordingId: plan.recordingId,
    name: plan.title,
    properties: { outlay: properties(job) },
    blueprint: blueprintSource(layout),
    ...(options.sink && { sink: options.sink }),
  });
}

function properties({ plan, options }: ExportJob) {
  const text = (values: string) => ({ type: utf8, values: [values] });
  return archetype(null, {
    exp_name: text(plan.work.source.experimentName),
    scene_name: text(plan.work.source.sceneName),
    output_layout_version: text(LAYOUT_VERSION),
    source_fingerprint: text(plan.fingerprint),
    selection: text(plan.selection),
    tool_version: text(options.toolVersion ?? ''),
    ...Object.fromEntries(Object.entries(options.properties ?? {}).map(([name, value]) => [name, text(value)])),
  });
}

/** Writes what viewers need before values: text, statics, cameras. */
export function writeHead(job: ExportJob, context: WriteContext, prepared: Prepared): void {
  writeSummary(job, context, prepared);
  prepared.writeStatics(context);
  writeCameras(job, context, prepared, (isLate) => !isLate);
}

/**
 * Writes cameras. Those that move on the entity of their pictures are late: what clears a missing picture must not clear
 * the pose of that frame.
 */
export function writeCameras(
  { plan }: ExportJob,
  context: WriteContext,
  { cameras }: Prepared,
  isWanted: (isLate: boolean) => boolean,
): void {
  const pictures = new Set(plan.work.steps.steps.flatMap(({ kind, entity }) => (kind === 'images' ? [entity] : [])));
  for (const camera of cameras)
    if (isWanted(mayMove(context, camera) && pictures.has(camera.entity))) writeCamera(context, camera);
}

const mayMove = ({ tracks }: WriteContext, { track }: PlacedCamera): boolean =>
  !(tracks.isRead && track.constantPose && track.constantLens);

/** Writes the text panel; a later one replaces it. */
export function writeSummary(job: ExportJob, { recorder, problems }: WriteContext, prepared: Prepared): void {
  const { work } = job.plan;
  recorder.static(
    work.summaryEntity,
    TextDocument({
      text: summaryText({
        source: work.source,
        subject: work.subject,
        timeline: work.timeline,
        ...(work.tasks && { tasks: work.tasks }),
        frames: work.steps.frames,
        ...(prepared.text !== undefined && { text: prepared.text }),
        notes: prepared.notes,
        metrics: prepared.metrics,
        steps: work.steps.steps,
        leftOut: work.steps.leftOut,
        problems: problems.list(),
        selection: describeSelection(work.selection),
      }),
      mediaType: 'text/markdown',
    }),
  );
}
