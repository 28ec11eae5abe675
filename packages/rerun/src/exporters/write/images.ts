/**
 * Pictures, masks and depth.
 * @module
 */
import { DepthImage, EncodedImage, SegmentationImage, type VideoFrameReference } from '../../archetypes/index.ts';
import { exportFinding } from '../run/problems.ts';
import { gapStarts } from '../steps/frame-selection.ts';
import type { DepthsStep, ImagesStep, MasksStep } from '../steps/step.ts';
import { clearGaps, readRows, type WriteContext } from './context.ts';
import { depthRange } from './depth-range.ts';

/** How much of a picture shines through its mask. */
const MASK_OPACITY = 0.45;

/** Encoded pictures, bytes as they are. Yields the number of values done after each batch. */
export async function* writeImages(context: WriteContext, step: ImagesStep): AsyncGenerator<number> {
  const frames: number[] = [];
  const mediaTypes: string[] = [];
  const sizes = new Map<string, number>();
  for await (const { rows, count } of readRows(context, step.series, { frames: step.frames, reuse: true })) {
    context.recorder.columns(
      step.entity,
      rows.map(({ frame }) => frame),
      EncodedImage.columns({ blob: rows.map(({ value }) => value.bytes) }),
    );
    for (const { frame, value } of rows) {
      frames.push(frame);
      mediaTypes.push(value.mediaType);
      const size = `${value.width}×${value.height}`;
      sizes.set(size, (sizes.get(size) ?? 0) + 1);
    }
    yield count;
  }
  if (sizes.size > 1)
    context.problems.add(
      exportFinding('export-image-size', step.series.path, `The pictures of ${step.series.path} are not of one size.`, {
        expected: 'one size, because viewers show the pictures of an entity as a video',
        actual: [...sizes].map(([size, count]) => `${count} of ${size}`).join(', '),
      }),
    );
  // One type for all is said once; a folder that mixes types says it per frame.
  if (new Set(mediaTypes).size === 1)
    context.recorder.static(step.entity, EncodedImage.update({ mediaType: mediaTypes[0]! }));
  else context.recorder.columns(step.entity, frames, EncodedImage.columns({ mediaType: mediaTypes }));
  hideGaps(context, step.entity, frames, EncodedImage);
}

/**
 * Viewers up to 0.31 obey `Clear`; from 0.32 on encoded pictures go through the video path, which overlooks it and
 * crashes on an empty blob, but obeys the opacity [seen: 0.31.4, 0.33.0, 0.41.0]. So both are written.
 */
export function hideGaps(
  context: WriteContext,
  entity: string,
  present: readonly number[],
  archetype: Pick<typeof EncodedImage | typeof VideoFrameReference, 'columns'>,
): void {
  const gaps = gapStarts(present, context.stride, context.lastFrame);
  if (gaps.length === 0) return;
  context.recorder.clear(entity, gaps);
  const isPresent = new Set(present);
  const shownAgain = present.filter((frame, i) => i > 0 && !isPresent.has(frame - context.stride));
  const changes = [...gaps.map((frame) => [frame, 0] as const), ...shownAgain.map((frame) => [frame, 1] as const)];
  changes.sort(([a], [b]) => a - b);
  context.recorder.columns(
    entity,
    changes.map(([frame]) => frame),
    archetype.columns({ opacity: Float32Array.from(changes, ([, opacity]) => opacity) }),
  );
}

/** Class images. Their names and colors come from the annotation context above them. */
export async function* writeMasks(context: WriteContext, step: MasksStep): AsyncGenerator<number> {
  const frames: number[] = [];
  context.recorder.static(step.entity, SegmentationImage.update({ opacity: MASK_OPACITY }));
  for await (const { rows, count } of readRows(context, step.series, {
    frames: step.frames,
    reuse: true,
    unassigned: step.unassignedClass,
  })) {
    context.recorder.columns(
      step.entity,
      rows.map(({ frame }) => frame),
      SegmentationImage.columns({
        buffer: rows.map(({ value }) => value.classes),
        format: rows.map(({ value }) => ({ width: value.width, height: value.height, channelDatatype: 'U8' })),
      }),
    );
    for (const { frame } of rows) frames.push(frame);
    yield count;
  }
  clearGaps(context, step.entity, frames);
}

/** Depth in metres; 0 is unknown and draws nothing in 3D. The first frame says what the colors of all stand for. */
export async function* writeDepths(context: WriteContext, step: DepthsStep): AsyncGenerator<number> {
  const frames: number[] = [];
  for await (const { rows, count } of readRows(context, step.series, { frames: step.frames, reuse: true })) {
    if (frames.length === 0 && rows.length > 0)
      context.recorder.static(
        step.entity,
        DepthImage.update({ meter: 1, depthRange: depthRange(rows[0]!.value), colormap: 'Turbo' }),
      );
    context.recorder.columns(
      step.entity,
      rows.map(({ frame }) => frame),
      DepthImage.columns({
        buffer: rows.map(({ value }) => bytesOf(value.metres)),
        format: rows.map(({ value }) => ({ width: value.width, height: value.height, channelDatatype: 'F32' })),
      }),
    );
    for (const { frame } of rows) frames.push(frame);
    yield count;
  }
  clearGaps(context, step.entity, frames);
}

const bytesOf = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
