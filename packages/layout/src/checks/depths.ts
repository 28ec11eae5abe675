import type { Split } from '@outlay/schema';
import type { FrameFolder } from '../experiment/inventory.ts';
import type { Issue } from '../issue.ts';
import { readDepth } from '../read/depth.ts';
import { UnexpectedContentError } from '../read/errors.ts';
import { formatShape, readNpyHeader } from '../read/npy.ts';
import type { CheckContext } from './context.ts';
import { sizeText } from './images.ts';
import { pictureSize } from './picture-size.ts';
import { peekFiles, readFiles } from './read-files.ts';

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
}

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
  for await (const { frame, path, value, issue } of looks) {
    if (issue) {
      yield issue;
      continue;
    }
    if (picture && sizeText(picture) !== sizeText(value))
      yield { code: 'OUT4304', path, frame, expected: sizeText(picture), actual: sizeText(value) };
    if (value.form !== '')
      yield { code: 'OUT4403', path, frame, expected: 'float32 of shape (H, W)', actual: value.form };
    if (value.values !== '')
      yield { code: 'OUT4401', path, frame, expected: 'finite metres, 0 or more', actual: value.values };
    if (value.isZero) yield { code: 'OUT4402', path, frame };
  }
}

function lookAtHeader(head: Uint8Array, fileBytes: number, path: string): DepthFacts {
  const { shape, dtype } = readNpyHeader(head, fileBytes, path);
  const [height, width, last] = shape;
  if (height === undefined || width === undefined || shape.length > 3 || (last ?? 1) !== 1 || !/f[248]$/.test(dtype))
    throw new UnexpectedContentError(path, 'The depth map has another form', {
      expected: 'floats of shape (H, W)',
      actual: `${dtype} of shape ${formatShape(shape)}`,
    });
  const isUsual = shape.length === 2 && dtype === '<f4';
  return { width, height, form: isUsual ? '' : `${dtype} of shape ${formatShape(shape)}`, values: '', isZero: false };
}

function lookInside(bytes: Uint8Array, path: string): DepthFacts {
  const facts = lookAtHeader(bytes, bytes.length, path);
  const { metres } = readDepth(bytes, path);
  let notFinite = 0;
  let negative = 0;
  let isZero = true;
  for (const value of metres) {
    if (!Number.isFinite(value)) notFinite++;
    else if (value < 0) negative++;
    if (value !== 0) isZero = false;
  }
  const values = [
    notFinite > 0 ? `${notFinite} values nan or infinite` : '',
    negative > 0 ? `${negative} negative` : '',
  ];
  return { ...facts, values: values.filter((text) => text !== '').join(', '), isZero };
}
