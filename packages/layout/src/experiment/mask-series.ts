/**
 * Masks over frames, decoded beside this thread or in it; the same values either way.
 * @module
 */
import { type ClassImage, type Item, MASK_CLASSES, type MaskReadOptions, type Series } from '@outlay/schema/port';
import type { Decoders } from '../decode/decoders.ts';
import type { MaskLayer } from '../decode/mask-work.ts';
import { isLayoutError, type LayoutError } from '../errors.ts';
import { problemOf } from '../issues/problem.ts';
import { ClassPainter } from '../read/class-painter.ts';
import { BATCH_BYTES, type ReadResult } from '../source/file-source.ts';
import { itemsBeside } from './beside.ts';
import type { ExperimentFiles } from './experiment-files.ts';
import type { FrameGroup } from './grouped-series.ts';
import type { PersonFile } from './merge-frames.ts';
import { selectFrames, storedBytes } from './series.ts';

/** Class 255 is {@link MASK_CLASSES.unassigned}, so this is the last person a class image can hold. */
export const MAX_MASK_PERSON = 253;
/**
 * Pictures per batch, and per task where threads paint them: a batch must hold the same pictures however they were
 * read. Two of full size are 2 MB.
 */
export const PICTURES_PER_BATCH = 2;

type Files = Pick<ExperimentFiles, 'source' | 'decoders'>;

/** A frame and its masks, from back to front. */
interface MaskFrame {
  readonly frame: number;
  readonly layers: readonly MaskLayer[];
}

/**
 * Union and person masks as one class image per frame: the union first, then persons ascending, so where persons
 * overlap the higher index is in front.
 */
export function maskSeries(
  files: Files,
  path: string,
  groups: readonly FrameGroup<PersonFile>[],
): Series<ClassImage, MaskReadOptions> {
  const { source, decoders } = files;
  const frames = groups.map(({ frame }) => frame);
  return {
    path,
    frames,
    storedBytes: storedBytes(source, frames, (index) => groups[index]!.files),
    read(options = {}) {
      const { unassigned = MASK_CLASSES.unassigned, batchBytes = BATCH_BYTES, reuse = false, signal } = options;
      const classOf = (person: number | undefined) => (person === undefined ? unassigned : MASK_CLASSES.person(person));
      const parts = selectFrames(groups, options.frames).map(({ frame, files }) => ({
        frame,
        layers: files.map(({ path, person }) => ({ path, value: classOf(person) })),
      }));
      const pictures = parts.map(({ layers }) => layers);
      const beside = decoders.masks?.(pictures, { reuse, ...(signal ? { signal } : {}) });
      if (beside === undefined) return readHere(files, parts, options);
      return itemsBeside(beside, {
        parts,
        item: ({ frame, layers }, value) => ({ frame, path: layers[0]!.path, value }),
        judge: (part) => judge(files, part, options),
        bytesOf,
        batchBytes,
      });
    },
  };
}

const bytesOf = ({ classes }: ClassImage): number => classes.length;

async function* readHere(
  { source, decoders }: Files,
  parts: readonly MaskFrame[],
  { batchBytes = BATCH_BYTES, reuse = false, signal }: MaskReadOptions,
): AsyncGenerator<readonly Item<ClassImage>[]> {
  const paths = parts.flatMap(({ layers }) => layers.map(({ path }) => path));
  const painting = new Painting(decoders);
  let items: Item<ClassImage>[] = [];
  let before: readonly Item<ClassImage>[] = [];
  let used = 0;
  let at = 0;
  for await (const batch of source.readMany(paths, { batchBytes, reuse: true, ...(signal ? { signal } : {}) })) {
    for (const result of batch) {
      const item = painting.add(parts[at]!, result, reuse ? takeSpare : undefined);
      if (item === undefined) continue;
      at++;
      items.push(item);
      used += item.problem === undefined ? bytesOf(item.value) : 0;
      if (used < batchBytes && at % PICTURES_PER_BATCH !== 0) continue;
      painting.pause();
      yield items;
      if (reuse) giveBack(before);
      before = items;
      items = [];
      used = 0;
    }
    painting.pause();
  }
  if (items.length > 0) yield items;
  if (reuse) giveBack([...before, ...items]);
}

/** Pictures of all series of a thread, which are read one after the other: as many as two of them hold. */
const spare: Uint8Array[] = [];
const MAX_SPARE = 4 * PICTURES_PER_BATCH;
/** Pictures that are much larger come rarely. */
const MAX_SPARE_BYTES = 4 << 20;

function takeSpare(length: number): Uint8Array {
  const index = spare.findIndex((memory) => memory.length === length);
  return index < 0 ? new Uint8Array(length) : spare.splice(index, 1)[0]!;
}

function giveBack(items: readonly Item<ClassImage>[]): void {
  for (const { value } of items) {
    if (value === undefined || value.classes.length > MAX_SPARE_BYTES) continue;
    spare.push(value.classes);
    if (spare.length > MAX_SPARE) spare.shift();
  }
}

async function judge(
  { source, decoders }: Files,
  part: MaskFrame,
  { signal }: MaskReadOptions,
): Promise<Item<ClassImage>> {
  const painting = new Painting(decoders);
  const paths = part.layers.map(({ path }) => path);
  const results: ReadResult[] = [];
  for await (const batch of source.readMany(paths, signal ? { signal } : {})) results.push(...batch);
  let item: Item<ClassImage> | undefined;
  for (const result of results) item = painting.add(part, result);
  return item!;
}

/** Files in their order, painted frame by frame. */
class Painting {
  readonly #painter: ClassPainter;
  #count = 0;
  #failed: { readonly path: string; readonly error: LayoutError } | undefined;

  constructor({ inflate }: Decoders) {
    this.#painter = new ClassPainter(inflate);
  }

  /** Gives the item of a frame with its last file. */
  add(
    { frame, layers }: MaskFrame,
    result: ReadResult,
    take?: (length: number) => Uint8Array,
  ): Item<ClassImage> | undefined {
    const { path, value } = layers[this.#count++]!;
    if (this.#failed === undefined) this.#paint(result, path, value);
    if (this.#count < layers.length) return undefined;
    this.#count = 0;
    if (this.#failed === undefined) return { frame, path: layers[0]!.path, value: this.#painter.finish(take) };
    const { path: at, error } = this.#failed;
    this.#failed = undefined;
    this.#painter.restart();
    return { frame, path: at, problem: problemOf(error, at) };
  }

  /** Other series of this thread may paint now. */
  pause(): void {
    this.#painter.pause();
  }

  #paint(result: ReadResult, path: string, value: number): void {
    if (result.error) {
      this.#failed = { path, error: result.error };
      return;
    }
    try {
      this.#painter.add(result.bytes, path, value);
    } catch (error) {
      if (!isLayoutError(error)) throw error;
      this.#failed = { path: error.path || path, error };
    }
  }
}
