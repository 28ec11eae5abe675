import { SPLITS, type Split } from '@outlay/schema';
import type { FrameFolder } from '../experiment/inventory.ts';
import type { Issue } from '../issue.ts';
import { readImageHeader } from '../read/image-header.ts';
import type { Inflate } from '../read/inflate.ts';
import { readMask } from '../read/mask.ts';
import { readPng } from '../read/png.ts';
import type { CheckContext } from './context.ts';
import { sizeText } from './images.ts';
import { pictureSize } from './picture-size.ts';
import { readFiles } from './read-files.ts';

interface MaskFacts {
  readonly width: number;
  readonly height: number;
  /** What is unusual about its form; `''` for nothing. */
  readonly form: string;
  readonly isEmpty: boolean;
}

/** Are masks whole, as large as their pictures, 8-bit gray with 0 and 255, and not empty where people are? */
export async function* masksSound(context: CheckContext): AsyncGenerator<Issue> {
  const { inventory } = context;
  for (const split of SPLITS)
    for (const contract of ['input.mask.union', 'input.mask.person'])
      for (const folder of inventory.frames(contract, { split }))
        yield* ofFolder(context, split, folder, contract === 'input.mask.union');
}

async function* ofFolder(
  context: CheckContext,
  split: Split,
  folder: FrameFolder,
  isUnion: boolean,
): AsyncGenerator<Issue> {
  const picture = await pictureSize(context, split, folder.ids.camera as number);
  const empty: Issue[] = [];
  for await (const { frame, path, value, issue } of readFiles(
    context,
    folder.files,
    context.level === 'full' ? lookInside(context.source.inflate) : lookAtHeader,
  )) {
    if (issue) {
      yield issue;
      continue;
    }
    if (picture && sizeText(picture) !== sizeText(value))
      yield { code: 'OUT4303', path, frame, expected: sizeText(picture), actual: sizeText(value) };
    if (value.form !== '')
      yield { code: 'OUT4306', path, frame, expected: '8-bit gray, 0 and 255', actual: value.form };
    if (value.isEmpty && isUnion) empty.push({ code: 'OUT4307', path, frame, persons: false });
  }
  if (empty.length > 0 && empty.length === folder.files.length) yield { code: 'OUT4310', path: folder.path };
  else yield* empty;
}

function lookAtHeader(bytes: Uint8Array, path: string): MaskFacts {
  const { mediaType, width, height } = readImageHeader(bytes, path);
  const form = mediaType === 'image/jpeg' ? 'JPEG' : pngForm(bytes);
  return { width, height, form, isEmpty: false };
}

function lookInside(inflate: Inflate | undefined): (bytes: Uint8Array, path: string) => MaskFacts {
  return (bytes, path) => {
    const header = lookAtHeader(bytes, path);
    if (header.form === 'JPEG') return header;
    const isPlain = header.form === '';
    const values = isPlain ? readPng(bytes, path, inflate).samples : readMask(bytes, path, inflate).coverage;
    let isEmpty = true;
    let isHard = true;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value === 0) continue;
      isEmpty = false;
      if (value !== 255) isHard = false;
    }
    return { ...header, isEmpty, form: isPlain && !isHard ? 'values between 0 and 255' : header.form };
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
  return depth === 8 && colour === 0 ? '' : `${depth}-bit ${COLOUR_TYPES[colour] ?? 'unknown colours'}`;
}
