import type { Issue } from '../../issues/issue.ts';
import { orientationIssue } from '../../issues/of-pictures.ts';
import { type ImageHeader, readImageHeader } from '../../read/image-header.ts';
import type { FrameFile } from '../../scan/frame-files.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { extname } from '../../source/file-name.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from '../reading/read-files.ts';
import { Repeats } from '../reading/repeats.ts';
import { type PictureFacts, pictureFacts } from './facts.ts';
import { pictureSize } from './size.ts';

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
/** Of these, pictures of a single color show nothing; renders are black where no person is visible. */
const CAPTURED: readonly string[] = ['input.image', 'nv-generation.image', 'pose_smplx.viz.image'];
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
      if (contract !== 'nvs.pred.image') {
        if (CAPTURED.includes(contract)) {
          yield* uniform(pictures);
          yield* repeats(folder, pictures);
        }
        continue;
      }
      yield* repeats(folder, pictures);
      const { epoch, camera } = folder.ids as { epoch: number; camera: number };
      const truth = inventory.frames('nvs.gt_inputs.image', { epoch, camera })[0];
      if (!truth) continue;
      const given = yield* folderOfPictures(context, truth);
      yield* uniform(pictures, given);
      yield* repeats(truth, given);
      yield* pairs(folder, truth, pictures, given);
      yield* exchanged(context, folder, pictures, given);
    }
  yield* truthsAlone(context);
  yield* sizesAgree(context);
  const look = reader(context);
  for (const contract of FIGURES) {
    const loose = inventory.files(contract).map(({ path }): FrameFile => ({ frame: 0, path }));
    for (const files of [...inventory.frames(contract).map((folder) => folder.files), loose])
      for await (const { issue } of readFiles(context, files, look)) if (issue) yield issue;
  }
}

/** Pictures put together of others: how many side by side, and of which. */
const TILES = [
  ['nvs.viz.render-vs-gt', 2, 'test'],
  ['nvs.viz.white-background', 1, 'test'],
  ['nvs.inputs.image', 3, 'pred'],
  ['nv-generation.image', 3, 'train'],
  ['pose_smplx.viz.image', 1, 'train'],
] as const;
/** Renders are at full size or at a whole part of it, rounded down. */
const MAX_DOWNSCALE = 8;

/** Are pictures as large as what they are made of? */
async function* sizesAgree(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory, manifest } = context;
  for (const [contract, tiles, of] of TILES)
    for (const folder of inventory.frames(contract)) {
      const camera = folder.ids.camera ?? manifest?.source_camera_id ?? -1;
      const whole =
        of === 'pred'
          ? await firstSize(
              context,
              inventory.frames('nvs.pred.image', { epoch: folder.ids.epoch as number, camera })[0],
            )
          : await pictureSize(context, of, camera);
      const size = await firstSize(context, folder);
      const expected = whole && sizeText({ width: tiles * whole.width, height: whole.height });
      if (size && expected !== undefined && sizeText(size) !== expected)
        yield {
          name: 'size-of-other-images',
          path: folder.path,
          expected: tiles === 1 ? expected : `${expected}, ${tiles} tiles`,
          actual: sizeText(size),
        };
    }
  yield* rendersScaled(context);
}

/** All cameras of an epoch are rendered at the same part of the size of their images. */
async function* rendersScaled(context: CheckContext): AsyncGenerator<Issue> {
  const scales: { readonly path: string; readonly scale: number | undefined; readonly actual: string }[] = [];
  for (const folder of context.inventory.frames('nvs.pred.image')) {
    const image = await pictureSize(context, 'test', folder.ids.camera as number);
    const size = await firstSize(context, folder);
    if (!image || !size) continue;
    const isPart = (part: number): boolean =>
      Math.abs(image.width / part - size.width) < 1 && Math.abs(image.height / part - size.height) < 1;
    const scale = Array.from({ length: MAX_DOWNSCALE }, (_, i) => i + 1).find(isPart);
    scales.push({ path: folder.path, scale, actual: `${sizeText(size)} of ${sizeText(image)}` });
  }
  const usual = mostFrequent(scales.map(({ scale }) => scale));
  for (const { path, scale, actual } of scales)
    if (scale === undefined || scale !== usual)
      yield {
        name: 'size-of-other-images',
        path,
        expected: usual === undefined ? 'a whole part' : `1/${usual} of the image`,
        actual,
      };
}

