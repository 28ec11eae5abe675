import { framesOf } from '../../frames/sets.ts';
import type { Issue } from '../../issues/issue.ts';
import { readMask } from '../../read/mask.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { spread } from '../bodies/points.ts';
import { median } from '../cameras/projection.ts';
import type { CheckContext } from '../context.ts';
import { readFiles } from '../reading/read-files.ts';
import { GRID, likeness, readPixels, spreadGray, type Thumbnail, thumbnail } from './thumbnail.ts';

/** Frames looked at per camera, spread over the sequence. */
const SAMPLED_FRAMES = 12;
/** Pictures of another camera are called that when they fit this much better than those of their own. */
const EXCHANGE_MARGIN = 0.1;
/** Below this a picture does not show what it is made of (0.7 and more where it does, at 34×46 pixels too). */
const MIN_LIKENESS = 0.45;
/** The same picture, saved again. */
const MIN_SAME = 0.8;

/**
 * Do pictures show what their place says: predictions and ground truth the same camera, ground truth the test image
 * behind its mask, saved views the images they were made of? Compares thumbnails. Level `full` only.
 */
export async function* picturesMatch(context: CheckContext): AsyncGenerator<Issue> {
  if (context.level !== 'full') return;
  const { inventory, manifest } = context;
  const tests = await maskedTests(context);
  const firstTruths = new Map<number, Views>();
  for (const { epoch, state } of context.epochs) {
    const preds = inventory.frames('nvs.pred.image', { epoch });
    const truths = await allThumbnails(context, inventory.frames('nvs.gt_inputs.image', { epoch }));
    if (truths.length > 0 && state !== 'in-progress') {
      const predicted = await allThumbnails(context, preds);
      yield* compared(truths, tests, 'the test images behind their masks', MIN_LIKENESS);
      yield* inside(truths, tests);
      yield* unchanged(truths, firstTruths);
      yield* compared(predicted, truths, 'the ground truth', undefined);
      yield* flipped(predicted, truths);
    }
    const source = manifest?.source_camera_id;
    const original = inventory.frames('input.image', { split: 'train', camera: source ?? -1 });
    for (const folder of inventory.frames('pose_smplx.viz.image', { epoch }))
      yield* saved(context, folder, original[0], 'the image of the source camera');
  }
  for (const folder of inventory.frames('input.image')) yield* standing(context, folder);
  yield* sourceAgrees(context);
  yield* triplets(context);
}

/** The thumbnails of one camera, by frame. */
interface Views {
  readonly path: string;
  readonly camera: number;
  readonly frames: ReadonlyMap<number, Thumbnail>;
}

/** Test images: `frames` are black but for the people. */
interface TestViews extends Views {
  readonly images: ReadonlyMap<number, Thumbnail>;
  /** Of the people, 0 to 255. */
  readonly coverage: ReadonlyMap<number, Thumbnail>;
}

async function allThumbnails(context: CheckContext, folders: readonly FrameFolder[]): Promise<readonly Views[]> {
  const all: Views[] = [];
  for (const folder of folders) all.push(await thumbnails(context, folder));
  return all;
}

async function thumbnails(context: CheckContext, folder: FrameFolder, tile = 0, tiles = 1): Promise<Views> {
  const frames = new Map<number, Thumbnail>();
  const options = { reduced: true, inflate: context.decoders.inflate };
  const read = (bytes: Uint8Array, path: string): Thumbnail | undefined => {
    const pixels = readPixels(bytes, path, options);
    return pixels && thumbnail(pixels, tile, tiles);
  };
  // What cannot be read is reported by the check of pictures.
  for await (const { frame, value } of readFiles(context, spread(folder.files, SAMPLED_FRAMES), read))
    if (value) frames.set(frame, value);
  return { path: folder.path, camera: folder.ids.camera as number, frames };
}

async function maskedTests(context: CheckContext): Promise<readonly TestViews[]> {
  const all: TestViews[] = [];
  if (context.inventory.paths('nvs.gt_inputs.').length > 0)
    for (const folder of context.inventory.frames('input.image', { split: 'test' }))
      all.push(await masked(context, folder));
  return all;
}

/** Test images with everything black but the people. */
async function masked(context: CheckContext, folder: FrameFolder): Promise<TestViews> {
  const views = await thumbnails(context, folder);
  const union = context.inventory.frames('input.mask.union', { split: 'test', camera: views.camera })[0];
  const files = (union?.files ?? []).filter(({ frame }) => views.frames.has(frame));
  const coverage = new Map<number, Thumbnail>();
  const read = (bytes: Uint8Array, path: string): Thumbnail => {
    const mask = readMask(bytes, path, context.decoders.inflate);
    return thumbnail({ width: mask.width, height: mask.height, rgb: spreadGray(mask.coverage, 1) });
  };
  for await (const { frame, value } of readFiles(context, files, read)) if (value) coverage.set(frame, value);
  const frames = new Map(
    [...coverage].map(([frame, part]) => [
      frame,
      views.frames.get(frame)!.map((colour, i) => (colour * part[i]!) / 255),
    ]),
  );
  return { ...views, frames, images: views.frames, coverage };
}

