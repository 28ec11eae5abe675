/**
 * The selection as a recording keeps it in its properties, `frames 1:5; tasks nvs, pose_smpl`.
 * @module
 */
import type { SelectionChange } from './reason.ts';

const OPTIONS = ['frames', 'cameras', 'persons', 'task', 'body'] as const;

/** The options that differ between two selections. */
export function selectionChanges(before: string, now: string): readonly SelectionChange[] {
  const [old, current] = [parseSelection(before), parseSelection(now)];
  return OPTIONS.map((option) => ({ option, before: old.get(option), now: current.get(option) })).filter(
    (change) => change.before !== change.now,
  );
}

/** The cameras that a selection names; `undefined` when it names none. */
export function selectedCameras(selection: string): readonly number[] | undefined {
  return parseSelection(selection).get('cameras')?.split(',').map(Number);
}

function parseSelection(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('; ').map((part) => {
      const [, word = part, value = ''] = /^(\w+) (.*)$/.exec(part) ?? [];
      return [word === 'tasks' ? 'task' : word, value.replaceAll(', ', ',')];
    }),
  );
}
