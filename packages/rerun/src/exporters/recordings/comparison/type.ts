import { entityPath, TASKS } from '@outlay/schema/names';
import { selects } from '../../options.ts';
import { pick, type RecordingType } from '../recording-type.ts';
import { type Comparison, placedRuns, titleOf } from './comparison.ts';
import { planComparisonSteps } from './plan.ts';
import { prepareComparison } from './prepare.ts';

type ComparisonName = { readonly kind: 'comparison'; readonly cameras?: readonly [number, number] };

/**
 * The kind of recording that compares runs: `comparison.rrd`, or `<stem>.rrd`.
 * @param stem First word of the file's name.
 */
export function comparisonType(stem = 'comparison'): RecordingType<Comparison, ComparisonName> {
  return {
    kind: 'comparison',
    stem,
    perEpoch: false,
    group: 'comparison',
    recordingsOf: () => [{ kind: 'comparison' }],
    isIn: () => true,
    sources: ({ runs }) =>
      runs.map(({ name, experiment, epoch }) => ({ name, experiment, part: { evaluation: epoch } })),
    describe: (comparison) => {
      const runs = placedRuns(comparison);
      const scenes = [...new Set(runs.map(({ experiment }) => experiment.manifest.scene_name))];
      const cameras = new Set(runs.map(({ experiment }) => experiment.sourceCamera));
      return {
        experimentName: runs.map(titleOf).join(' vs '),
        sceneName: scenes.join(', '),
        sourceCamera: cameras.size === 1 ? [...cameras][0] : undefined,
        fingerprint: combined(runs.map(({ experiment, epoch }) => experiment.fingerprint({ evaluation: epoch }))),
      };
    },
    narrow: (selection) => pick(selection, ['frames', 'cameras', 'persons', 'tasks']),
    plan: (comparison, _, selection) => planComparisonSteps(placedRuns(comparison), selection),
    prepare: (comparison, _, steps, context) => prepareComparison(comparison, placedRuns(comparison), steps, context),
    summaryEntity: () => entityPath.runsSummary(),
    subject: () => 'comparison',
    tasks: (comparison, _, selection) => {
      const runs = placedRuns(comparison);
      return TASKS.filter(
        (task) => selects(selection.tasks, task) && runs.some(({ evaluation }) => evaluation.tasks.includes(task)),
      );
    },
    split: { byCameras: true },
  };
}

/** Fingerprints of several sources as one: the beginning of each, so that every change shows. */
function combined(fingerprints: readonly string[]): string {
  return fingerprints.map((text) => text.slice(0, 64 / fingerprints.length)).join('');
}
