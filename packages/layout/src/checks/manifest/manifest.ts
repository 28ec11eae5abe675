import { ALIGNMENT_METHODS, formatEpoch, type Manifest, misspeltKeys, parseEpoch } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import { manifestIssue } from '../../issues/of-manifest.ts';
import { openingIssue } from '../../issues/of-opening.ts';
import { problem } from '../../issues/problem.ts';
import type { CheckContext } from '../context.ts';
import { isFresh } from '../structure/fresh.ts';
import { looksLikeScene } from './scene-folder.ts';

const PATH = 'manifest.json';

/** Is there a manifest, can it be read, and does it make sense by itself? */
export function* manifestValid(context: CheckContext): Generator<Issue> {
  const { manifestState, manifest } = context;
  if (manifestState.kind === 'absent') yield { name: 'manifest-missing', path: PATH };
  else if (manifestState.kind === 'unreadable') {
    if (context.source.namesOnly) return;
    const { message, hint } = manifestState.error;
    yield openingIssue(problem('file-unreadable', PATH, message, { fix: hint }));
  } else if (manifestState.kind === 'invalid') for (const wrong of manifestState.problems) yield manifestIssue(wrong);
  if (manifestState.kind === 'valid')
    for (const key of manifestState.repeatedKeys) yield { name: 'manifest-key-repeated', path: PATH, key };
  if (manifest) yield* inItself(manifest);
  if (manifest && !isFresh(context)) yield* leftOut(manifest);
}

function* inItself(manifest: Manifest): Generator<Issue> {
  for (const { key, meant } of misspeltKeys(manifest))
    yield { name: 'manifest-key-near-miss', path: PATH, key, nearMiss: meant };
  const epochs = manifest.eval_epochs.map((name) => parseEpoch(name) ?? -1);
  for (const [i, name] of manifest.eval_epochs.entries()) {
    const canonical = formatEpoch(epochs[i] as number);
    if (name !== canonical) yield { name: 'epoch-in-manifest-not-canonical', path: PATH, listed: name, canonical };
  }
  yield* repeated('tasks', manifest.tasks);
  yield* repeated('nvs_cameras', manifest.nvs_cameras ?? []);
  yield* repeated('eval_epochs', epochs);
  if (epochs.some((epoch, i) => epoch < (epochs[i - 1] ?? 0)))
    yield { name: 'epochs-not-sorted', path: PATH, epochs: manifest.eval_epochs };
  const method = manifest.pose_eval_world_alignment_method;
  if (method !== undefined && !(ALIGNMENT_METHODS as readonly string[]).includes(method))
    yield { name: 'alignment-method-unknown', path: PATH, method, known: ALIGNMENT_METHODS };
}

/** Keys that viewers want; a scaffold may do without. */
function* leftOut(manifest: Manifest): Generator<Issue> {
  for (const key of ['source_camera_id', 'nvs_cameras'] as const)
    if (manifest[key] === undefined && (key !== 'nvs_cameras' || manifest.tasks.includes('nvs')))
      yield { name: 'recommended-key-missing', path: PATH, key };
  for (const key of ['tasks', 'eval_epochs'] as const)
    if (manifest[key].length === 0) yield { name: 'manifest-list-empty', path: PATH, key };
}

function* repeated(key: string, values: readonly (string | number)[]): Generator<Issue> {
  const seen = new Set<string | number>();
  for (const value of values) {
    if (seen.has(value)) yield { name: 'manifest-value-twice', path: PATH, key, value: String(value) };
    seen.add(value);
  }
}

/**
 * Do the names in the manifest agree with the folders the experiment is in? Where the parent is no scene folder, the
 * experiment was copied, and nothing follows from names. Says nothing for sources without folders.
 */
export function* namesMatchFolders({ source, manifest }: CheckContext): Generator<Issue> {
  const parts = source.location.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  const [parent, folder] = parts.slice(-2);
  if (!manifest || parent === undefined || folder === undefined || parts.includes('..')) return;
  const { exp_name: expName, scene_name: sceneName } = manifest;
  if (parent === sceneName || looksLikeScene(parent, sceneName)) {
    if (parent !== sceneName) yield { name: 'scene-name-differs', path: PATH, sceneName, folder: parent };
    if (folder !== expName) yield { name: 'experiment-name-differs', path: PATH, expName, folder };
  } else
    yield {
      name: 'experiment-moved',
      path: PATH,
      experiment: `${sceneName}/${expName}`,
      folder: `${parent}/${folder}`,
    };
}
