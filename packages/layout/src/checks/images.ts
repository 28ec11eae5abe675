import type { FrameFolder } from '../experiment/inventory.ts';
import { extname } from '../file-name.ts';
import type { Issue } from '../issue.ts';
import { crc32 } from '../read/crc32.ts';
import { type ImageHeader, readImageHeader } from '../read/image-header.ts';
import { isUniformPicture } from '../read/uniform-picture.ts';
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

/** Are pictures whole, of the type their name says, of one size and no copies; predictions as large as ground truth? */
export async function* imagesSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory } = context;
  for (const contract of SIZED)
    for (const folder of inventory.frames(contract)) {
      if (contract === 'nvs.gt_inputs.image') continue;
      const pictures = yield* folderOfPictures(context, folder);
      if (contract === 'input.image') yield* contentOf(folder, pictures);
      if (contract !== 'nvs.pred.image') continue;
      const { epoch, camera } = folder.ids as { epoch: number; camera: number };
      const truth = inventory.frames('nvs.gt_inputs.image', { epoch, camera })[0];
      if (!truth) continue;
      const given = yield* folderOfPictures(context, truth);
      yield* pairs(folder, truth, pictures, given);
      yield* exchanged(context, folder, pictures, given);
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

interface PictureFacts extends ImageHeader {
  readonly path: string;
  /** Equal for equal bytes. */
  readonly print: string;
  readonly isUniform: boolean;
}
type Pictures = ReadonlyMap<number, PictureFacts>;

function factsOf(bytes: Uint8Array, path: string): PictureFacts {
  const header = readImageHeader(bytes, path);
  // A PNG would have to be inflated; dummies of the trainer are JPEGs.
  const isUniform = header.mediaType === 'image/jpeg' && isUniformPicture(bytes, path);
  return { ...header, path, print: `${bytes.length} ${crc32(bytes)}`, isUniform };
}

async function* folderOfPictures(context: CheckContext, folder: FrameFolder): AsyncGenerator<Issue, Pictures> {
  const pictures = new Map<number, PictureFacts>();
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, factsOf)) {
    if (issue) yield issue;
    else {
      pictures.set(frame, value);
      const named = extname(path);
      const isType = value.mediaType === 'image/jpeg' ? 'jpg' : 'png';
      if (named !== isType) yield { code: 'OUT4308', path, frame, expected: `.${isType}`, actual: `.${named}` };
    }
  }
  const usual = mostFrequent([...pictures.values()].map(sizeText));
  if (usual !== undefined)
    for (const [frame, picture] of pictures)
      if (sizeText(picture) !== usual)
        yield { code: 'OUT4301', path: picture.path, frame, expected: usual, actual: sizeText(picture) };
  return pictures;
}

/** Pictures of one colour, and pictures that occur twice. */
function* contentOf(folder: FrameFolder, pictures: Pictures): Generator<Issue> {
  const first = new Map<string, number>();
  const repeated = new Set<number>();
  for (const [frame, { path, print, isUniform }] of pictures) {
    if (isUniform) yield { code: 'OUT4305', path, frame, expected: 'a picture', actual: 'blocks that are all alike' };
    const before = first.get(print);
    if (before === undefined) first.set(print, frame);
    else if (!isUniform) repeated.add(before).add(frame);
  }
  if (repeated.size > 0) yield { code: 'OUT4309', path: folder.path, frames: [...repeated] };
}

/** Ground truth is the same in every epoch; predictions with its bytes, in an epoch whose own differs, were exchanged. */
async function* exchanged(
  context: CheckContext,
  pred: FrameFolder,
  predicted: Pictures,
  given: Pictures,
): AsyncGenerator<Issue> {
  const { epoch, camera } = pred.ids as { epoch: number; camera: number };
  const other = context.inventory.frames('nvs.gt_inputs.image', { camera }).find(({ ids }) => ids.epoch !== epoch);
  const [first] = predicted.keys();
  const file = other?.files.find(({ frame }) => frame === first);
  if (!file || first === undefined) return;
  for await (const { value } of readFiles(context, [file], factsOf)) {
    const isCopy = value?.print === predicted.get(first)?.print && value?.print !== given.get(first)?.print;
    if (value && isCopy && !value.isUniform)
      yield { code: 'OUT5014', path: pred.path, expected: 'renders', actual: `the ground truth of ${other?.path}` };
  }
}

function* pairs(pred: FrameFolder, truth: FrameFolder, predicted: Pictures, given: Pictures): Generator<Issue> {
  for (const { frame, path } of pred.files) {
    const [a, b] = [predicted.get(frame), given.get(frame)];
    if (!a || !b) continue;
    if (sizeText(a) !== sizeText(b))
      yield { code: 'OUT4302', path, frame, expected: `${sizeText(b)} as in ${truth.path}`, actual: sizeText(a) };
    // Where nobody is to be seen, both are black.
    else if (a.print === b.print && !a.isUniform)
      yield { code: 'OUT5014', path, frame, expected: 'a render', actual: `the bytes of ${b.path}` };
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
