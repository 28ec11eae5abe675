import { parseRecordingName, type RecordingKind } from '@outlay/schema';
import { isLayoutError } from '../../errors.ts';
import type { Issue } from '../../issues/issue.ts';
import { openingIssue } from '../../issues/of-opening.ts';
import { problemOf } from '../../issues/problem.ts';
import { baseName } from '../../source/source-path.ts';
import type { CheckContext } from '../context.ts';
import type { RecordingBytes } from './reader.ts';

/** As the original exporters named them. */
const OLD_NAME = /^(?:evaluation_nvs|evaluation_pose|trn_nv_generation)_epoch_\d+\.rrd$/;

/**
 * Are recordings named as the layout names them, is there what they were made from, and were they written to their end?
 * The last is asked of the reader of recordings; without one only names are looked at.
 */
export async function* recordingsComplete(context: CheckContext): AsyncGenerator<Issue> {
  const paths = context.inventory.paths('rerun');
  for (const path of paths) {
    const kind = parseRecordingName(baseName(path));
    if (kind === undefined) yield { name: 'recording-name-unknown', path, old: OLD_NAME.test(baseName(path)) };
    else if (!hasSource(context, kind)) yield { name: 'recording-without-source', path, folder: folderOf(kind) };
  }
  const { recordings, level, signal } = context;
  if (level === 'structure' || recordings === undefined) return;
  for (const path of paths.filter((one) => one.endsWith('.rrd'))) {
    try {
      const found = await recordings.completeness(await bytesOf(context, path), signal ? { signal } : {});
      const actual = FAULTS[found];
      if (actual !== undefined) yield { name: 'recording-incomplete', path, actual };
    } catch (error) {
      if (!isLayoutError(error)) throw error;
      yield openingIssue(problemOf(error, path));
    }
  }
}

const FAULTS: { readonly [completeness: string]: string | undefined } = {
  empty: 'it has 0 bytes',
  'not-a-recording': 'it does not begin as a recording does',
  cut: 'it has no footer at its end',
};

/** Read whole where the source does not know sizes. */
async function bytesOf({ source }: CheckContext, path: string): Promise<RecordingBytes> {
  const size = source.size(path);
  if (size !== undefined)
    return {
      size,
      read: (start, length, options) => source.read(path, { ...options, range: { start, end: start + length } }),
    };
  const whole = await source.read(path);
  return { size: whole.length, read: async (start, length) => whole.subarray(start, start + length) };
}

/** An epoch that is listed may be under way; one that is neither listed nor there has no business here. */
function hasSource({ epochs, inventory, manifest }: CheckContext, kind: RecordingKind): boolean {
  if (!('epoch' in kind)) return true;
  if (kind.kind === 'nv_generation') return inventory.has('nv-generation.pose-state', { epoch: kind.epoch });
  return manifest === undefined || epochs.some(({ epoch }) => epoch === kind.epoch);
}

const folderOf = ({ kind }: RecordingKind): string =>
  kind === 'nv_generation' ? 'input_data/train/misc/nv_generation/pose_state' : 'evaluation';
