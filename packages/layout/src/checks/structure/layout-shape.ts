import { parseCamera, parseEpoch, TASKS } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import type { OldLayout } from '../../issues/structure.ts';
import { isNoExperiment } from '../../scan/no-experiment.ts';
import { baseName, joinPath } from '../../source/source-path.ts';
import type { CheckContext } from '../context.ts';

/** Is it an experiment at all, and of this layout? Other checks run only when it is. */
export function* layoutShape(context: CheckContext): Generator<Issue> {
  const [root] = context.scanned;
  if (root === undefined || isNoExperiment(root)) {
    yield { name: 'not-an-experiment', path: '' };
    return;
  }
  const old = oldLayout(context);
  if (old) yield { name: 'old-layout', ...old };
}

/** Does the shape forbid to go on? */
export function isForeign(issues: readonly Issue[]): boolean {
  return issues.some(({ name }) => name === 'not-an-experiment' || name === 'old-layout');
}

function oldLayout(context: CheckContext): { readonly path: string; readonly form: OldLayout } | undefined {
  const root = namesIn(context, '');
  if (!root.includes('evaluation') && root.some(isEpoch)) return { path: '', form: 'scene-evaluation' };
  for (const name of namesIn(context, 'evaluation').filter(isEpoch)) {
    const path = joinPath('evaluation', name);
    const inside = namesIn(context, path);
    if (inside.some((child) => (TASKS as readonly string[]).includes(child))) continue;
    if (inside.some((child) => /^posed_.*_per_frame$/.test(child) || child === 'smplx' || child === 'gt_inputs'))
      return { path, form: 'flat-epoch' };
    if (inside.some((child) => parseCamera(child) !== undefined)) return { path, form: 'bare-cameras' };
  }
  if (context.manifestState.kind === 'absent' && root.includes('debug') && !root.includes('training_artifacts'))
    return { path: 'debug', form: 'debug-folder' };
  return undefined;
}

function isEpoch(name: string): boolean {
  return parseEpoch(name) !== undefined;
}

function namesIn({ scanned }: CheckContext, path: string): readonly string[] {
  return scanned.find((folder) => folder.path === path)?.folders.map(baseName) ?? [];
}
