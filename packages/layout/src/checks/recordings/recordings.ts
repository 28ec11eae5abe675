import { parseRecordingName, type RecordingKind } from '@outlay/schema';
import { isLayoutError } from '../../errors.ts';
import type { Issue } from '../../issues/issue.ts';
import { openingIssue } from '../../issues/of-opening.ts';
import { problemOf } from '../../issues/problem.ts';
import type { FrameFile } from '../../scan/frame-files.ts';
import { baseName } from '../../source/source-path.ts';
import type { CheckContext } from '../context.ts';
import { peekFiles } from '../reading/read-files.ts';

/** `RRF2` and what older writers used. */
const MAGIC = /^RR(?:F[0-9]|IO)$/;
/** Every stream footer since 0.28 ends with these words. */
const FOOTER = 'RRF2FOOT';
/** What goes before every message: kind and length, 8 bytes each. */
const MESSAGE_HEADER = 16;
/** What goes before the first message: magic, version, options. */
const STREAM_HEADER = 12;
/** Kind of the last message. */
const END = 0;
/** A message of kind End and length 0: how recordings without an index close. */
const END_MESSAGE = /\0{16}$/;
/** Messages followed before giving up; a recording of gigabytes has some thousands. */
const MAX_MESSAGES = 100_000;
/** Names of the exporters of the origin. */
const OLD_NAME = /^(?:evaluation_nvs|evaluation_pose|trn_nv_generation)_epoch_\d+\.rrd$/;

/** Are recordings finished, and named as the layout names them? */
export async function* recordingsComplete(context: CheckContext): AsyncGenerator<Issue> {
  const files = context.inventory.paths('rerun').map((path): FrameFile => ({ frame: 0, path }));
  for (const { path } of files) {
    const kind = parseRecordingName(baseName(path));
    if (kind === undefined) yield { code: 'OUT6202', path, old: OLD_NAME.test(baseName(path)) };
    else if (!hasSource(context, kind)) yield { code: 'OUT6203', path, folder: folderOf(kind) };
  }
  if (context.level === 'structure') return;
  const recordings = files.filter(({ path }) => path.endsWith('.rrd'));
  const ends = peekFiles(
    context,
    recordings,
    { head: 4, tail: 64 },
    ({ size, head, tail }): Ends => ({
      size,
      head: latin(head.subarray(0, 4)),
      tail: latin(tail),
    }),
  );
  for await (const { path, value, issue } of ends) {
    if (issue) {
      yield issue;
      continue;
    }
    try {
      const actual = await fault(context, path, value);
      if (actual !== undefined) yield { code: 'OUT6201', path, actual };
    } catch (error) {
      if (!isLayoutError(error)) throw error;
      yield openingIssue(problemOf(error, path));
    }
  }
}

/** The first and last bytes of a recording, one character each. */
interface Ends {
  readonly size: number;
  readonly head: string;
  readonly tail: string;
}

/** Why a recording is not complete; `undefined` when it is. @throws LayoutError */
async function fault(context: CheckContext, path: string, { size, head, tail }: Ends): Promise<string | undefined> {
  if (size === 0) return 'it has 0 bytes';
  if (!MAGIC.test(head)) return 'it does not begin as a recording does';
  if (head !== 'RRF2' || tail.includes(FOOTER)) return undefined;
  const isClosed = END_MESSAGE.test(tail) && (await endsWithMessage(context, path, size));
  return isClosed ? undefined : 'it has no footer at its end';
}

/** An epoch that is listed may be under way; one that is neither listed nor there has no business here. */
function hasSource({ epochs, inventory, manifest }: CheckContext, kind: RecordingKind): boolean {
  if (!('epoch' in kind)) return true;
  if (kind.kind === 'nv_generation') return inventory.has('nv-generation.pose-state', { epoch: kind.epoch });
  return manifest === undefined || epochs.some(({ epoch }) => epoch === kind.epoch);
}

const folderOf = ({ kind }: RecordingKind): string =>
  kind === 'nv_generation' ? 'input_data/train/misc/nv_generation/pose_state' : 'evaluation';

/**
 * Is the last message one of kind End that ends with the file? Zeros at the end alone say nothing: a cut recording may
 * end in an image of them. Follows the headers, so it is for the few files that could be either.
 */
async function endsWithMessage({ source, signal }: CheckContext, path: string, size: number): Promise<boolean> {
  let at = STREAM_HEADER;
  for (let count = 0; count < MAX_MESSAGES; count++) {
    signal?.throwIfAborted();
    const header = await source.read(path, { range: { start: at, end: at + MESSAGE_HEADER } });
    if (header.length < MESSAGE_HEADER) return false;
    const view = new DataView(header.buffer, header.byteOffset, header.length);
    const [kind, length] = [view.getBigUint64(0, true), Number(view.getBigUint64(8, true))];
    at += MESSAGE_HEADER + length;
    if (Number(kind) === END) return at === size;
    if (kind > 3n || at > size) return false;
  }
  return true;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(-64));
}
