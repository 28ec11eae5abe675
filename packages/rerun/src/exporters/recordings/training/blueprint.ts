/**
 * How the training diagnostics open.
 * @module
 */
import { entityPath, TIMELINES, type TrainingPart } from '@outlay/schema/names';
import type { TrainingSlot } from '@outlay/schema/port';
import { type Blueprint, blueprint } from '../../../blueprint/blueprint.ts';
import type { LayoutPart } from '../../../blueprint/containers.ts';
import { timePanel } from '../../../blueprint/panels.ts';
import { spatial2DView } from '../../../blueprint/spatial-views.ts';
import { textDocumentView } from '../../../blueprint/table-views.ts';
import { share, stack, summaryView } from '../../blueprint/parts.ts';
import type { FrameStep } from '../../steps/step.ts';

/** Epochs are few and each has another picture, so they go by slowly. */
const EPOCHS_PER_SECOND = 2;

const TITLES = {
  rgb: 'render, masked ground truth, blend',
  gt_input: 'ground truth and mask',
  depth: 'depth',
  depth_hist: 'depth histogram',
} as const satisfies Partial<Record<TrainingPart, string>>;

/** A page per sample; opens on the `epoch` timeline, whose panel is open because it is what one moves along. */
export function trainingBlueprint(steps: readonly FrameStep[], slots: readonly TrainingSlot[]): Blueprint {
  const summary = summaryView(entityPath.trainingSummary());
  const pages = stack(slots.map(({ index }) => page(steps, index)));
  return blueprint({
    root:
      share('horizontal', [
        [pages, 4],
        [summary, 1],
      ]) ?? summary,
    blueprintPanel: 'collapsed',
    selectionPanel: 'collapsed',
    timePanel: timePanel({
      state: 'expanded',
      timeline: TIMELINES.epoch,
      fps: EPOCHS_PER_SECOND,
      loopMode: 'all',
      playState: 'paused',
    }),
  });
}

function page(steps: readonly FrameStep[], index: number): LayoutPart | undefined {
  const view = (part: keyof typeof TITLES): LayoutPart | undefined => {
    const origin = entityPath.training(part, index);
    if (!steps.some(({ entity }) => entity === origin)) return undefined;
    return spatial2DView({ origin, name: TITLES[part] });
  };
  const label = textDocumentView({ origin: entityPath.training('label', index), name: `sample ${index}` });
  return share(
    'vertical',
    [
      [
        share('horizontal', [
          [view('rgb'), 5],
          [label, 1],
        ]),
        3,
      ],
      [
        share('horizontal', [
          [view('gt_input'), 1],
          [view('depth'), 1],
          [view('depth_hist'), 1],
        ]),
        2,
      ],
    ],
    `sample ${index}`,
  );
}