/** Ground truth is made of the same images in every epoch. */
const UNCHANGED = 0.99;

/** Is the ground truth that of the first epoch that has some? Adds to `first` what it has not seen. */
function* unchanged(truths: readonly Views[], first: Map<number, Views>): Generator<Issue> {
  for (const truth of truths) {
    const before = first.get(truth.camera);
    if (!before) first.set(truth.camera, truth);
    else
      for (const [frame, thumb] of truth.frames)
        if (like(thumb, before.frames.get(frame)) < UNCHANGED)
          yield {
            name: 'picture-shows-something-else',
            path: truth.path,
            frame,
            expected: `the ground truth of ${before.path}`,
            actual: 'another picture',
          };
  }
}

/** Coverage of cells that show nothing but people, and how many there must be. */
const INSIDE = { coverage: 230, cells: 10, frames: 3, likeness: 0.3 } as const;
/** Cells of people alone are few, so what they say must be clear. */
const INSIDE_MARGIN = 0.3;

/**
 * Where there is nothing but people, outlines do not help: is the ground truth the image there, and not rather that of
 * another camera, or with red and blue exchanged?
 */
function* inside(truths: readonly Views[], tests: readonly TestViews[]): Generator<Issue> {
  for (const truth of truths) {
    const test = tests.find(({ camera }) => camera === truth.camera);
    if (!test) continue;
    const others = tests.filter((other) => other !== test);
    const rivals = new Map<string, number[]>();
    const own: number[] = [];
    for (const [frame, thumb] of truth.frames) {
      const [part, image] = [test.coverage.get(frame), test.images.get(frame)];
      const counts = (cell: number): boolean => part![3 * cell]! > INSIDE.coverage;
      if (!part || !image || part.filter((_, i) => i % 3 === 0 && counts(i / 3)).length < INSIDE.cells) continue;
      own.push(likeness(thumb, image, counts));
      const add = (what: string, value: number | undefined): unknown =>
        rivals.set(what, [...(rivals.get(what) ?? []), value ?? Number.NaN]);
      add('the image with red and blue exchanged', likeness(exchangedColours(thumb), image, counts));
      for (const other of others) {
        const its = other.images.get(frame);
        add(`the image of ${other.path}`, its && likeness(thumb, its, counts));
      }
    }
    const mean = meanOf(own);
    if (own.length >= INSIDE.frames && mean < INSIDE.likeness) {
      const expected = `the test images in ${test.path}`;
      yield {
        name: 'picture-shows-something-else',
        path: truth.path,
        expected,
        actual: `a likeness of ${mean.toFixed(2)} within the masks`,
      };
      continue;
    }
    for (const [what, values] of rivals)
      if (values.length === own.length && meanOf(values) > mean + marginOf(what)) {
        yield {
          name: 'picture-shows-something-else',
          path: truth.path,
          expected: `the test images in ${test.path}`,
          actual: what,
        };
        break;
      }
  }
}

