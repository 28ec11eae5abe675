import type { Split } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import { spelled } from '../../issues/numbers.ts';
import { depthUnitIssue } from '../../issues/of-depths.ts';
import { readDepth, requireDepthForm, unlikelyMetres } from '../../read/depth.ts';
import { formatShape, readNpyHeader, readNpyStart } from '../../read/npy.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { median } from '../cameras/projection.ts';
import type { CheckContext } from '../context.ts';
import { sizeText } from '../pictures/images.ts';
import { pictureSize } from '../pictures/size.ts';
import { peekFiles, readFiles } from '../reading/read-files.ts';
import { printOf, Repeats } from '../reading/repeats.ts';

/** Pixels that are enough for the middle of a map. */
const SAMPLED_PIXELS = 4_000;
/** NumPy pads headers to 64 bytes; those of maps are below this. */
const MAX_HEADER_BYTES = 512;
/** Header bytes of an array: NumPy writes 128. */
const HEAD_BYTES = 4096;

interface DepthFacts {
  readonly width: number;
  readonly height: number;
  /** What is unusual about its form; `''` for nothing. */
  readonly form: string;
  /** What is impossible about its values; `''` for nothing, and when they were not looked at. */
  readonly values: string;
  readonly isZero: boolean;
  /** The middle of its distances where they can hardly be metres. Below level `full` of its first rows. */
  readonly unlikely?: number | undefined;
  /** Middle of the known depths, metres, and whether all are the same; not looked at below level `full`. */
  readonly middle?: number | undefined;
  readonly isConstant?: boolean;
  readonly print?: string;
}

/** A camera sees about the same distances in all frames; units differ by a thousand. */
const MAX_CHANGE = 4;
/** Farther than this is no metres. */
const FARTHEST = 100_000;
/** Fewer maps tell nothing about what is usual. */
const MIN_MAPS = 3;

/** Are depth maps whole, of a known form, as large as their pictures, finite and positive? */
export async function* depthsSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory, manifest } = context;
  for (const folder of inventory.frames('input.depth'))
    yield* ofFolder(context, folder, folder.ids.split as Split, folder.ids.camera as number);
  for (const folder of inventory.frames('pose_smplx.viz.background-depth'))
    yield* ofFolder(context, folder, 'train', manifest?.source_camera_id);
}

async function* ofFolder(
  context: CheckContext,
  folder: FrameFolder,
  split: Split,
  camera: number | undefined,
): AsyncGenerator<Issue> {
  const picture = camera === undefined ? undefined : await pictureSize(context, split, camera);
  const looks =
    context.level === 'full'
      ? readFiles(context, folder.files, lookInside)
      : peekFiles(context, folder.files, { head: HEAD_BYTES, tail: 0 }, ({ head, size }, path) =>
          lookAtHeader(head, size, path),
        );
  const repeats = new Repeats();
  const middles = new Map<number, { readonly path: string; readonly middle: number }>();
  for await (const { frame, path, value, issue } of looks) {
    if (issue) {
      yield issue;
      continue;
    }
    if (picture && sizeText(picture) !== sizeText(value))
      yield { name: 'depth-size-differs', path, frame, expected: sizeText(picture), actual: sizeText(value) };
    if (value.form !== '')
      yield { name: 'depth-form-unusual', path, frame, expected: 'float32 of shape (H, W)', actual: value.form };
    if (value.values !== '')
      yield { name: 'depth-not-sane', path, frame, expected: 'finite metres, 0 or more', actual: value.values };
    if (value.unlikely !== undefined) yield { ...depthUnitIssue(path, value.unlikely), frame };
    if (value.isZero) yield { name: 'depth-all-zero', path, frame };
    else if (value.isConstant)
      yield {
        name: 'depth-frame-differs',
        path,
        frame,
        expected: 'different distances',
        actual: `${value.middle} m everywhere`,
      };
    else if (value.print !== undefined && value.middle !== undefined) {
      repeats.add(frame, value.print);
      middles.set(frame, { path, middle: value.middle });
    }
  }
  yield* repeats.issues(folder.path);
  const usual = median([...middles.values()].map(({ middle }) => middle));
  if (middles.size >= MIN_MAPS)
    for (const [frame, { path, middle }] of middles)
      if (middle > usual * MAX_CHANGE || middle * MAX_CHANGE < usual)
        yield {
          name: 'depth-frame-differs',
          path,
          frame,
          expected: `about ${spelled(usual)} m as in the other frames`,
          actual: `${spelled(middle)} m`,
        };
}

function lookAtHeader(head: Uint8Array, fileBytes: number, path: string): DepthFacts {
  const description = readNpyHeader(head, fileBytes, path);
  const { shape, dtype } = description;
  const { width, height } = requireDepthForm(description, path);
  const isUsual = shape.length === 2 && dtype === '<f4';
  const isLonger =
    shape.reduce((product, length) => product * length, Number(dtype.at(-1))) + MAX_HEADER_BYTES < fileBytes;
  const form = isUsual ? '' : `${dtype} of shape ${formatShape(shape)}`;
  const unlikely = dtype === '<f4' ? unlikelyMetres(readNpyStart(head, fileBytes, path)) : undefined;
  return {
    width,
    height,
    form: isLonger ? 'more bytes than the array has' : form,
    values: '',
    isZero: false,
    ...(unlikely === undefined ? {} : { unlikely }),
  };
}

function lookInside(bytes: Uint8Array, path: string): DepthFacts {
  const facts = lookAtHeader(bytes, bytes.length, path);
  const { metres } = readDepth(bytes, path);
  let notFinite = 0;
  let negative = 0;
  let far = 0;
  const known: number[] = [];
  const step = Math.max(1, Math.floor(metres.length / SAMPLED_PIXELS));
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [i, value] of metres.entries()) {
    if (!Number.isFinite(value)) notFinite++;
    else if (value < 0) negative++;
    else if (value > FARTHEST) far++;
    if (value < least) least = value;
    if (value > most) most = value;
    if (value > 0 && i % step === 0) known.push(value);
  }
  const values = [
    notFinite > 0 ? `${notFinite} values nan or infinite` : '',
    negative > 0 ? `${negative} negative` : '',
    far > 0 ? `${far} beyond ${FARTHEST} m` : '',
  ];
  return {
    ...facts,
    unlikely: unlikelyMetres(metres),
    values: values.filter((text) => text !== '').join(', '),
    isZero: least === 0 && most === 0,
    isConstant: least === most,
    middle: known.length > 0 ? median(known) : undefined,
    print: printOf(bytes),
  };
}
