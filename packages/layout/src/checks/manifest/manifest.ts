import { ALIGNMENT_METHODS, formatEpoch, type Manifest, misspeltKeys, parseEpoch } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import { manifestIssue } from '../../issues/of-manifest.ts';
import type { CheckContext } from '../context.ts';
import { isFresh } from '../structure/fresh.ts';
import { looksLikeScene } from './scene-folder.ts';

const PATH = 'manifest.json';

/** Is there a manifest, can it be read, and does it make sense by itself? */
export function* manifestValid(context: CheckContext): Generator<Issue> {
  const { manifestState, manifest } = context;
  if (manifestState.kind === 'absent') yield { code: 'OUT2001', path: PATH };
  else if (manifestState.kind === 'unreadable') {
    if (context.source.namesOnly) return;
    const { message, hint } = manifestState.error;
    const found = {
      code: 'OUT1113',
      name: 'file-unreadable',
      severity: 'error',
      path: PATH,
      message,
      fix: hint,
    } as const;
    yield { code: 'OUT1113', path: PATH, found };
  } else if (manifestState.kind === 'invalid')
    for (const problem of manifestState.problems) yield manifestIssue(problem);
  if (manifestState.kind === 'valid')
    for (const key of manifestState.repeatedKeys) yield { code: 'OUT2020', path: PATH, key };
  if (manifest) yield* inItself(manifest);
  if (manifest && !isFresh(context)) yield* leftOut(manifest);
}

function* inItself(manifest: Manifest): Generator<Issue> {
  for (const { key, meant } of misspeltKeys(manifest)) yield { code: 'OUT2006', path: PATH, key, nearMiss: meant };
  const epochs = manifest.eval_epochs.map((name) => parseEpoch(name) ?? -1);
  for (const [i, name] of manifest.eval_epochs.entries()) {
    const canonical = formatEpoch(epochs[i] as number);
    if (name !== canonical) yield { code: 'OUT2019', path: PATH, name, canonical };
  }
  yield* repeated('tasks', manifest.tasks);
  yield* repeated('nvs_cameras', manifest.nvs_cameras ?? []);
  yield* repeated('eval_epochs', epochs);
  if (epochs.some((epoch, i) => epoch < (epochs[i - 1] ?? 0)))
    yield { code: 'OUT2018', path: PATH, epochs: manifest.eval_epochs };
  const method = manifest.pose_eval_world_alignment_method;
  if (method !== undefined && !(ALIGNMENT_METHODS as readonly string[]).includes(method))
    yield { code: 'OUT2016', path: PATH, method, known: ALIGNMENT_METHODS };
}

/** Keys that viewers want; a scaffold may do without. */
function* leftOut(manifest: Manifest): Generator<Issue> {
  for (const key of ['source_camera_id', 'nvs_cameras'] as const)
    if (manifest[key] === undefined && (key !== 'nvs_cameras' || manifest.tasks.includes('nvs')))
      yield { code: 'OUT2015', path: PATH, key };
  for (const key of ['tasks', 'eval_epochs'] as const)
    if (manifest[key].length === 0) yield { code: 'OUT2017', path: PATH, key };
}

function* repeated(key: string, values: readonly (string | number)[]): Generator<Issue> {
  const seen = new Set<string | number>();
  for (const value of values) {
    if (seen.has(value)) yield { code: 'OUT2010', path: PATH, key, value: String(value) };
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
    if (parent !== sceneName) yield { code: 'OUT2008', path: PATH, sceneName, folder: parent };
    if (folder !== expName) yield { code: 'OUT2007', path: PATH, expName, folder };
  } else yield { code: 'OUT2009', path: PATH, name: `${sceneName}/${expName}`, folder: `${parent}/${folder}` };
}
