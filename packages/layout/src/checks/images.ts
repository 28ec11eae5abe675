import type { FrameFolder } from '../experiment/inventory.ts';
import { extname } from '../file-name.ts';
import type { Issue } from '../issue.ts';
import { type ImageHeader, readImageHeader } from '../read/image-header.ts';
import type { CheckContext } from './context.ts';
import { readFiles } from './read-files.ts';

/** Contracts of pictures whose sizes mean something: all of one folder are of one size. */
const SIZED = [
  'input.image',
  'nvs.pred.image',
  'nvs.gt_inputs.image',
  'nvs.inputs.image',
  'nvs.viz.render-vs-gt',
  'nvs.viz.white-background',
  'nvs.viz.difix',
  'nv-generation.image',
  'nv-generation.mask',
  'pose_smplx.viz.image',
] as const;
/** Figures of a plotting library: each of its own size, not numbered by frame alone. */
const FIGURES = [
  'nv-generation.depth',
  'training.rgb',
  'training.depth.histogram',
  'training.depth',
  'training.gt_input',
] as const;

/** Are pictures whole, of the type their name says, and of one size per camera; predictions as large as ground truth? */
export async function* imagesSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory } = context;
  for (const contract of SIZED)
    for (const folder of inventory.frames(contract)) {
      if (contract === 'nvs.gt_inputs.image') continue;
      const sizes = yield* folderOfPictures(context, folder);
      if (contract !== 'nvs.pred.image') continue;
      const truth = inventory.frames('nvs.gt_inputs.image', {
        epoch: folder.ids.epoch as number,
        camera: folder.ids.camera as number,
      })[0];
      if (truth) yield* pairSizes(folder, truth, sizes, yield* folderOfPictures(context, truth));
    }
  yield* truthsAlone(context);
  for (const contract of FIGURES)
    for (const folder of inventory.frames(contract))
      for await (const { issue } of readFiles(context, folder.files, readImageHeader)) if (issue) yield issue;
}

/** Ground truth of cameras that have no predictions. */
async function* truthsAlone(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory } = context;
  for (const folder of inventory.frames('nvs.gt_inputs.image')) {
    const { epoch, camera } = folder.ids as { epoch: number; camera: number };
    if (inventory.frames('nvs.pred.image', { epoch, camera }).length === 0) yield* folderOfPictures(context, folder);
  }
}

type Sizes = ReadonlyMap<number, ImageHeader>;

async function* folderOfPictures(context: CheckContext, folder: FrameFolder): AsyncGenerator<Issue, Sizes> {
  const sizes = new Map<number, ImageHeader>();
  const paths = new Map<number, string>();
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, readImageHeader)) {
    if (issue) yield issue;
    else {
      sizes.set(frame, value);
      paths.set(frame, path);
      const named = extname(path);
      const isType = value.mediaType === 'image/jpeg' ? 'jpg' : 'png';
      if (named !== isType) yield { code: 'OUT4308', path, frame, expected: `.${isType}`, actual: `.${named}` };
    }
  }
  const usual = mostFrequent([...sizes.values()].map(sizeText));
  for (const [frame, header] of sizes)
    if (sizeText(header) !== usual)
      yield {
        code: 'OUT4301',
        path: paths.get(frame) as string,
        frame,
        expected: usual as string,
        actual: sizeText(header),
      };
  return sizes;
}

function* pairSizes(pred: FrameFolder, truth: FrameFolder, predicted: Sizes, given: Sizes): Generator<Issue> {
  for (const { frame, path } of pred.files) {
    const [a, b] = [predicted.get(frame), given.get(frame)];
    if (a && b && sizeText(a) !== sizeText(b))
      yield { code: 'OUT4302', path, frame, expected: `${sizeText(b)} as in ${truth.path}`, actual: sizeText(a) };
  }
}

/** `940×1280`. */
export function sizeText({ width, height }: { readonly width: number; readonly height: number }): string {
  return `${width}×${height}`;
}

/** The value that occurs most often; the first of equals. */
export function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: T | undefined;
  for (const [value, count] of counts) if (best === undefined || count > (counts.get(best) as number)) best = value;
  return best;
}
