import { SPLITS, type Split } from '@outlay/schema';
import type { Issue } from '../../issues/issue.ts';
import { readImageHeader } from '../../read/image-header.ts';
import type { Inflate } from '../../read/inflate.ts';
import { type Mask, readMask } from '../../read/mask.ts';
import { readPng } from '../../read/png.ts';
import type { FrameFolder } from '../../scan/inventory.ts';
import { skippedFrames } from '../bodies/bodies.ts';
import { spread } from '../bodies/points.ts';
import type { CheckContext } from '../context.ts';
import { sizeText } from '../pictures/images.ts';
import { pictureSize } from '../pictures/size.ts';
import { readFiles } from '../reading/read-files.ts';
import { readFrame } from '../reading/read-frame.ts';

interface MaskFacts {
  readonly width: number;
  readonly height: number;
  /** What is unusual about its form; `''` for nothing. */
  readonly form: string;
  readonly isEmpty: boolean;
  /** Part of the picture that is foreground; 0 when it was not looked at. */
  readonly part: number;
}

/** People never fill a picture. */
const MAX_PART = 0.97;

/** Are masks whole, as large as their pictures, 8-bit gray with 0 and 255, and not empty where people are? */
export async function* masksSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory } = context;
  const skipped = await skippedFrames(context);
  for (const split of SPLITS)
    for (const contract of ['input.mask.union', 'input.mask.person'] as const)
      for (const folder of inventory.frames(contract, { split }))
        yield* ofFolder(context, split, folder, contract === 'input.mask.union', skipped);
  if (context.level === 'full')
    for (const union of inventory.frames('input.mask.union')) yield* unionOfPersons(context, union);
}

/** Frames compared per camera, spread over the sequence. */
const SAMPLED_FRAMES = 20;
/** Both are made of the same masks; edges may be treated differently. */
const MIN_UNION = 0.8;

/** Is the union that of the persons? */
async function* unionOfPersons(context: CheckContext, union: FrameFolder): AsyncGenerator<Issue> {
  const { split, camera } = union.ids as { split: Split; camera: number };
  const persons = context.inventory.frames('input.mask.person', { split, camera });
  if (persons.length === 0) return;
  for (const { frame, path } of spread(union.files, SAMPLED_FRAMES)) {
    const all = await readFrame(context, union, frame, readMask);
    const parts: Mask[] = [];
    for (const person of persons) {
      const part = await readFrame(context, person, frame, readMask);
      if (part && part.coverage.length === all?.coverage.length) parts.push(part);
    }
    if (!all || parts.length !== persons.length) continue;
    let [either, both] = [0, 0];
    for (let i = 0; i < all.coverage.length; i++) {
      const [a, b] = [all.coverage[i]! > 127, parts.some(({ coverage }) => coverage[i]! > 127)];
      if (a || b) either++;
      if (a && b) both++;
    }
    if (either > 0 && both < MIN_UNION * either)
      yield {
        name: 'mask-union-differs',
        path,
        frame,
        expected: `the masks of ${persons.length} persons`,
        actual: `${Math.round((100 * both) / either)} % in common`,
      };
  }
}

async function* ofFolder(
  context: CheckContext,
  split: Split,
  folder: FrameFolder,
  isUnion: boolean,
  skipped: ReadonlySet<number>,
): AsyncGenerator<Issue> {
  const picture = await pictureSize(context, split, folder.ids.camera as number);
  const empty: Issue[] = [];
  for await (const { frame, path, value, issue } of readFiles(
    context,
    folder.files,
    context.level === 'full' ? lookInside(context.decoders.inflate) : lookAtHeader,
  )) {
    if (issue) {
      yield issue;
      continue;
    }
    if (picture && sizeText(picture) !== sizeText(value))
      yield { name: 'mask-size-differs', path, frame, expected: sizeText(picture), actual: sizeText(value) };
    if (value.form !== '')
      yield { name: 'mask-format-unusual', path, frame, expected: '8-bit gray, 0 and 255', actual: value.form };
    if (value.part > MAX_PART)
      yield {
        name: 'mask-covers-all',
        path,
        frame,
        expected: 'people',
        actual: `${Math.round(value.part * 100)} % of the picture`,
      };
    if (value.isEmpty && (isUnion || !skipped.has(frame)))
      empty.push(
        skipped.has(frame) || !isUnion
          ? { name: 'mask-empty', path, frame, persons: !isUnion }
          : { name: 'nobody-masked', path, frame },
      );
  }
  if (empty.length > 0 && empty.length === folder.files.length) yield { name: 'masks-all-empty', path: folder.path };
  else if (isUnion) yield* empty;
}

function lookAtHeader(bytes: Uint8Array, path: string): MaskFacts {
  const { mediaType, width, height } = readImageHeader(bytes, path);
  const form = mediaType === 'image/jpeg' ? 'JPEG' : pngForm(bytes);
  return { width, height, form, isEmpty: false, part: 0 };
}

function lookInside(inflate: Inflate | undefined): (bytes: Uint8Array, path: string) => MaskFacts {
  return (bytes, path) => {
    const header = lookAtHeader(bytes, path);
    if (header.form === 'JPEG') return header;
    const isPlain = header.form === '';
    const values = isPlain ? readPng(bytes, path, inflate).samples : readMask(bytes, path, inflate).coverage;
    let isEmpty = true;
    let isHard = true;
    let area = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value === 0) continue;
      isEmpty = false;
      area++;
      if (value !== 255) isHard = false;
    }
    return {
      ...header,
      isEmpty,
      part: area / (header.width * header.height),
      form: isPlain && !isHard ? 'values between 0 and 255' : header.form,
    };
  };
}

const COLOUR_TYPES: Readonly<Record<number, string>> = {
  0: 'gray',
  2: 'RGB',
  3: 'palette',
  4: 'gray with alpha',
  6: 'RGBA',
};

/** From IHDR: bit depth at byte 24, colour type at byte 25. */
function pngForm(bytes: Uint8Array): string {
  const [depth, colour] = [bytes[24] ?? 0, bytes[25] ?? 0];
  return depth === 8 && colour === 0 ? '' : `${depth}-bit ${COLOUR_TYPES[colour] ?? 'unknown colors'}`;
}