function marginOf(what: string): number {
  return what.startsWith('the image of') ? INSIDE_MARGIN : EXCHANGE_MARGIN;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function exchangedColours(thumb: Thumbnail): Thumbnail {
  return thumb.map((_, i) => thumb[i + 2 - 2 * (i % 3)]!);
}

/** Pictures of each camera against those of the same camera, and of all others. */
function* compared(
  ones: readonly Views[],
  others: readonly Views[],
  what: string,
  least: number | undefined,
): Generator<Issue> {
  for (const one of ones) {
    const own = others.find(({ camera }) => camera === one.camera);
    if (!own) continue;
    const likenesses = new Map([...one.frames].map(([frame, thumb]) => [frame, like(thumb, own.frames.get(frame))]));
    const best = others
      .filter((other) => other !== own)
      .map((other) => ({ other, ...fit(one, other, likenesses) }))
      .reduce<Fit | undefined>((a, b) => (a && a.mean >= b.mean ? a : b), undefined);
    if (best && best.mean > best.own + EXCHANGE_MARGIN) {
      yield { name: 'pictures-of-another-camera', path: one.path, other: best.other.path, expected: own.path };
      continue;
    }
    for (const [frame, likeness] of likenesses) {
      const rival = others.find(
        (other) =>
          other !== own && like(one.frames.get(frame)!, other.frames.get(frame)) > likeness + 2 * EXCHANGE_MARGIN,
      );
      if (!rival && !(least !== undefined && likeness < least)) continue;
      yield {
        name: 'picture-shows-something-else',
        path: one.path,
        frame,
        expected: `${what} in ${own.path}`,
        actual: rival ? `rather that of ${rival.path}` : `a likeness of ${likeness.toFixed(2)}`,
      };
    }
  }
}

interface Fit {
  readonly other: Views;
  /** Mean likeness to the pictures of the other camera, and to those of the own, over the same frames. */
  readonly mean: number;
  readonly own: number;
}

function fit(one: Views, other: Views, own: ReadonlyMap<number, number>): { mean: number; own: number } {
  let [sum, mine, count] = [0, 0, 0];
  for (const [frame, thumb] of one.frames) {
    const [a, b] = [like(thumb, other.frames.get(frame)), own.get(frame) ?? Number.NaN];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    sum += a;
    mine += b;
    count++;
  }
  return { mean: count === 0 ? Number.NEGATIVE_INFINITY : sum / count, own: mine / count };
}

function like(a: Thumbnail, b: Thumbnail | undefined): number {
  return b ? likeness(a, b) : Number.NaN;
}

/** Predictions that fit better when they are mirrored or turned upside down. */
function* flipped(predicted: readonly Views[], truths: readonly Views[]): Generator<Issue> {
  for (const one of predicted) {
    const truth = truths.find(({ camera }) => camera === one.camera);
    if (!truth) continue;
    const own = new Map([...one.frames].map(([frame, thumb]) => [frame, like(thumb, truth.frames.get(frame))]));
    for (const [way, turn] of WAYS) {
      const turned = new Map([...one.frames].map(([frame, thumb]) => [frame, turnedBy(thumb, turn)]));
      const { mean, own: as } = fit({ ...one, frames: turned }, truth, own);
      if (mean > as + EXCHANGE_MARGIN)
        yield {
          name: 'picture-shows-something-else',
          path: one.path,
          expected: `the ground truth in ${truth.path}`,
          actual: `it ${way}`,
        };
    }
  }
}

const WAYS = [
  ['mirrored', (x: number, y: number) => [GRID.width - 1 - x, y] as const],
  ['upside down', (x: number, y: number) => [x, GRID.height - 1 - y] as const],
] as const;

function turnedBy(thumb: Thumbnail, turn: (x: number, y: number) => readonly [number, number]): Thumbnail {
  return thumb.map((_, i) => {
    const [cell, channel] = [Math.floor(i / 3), i % 3];
    const [x, y] = turn(cell % GRID.width, Math.floor(cell / GRID.width));
    return thumb[(y * GRID.width + x) * 3 + channel]!;
  });
}

/** Pictures that were saved again somewhere else. */
async function* saved(
  context: CheckContext,
  copy: FrameFolder,
  original: FrameFolder | undefined,
  what: string,
): AsyncGenerator<Issue> {
  if (!original) return;
  const there = new Set(framesOf(original));
  const shared = { ...copy, files: copy.files.filter(({ frame }) => there.has(frame)) };
  const one = await thumbnails(context, shared);
  const files = original.files.filter(({ frame }) => one.frames.has(frame));
  const other = await thumbnails(context, { ...original, files });
  for (const [frame, thumb] of one.frames) {
    const likeness = like(thumb, other.frames.get(frame));
    if (likeness < MIN_SAME)
      yield {
        name: 'picture-shows-something-else',
        path: copy.path,
        frame,
        expected: `${what} in ${original.path}`,
        actual: `a likeness of ${likeness.toFixed(2)}`,
      };
  }
}

/** A camera that stands still sees the same place in every frame; people change a part of it. */
const STANDING = { usual: 0.9, other: 0.7 } as const;

/** Of a camera that stands still: does a frame show another place? */
async function* standing(context: CheckContext, folder: FrameFolder): AsyncGenerator<Issue> {
  const { path, frames } = await thumbnails(context, folder);
  if (frames.size < 4) return;
  const all = [...frames.values()];
  const place = all[0]!.map((_, i) => median(all.map((thumb) => thumb[i]!)));
  const likenesses = new Map([...frames].map(([frame, thumb]) => [frame, likeness(thumb, place)]));
  if (median([...likenesses.values()]) < STANDING.usual) return;
  for (const [frame, value] of likenesses)
    if (value < STANDING.other)
      yield {
        name: 'picture-shows-something-else',
        path,
        frame,
        expected: 'the place that the other frames show',
        actual: `a likeness of ${value.toFixed(2)}`,
      };
}

/** The source camera took the same video for training and for test; a drift of numbers shows in their counts. */
async function* sourceAgrees(context: CheckContext): AsyncGenerator<Issue> {
  const camera = context.manifest?.source_camera_id;
  if (camera === undefined) return;
  const [train, test] = (['train', 'test'] as const).map(
    (split) => context.inventory.frames('input.image', { split, camera })[0],
  );
  if (train && test && framesOf(train).join() === framesOf(test).join())
    yield* saved(context, train, test, 'the image of the same camera');
}

/** The third tile of a triplet is the picture that view generation left. */
async function* triplets(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory } = context;
  const folders = inventory.frames('nv-generation.image');
  const refined: Views[] = [];
  for (const folder of folders) refined.push(await thumbnails(context, folder, 2, 3));
  const cameras = new Set(refined.map(({ camera }) => camera));
  const images = inventory
    .frames('input.image', { split: 'train' })
    .filter(({ ids }) => cameras.has(ids.camera as number));
  yield* compared(refined, await allThumbnails(context, images), 'the picture', undefined);
}