/** Size of the first picture that can be read. */
async function firstSize(context: CheckContext, folder: FrameFolder | undefined): Promise<ImageHeader | undefined> {
  for await (const { value } of readFiles(context, folder?.files.slice(0, 1) ?? [], readImageHeader)) return value;
  return undefined;
}

/** Ground truth of cameras that have no predictions. */
async function* truthsAlone(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory } = context;
  for (const folder of inventory.frames('nvs.gt_inputs.image')) {
    const { epoch, camera } = folder.ids as { epoch: number; camera: number };
    if (inventory.frames('nvs.pred.image', { epoch, camera }).length === 0) yield* folderOfPictures(context, folder);
  }
}

type Pictures = ReadonlyMap<number, PictureFacts>;

/** Less of a picture than this may well be gray. */
const MIN_GRAY_TAIL = 0.15;

async function* folderOfPictures(context: CheckContext, folder: FrameFolder): AsyncGenerator<Issue, Pictures> {
  const pictures = new Map<number, PictureFacts>();
  for await (const { frame, path, value, issue } of readFiles(context, folder.files, reader(context))) {
    if (issue) yield issue;
    else {
      pictures.set(frame, value);
      if (value.grayTail > MIN_GRAY_TAIL)
        yield {
          name: 'image-unfinished',
          path,
          frame,
          expected: 'a picture to the end',
          actual: `the lowest ${Math.round(value.grayTail * 100)} % in one gray`,
        };
      if (value.orientation) yield { ...orientationIssue(value, value.orientation, path), frame };
      if (value.strayBytes) yield { name: 'image-stray-bytes', path, frame, bytes: value.strayBytes };
      const named = extname(path);
      const isType = value.mediaType === 'image/jpeg' ? 'jpg' : 'png';
      if (named !== isType)
        yield { name: 'image-type-differs', path, frame, expected: `.${isType}`, actual: `.${named}` };
    }
  }
  const usual = mostFrequent([...pictures.values()].map(sizeText));
  const channels = mostFrequent([...pictures.values()].map((picture) => picture.channels));
  for (const [frame, picture] of pictures) {
    const { path } = picture;
    if (sizeText(picture) !== usual)
      yield { name: 'image-size-differs', path, frame, expected: usual ?? '', actual: sizeText(picture) };
    if (picture.channels !== channels)
      yield {
        name: 'image-colours-differ',
        path,
        frame,
        expected: `${channels} channels`,
        actual: `${picture.channels}`,
      };
  }
  return pictures;
}

function reader(context: CheckContext): (bytes: Uint8Array, path: string) => PictureFacts {
  return pictureFacts(context.level === 'full', context.decoders.inflate);
}

/** Pictures of a single color. */
function* uniform(pictures: Pictures, other?: Pictures): Generator<Issue> {
  // Where no person is visible, prediction and ground truth are black.
  for (const [frame, { path, isUniform }] of pictures)
    if (isUniform && other?.get(frame)?.isUniform !== true)
      yield { name: 'image-uniform', path, frame, expected: 'a picture', actual: 'a single color' };
}

/** Pictures that occur twice. */
function* repeats(folder: FrameFolder, pictures: Pictures): Generator<Issue> {
  const same = new Repeats();
  for (const [frame, { print, isUniform }] of pictures) if (!isUniform) same.add(frame, print);
  if (same.frames.length > 0) yield { name: 'images-repeat', path: folder.path, frames: same.frames };
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
  for await (const { value } of readFiles(context, [file], reader(context))) {
    const isCopy = value?.print === predicted.get(first)?.print && value?.print !== given.get(first)?.print;
    if (value && isCopy && !value.isUniform)
      yield {
        name: 'prediction-is-ground-truth',
        path: pred.path,
        expected: 'renders',
        actual: `the ground truth of ${other?.path}`,
      };
  }
}

function* pairs(pred: FrameFolder, truth: FrameFolder, predicted: Pictures, given: Pictures): Generator<Issue> {
  for (const { frame, path } of pred.files) {
    const [a, b] = [predicted.get(frame), given.get(frame)];
    if (!a || !b) continue;
    if (sizeText(a) !== sizeText(b))
      yield {
        name: 'pair-size-differs',
        path,
        frame,
        expected: `${sizeText(b)} as in ${truth.path}`,
        actual: sizeText(a),
      };
    // Where no person is visible, both are black.
    else if (a.print === b.print && !a.isUniform)
      yield { name: 'prediction-is-ground-truth', path, frame, expected: 'a render', actual: `the bytes of ${b.path}` };
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
