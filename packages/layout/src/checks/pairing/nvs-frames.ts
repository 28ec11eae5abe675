import { unionOfFrames } from '@outlay/schema/names';
import { framesOf, lacking } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { extname } from '../../source/file-name.ts';
import type { CheckContext } from '../context.ts';

/** Has every render its ground truth, every camera the same frames, every visualisation its frames? */
export function* nvsFramesPaired({ inventory, epochs }: CheckContext): Generator<Issue> {
  for (const { epoch, tasks, state, path } of epochs) {
    if (!tasks.includes('nvs') || state === 'in-progress') continue;
    const preds = inventory.frames('nvs.pred.image', { epoch });
    const truths = inventory.frames('nvs.gt_inputs.image', { epoch });
    // Without any of one side, the folder itself is reported.
    if (preds.length === 0 || truths.length === 0) continue;
    const cameras = unionOfFrames([...preds, ...truths].map(({ ids }) => [ids.camera as number]));
    for (const camera of cameras) {
      const pred = preds.find(({ ids }) => ids.camera === camera);
      const truth = truths.find(({ ids }) => ids.camera === camera);
      const at = (role: string): string => `${path}/nvs/${role}/cam_${camera}/metrics_input`;
      yield* pairOf(pred, truth, at('pred'), at('gt_inputs'));
      for (const contract of ['nvs.inputs.image', 'nvs.viz.render-vs-gt', 'nvs.viz.white-background'] as const) {
        const folder = inventory.frames(contract, { epoch, camera })[0];
        const frames = lacking(framesOf(pred), framesOf(folder));
        if (folder && pred && frames.length > 0)
          yield { name: 'visualisation-missing', path: folder.path, other: pred.path, frames };
      }
    }
    yield* sameFrames(preds);
  }
}

function* pairOf(
  pred: FrameFolder | undefined,
  truth: FrameFolder | undefined,
  predPath: string,
  truthPath: string,
): Generator<Issue> {
  const [predicted, given] = [framesOf(pred), framesOf(truth)];
  const withoutTruth = lacking(predicted, given);
  const withoutPrediction = lacking(given, predicted);
  if (withoutTruth.length > 0)
    yield {
      name: 'ground-truth-missing',
      path: truth?.path ?? truthPath,
      other: pred?.path ?? predPath,
      frames: withoutTruth,
    };
  if (withoutPrediction.length > 0)
    yield {
      name: 'prediction-missing',
      path: pred?.path ?? predPath,
      other: truth?.path ?? truthPath,
      frames: withoutPrediction,
    };
  if (!pred || !truth) return;
  if (pred.extension !== undefined && pred.extension === truth.extension) return;
  const extensions = new Map(truth.files.map(({ frame, path }) => [frame, extname(path)]));
  const differing = pred.files.filter(({ frame, path }) => (extensions.get(frame) ?? extname(path)) !== extname(path));
  const [first] = differing;
  if (first)
    yield {
      name: 'pair-extensions-differ',
      path: pred.path,
      frames: differing.map(({ frame }) => frame),
      expected: extensions.get(first.frame) ?? '',
      actual: extname(first.path),
    };
}

/** Ground truth keeps only frames that every camera has. */
export function* sameFrames(folders: readonly FrameFolder[]): Generator<Issue> {
  const all = unionOfFrames(folders.map(framesOf));
  for (const folder of folders) {
    const frames = lacking(all, framesOf(folder));
    const other = folders.find(
      (candidate) => candidate !== folder && framesOf(candidate).includes(frames[0] as number),
    );
    if (frames.length > 0 && other)
      yield { name: 'frames-differ-between-cameras', path: folder.path, other: other.path, frames };
  }
}
